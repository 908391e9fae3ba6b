using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Layers;

/// <summary>The inputs and error signals of the backward passes since the last step, sample after sample; its arrays are reused.</summary>
internal sealed class PendingUpdates(int inputs, int outputs) : IStateful
{
    private float[] _x = [], _d = [];
    private int _count;

    /// <summary>Number of samples.</summary>
    internal int Count => _count;

    /// <summary>Inputs, <see cref="Count"/> × inputs.</summary>
    internal ReadOnlySpan<float> Inputs => _x.AsSpan(0, Count * inputs);

    /// <summary>Gradients of the loss with respect to the outputs, <see cref="Count"/> × outputs.</summary>
    internal ReadOnlySpan<float> Errors => _d.AsSpan(0, Count * outputs);

    /// <summary>Makes room for more samples, whose values the caller writes.</summary>
    internal void Add(int samples, out Span<float> x, out Span<float> d)
    {
        var count = Count + samples;
        if (_x.Length < count * inputs) Array.Resize(ref _x, count * inputs);
        if (_d.Length < count * outputs) Array.Resize(ref _d, count * outputs);
        x = _x.AsSpan(Count * inputs, samples * inputs);
        d = _d.AsSpan(Count * outputs, samples * outputs);
        _count = count;
    }

    /// <summary>Multiplies the errors of one output.</summary>
    internal void ScaleErrors(int output, float factor)
    {
        for (var b = 0; b < Count; b++) _d[b * outputs + output] *= factor;
    }

    internal void Clear() => _count = 0;

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        var (x, d) = (Inputs.ToArray(), Errors.ToArray());
        state.Value("count", ref _count);
        state.Growing("inputs", ref x);
        state.Growing("errors", ref d);
        if (state.IsRestoring) (_x, _d) = (x, d);
    }
}
