namespace EcramSim.Learning.Layers;

public sealed partial class AnalogLinear
{
    // Passes that a program may collect before it writes or drops them, where no analog optimizer was ever given the layer.
    private const int MostCollected = 100;

    /// <summary>Whether outputs have scales of their own (<see cref="WeightScaling"/>).</summary>
    internal bool HasOutputScales => _isScaled && _scales.Distinct().Count() > 1;

    private bool _hasWriter;
    private float[] _biasThen = [];
    private int _collected;

    // The cells are no parameter, so an optimizer of digital parameters trains the biases and leaves them: that must not go unseen.
    private void RefuseOthers()
    {
        if (_hasWriter || _pending.Count == 0) return;
        if (bias is not null && _biasThen.Length > 0 && !ShownWeights.Values(bias).AsSpan().SequenceEqual(_biasThen))
            throw new InvalidOperationException($"layer '{GetName()}': an optimizer changed the bias, but not the cells: analog weights are no parameters, and optimizers of torch.optim leave them as they are; use AnalogSGD, or AnalogAdam in the place of Adam, which write pulses");
        if (++_collected > MostCollected)
            throw new InvalidOperationException($"layer '{GetName()}': {MostCollected} backward passes were collected and never written or dropped: no optimizer writes these cells; use AnalogSGD or AnalogAdam, or call Update or DropUpdates");
    }

    // Before the first gradient since the last writing: what the bias was then.
    private void RememberBias()
    {
        if (_hasWriter || _pending.Count > 0) return;
        _collected = 0;
        _biasThen = bias is null ? [] : ShownWeights.Values(bias);
    }
}
