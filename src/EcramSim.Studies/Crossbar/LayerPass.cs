using EcramSim.Crossbar;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Training;

namespace EcramSim.Studies.Crossbar;

/// <summary>A trained layer in an array whose ranged stages are open and record.</summary>
internal sealed class LayerPass
{
    private readonly ITile _tile;
    private readonly LayerWeights _layer;
    private readonly float _scale;

    internal LayerPass(CellDevice? device, ArrayOptions array, (bool IsInput, int Index)[] ranged, LayerWeights layer, ulong seed)
    {
        _layer = layer;
        var stages = ReadStages.Of(array);
        var (inputs, outputs) = (stages.Inputs.ToArray(), stages.Outputs.ToArray());
        Recorders = [.. ranged.Select(_ => new RecordingStage())];
        for (var r = 0; r < ranged.Length; r++) (ranged[r].IsInput ? inputs : outputs)[ranged[r].Index] = Recorders[r];
        var options = array with { DacBits = null, AdcBits = null, AdcBound = null, InputNoise = null, OutputNoise = null, BoundManagement = false, Stages = stages with { Inputs = inputs, Outputs = outputs } };
        _tile = new CellArray(device, options) { Seed = seed, Name = $"calibrate/{layer.Layer}" }.CreateTile(layer.Outputs, layer.Inputs);
        _scale = (float)WeightScaling.Fit.ScaleOf(layer.Weight);
        // What a few cells of a spread device cannot hold changes no range.
        _tile.SetWeights([.. layer.Weight.Select(w => w / _scale)], clip: true);
    }

    /// <summary>One per ranged stage.</summary>
    internal RecordingStage[] Recorders { get; }

    internal float[] Forward(float[] x)
    {
        var y = new float[_layer.Outputs];
        _tile.Forward(x, y, 1);
        for (var i = 0; i < y.Length; i++) y[i] = _scale * y[i] + _layer.Bias[i];
        return y;
    }

    internal float[] Backward(float[] d)
    {
        var g = new float[_layer.Inputs];
        _tile.Backward(d, g, 1);
        foreach (ref var v in g.AsSpan()) v *= _scale;
        return g;
    }
}
