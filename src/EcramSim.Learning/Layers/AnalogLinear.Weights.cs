using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

public sealed partial class AnalogLinear
{
    private readonly bool _clip;
    private bool _shown;

    /// <summary>The model's weights s·W as the cells hold them now, outputs × inputs.</summary>
    public float[] Weights()
    {
        Absorb();
        return Held();
    }

    /// <summary>Writes the model's weights into the cells.</summary>
    /// <param name="weights">outputs × inputs, row by row.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window, unless the layer clips.</exception>
    public void SetWeights(ReadOnlySpan<float> weights)
    {
        _shown = false;
        Program(weights);
    }

    // Whoever asks for the tensors gets the weights of this moment, and may write into them (as load_state_dict does):
    // the next use of the layer looks whether somebody did.

    /// <inheritdoc/>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        Show();
        return base.state_dict(destination!, prefix!);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        Show();
        return base.named_buffers(recurse, include_nonpersistent);
    }

    /// <inheritdoc/>
    public override IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        Show();
        return base.buffers(recurse, include_nonpersistent);
    }

    private void Show()
    {
        // The constructors of the package ask for buffers before the layer has any.
        if (Tile is null || weight is null || _pending is null) return;
        Absorb();
        using var quiet = no_grad();
        using var accessor = weight.data<float>();
        accessor.CopyFrom(Held());
        _shown = true;
    }

    private void Absorb()
    {
        if (!_shown) return;
        _shown = false;
        var written = Values(weight);
        if (!written.AsSpan().SequenceEqual(Held())) Program(written);
    }

    private float[] Held()
    {
        var values = new float[OutputCount * InputCount];
        Tile.GetWeights(values);
        var scale = (float)OutputScale;
        if (scale != 1) foreach (ref var w in values.AsSpan()) w *= scale;
        return values;
    }

    private void Program(ReadOnlySpan<float> weights)
    {
        var values = weights.ToArray();
        var scale = (float)OutputScale;
        if (scale != 1) foreach (ref var w in values.AsSpan()) w /= scale;
        Tile.SetWeights(values, _clip);
    }

    private static float[] Values(Tensor tensor)
    {
        using var accessor = tensor.contiguous().data<float>();
        return accessor.ToArray();
    }
}
