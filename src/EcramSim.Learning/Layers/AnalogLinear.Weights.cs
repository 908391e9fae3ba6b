using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

public sealed partial class AnalogLinear
{
    private readonly bool _clip;

    /// <summary>The model's weights s·W as the cells hold them now, outputs × inputs; without learned output scales.</summary>
    public float[] Weights()
    {
        Absorb();
        return HeldWeights();
    }

    /// <summary>Writes the model's weights into the cells.</summary>
    /// <param name="weights">outputs × inputs, row by row.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window, unless the layer clips.</exception>
    public void SetWeights(ReadOnlySpan<float> weights)
    {
        Absorb();
        TakeWeights(weights.ToArray());
    }

    /// <inheritdoc/>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        _weights?.Show();
        return base.state_dict(destination!, prefix!);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        // The constructors of the package ask for buffers before the layer has any.
        _weights?.Show();
        return base.named_buffers(recurse, include_nonpersistent);
    }

    /// <inheritdoc/>
    public override IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        _weights?.Show();
        return base.buffers(recurse, include_nonpersistent);
    }

    private void Absorb() => _weights.Absorb();

    // The weights of the model and, in the last column where the bias is analog, the bias divided by its constant input.
    private float[] Held()
    {
        var values = new float[OutputCount * Columns];
        Tile.GetWeights(values);
        if (_isScaled)
            for (var i = 0; i < OutputCount; i++)
                foreach (ref var w in values.AsSpan(i * Columns, Columns)) w *= _scales[i];
        return values;
    }

    private void Program(ReadOnlySpan<float> whole)
    {
        var values = whole.ToArray();
        if (_isScaled)
            for (var i = 0; i < OutputCount; i++)
                foreach (ref var w in values.AsSpan(i * Columns, Columns)) w /= _scales[i];
        Tile.SetWeights(values, _clip);
        _disturbed?.Forget();
    }

    internal float[] HeldWeights()
    {
        var held = Held();
        if (!HasAnalogBias) return held;
        var values = new float[OutputCount * InputCount];
        for (var i = 0; i < OutputCount; i++) held.AsSpan(i * Columns, InputCount).CopyTo(values.AsSpan(i * InputCount));
        return values;
    }

    internal float[] HeldBias()
    {
        var held = Held();
        return [.. Enumerable.Range(0, OutputCount).Select(i => held[i * Columns + InputCount] * (float)_options.AnalogBias!.Value)];
    }

    internal void TakeWeights(float[] weights) => Program(WithBias(weights, HasAnalogBias ? HeldBias() : null));

    internal void TakeBias(float[] values) => Program(WithBias(HeldWeights(), values));

    private float[] WithBias(float[] weights, float[]? values)
    {
        if (!HasAnalogBias) return weights;
        var whole = new float[OutputCount * Columns];
        for (var i = 0; i < OutputCount; i++)
        {
            weights.AsSpan(i * InputCount, InputCount).CopyTo(whole.AsSpan(i * Columns));
            whole[i * Columns + InputCount] = values![i] / (float)_options.AnalogBias!.Value;
        }
        return whole;
    }
}
