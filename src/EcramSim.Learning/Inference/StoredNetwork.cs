using EcramSim.Crossbar.Programming;
using EcramSim.Learning.Data;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Inference;

/// <summary>
/// A network whose weights are in cells, while time passes: what it still classifies right, how far its weights have moved, what reading,
/// correcting and rewriting cost. It keeps every state of the cells that it is given, volatile parts and arrays beside the weights too.
/// </summary>
public sealed class StoredNetwork
{
    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly IReadOnlyList<AnalogLinear> _layers;
    private readonly float[][] _wanted, _written;
    private readonly KnownInputs[] _known;
    private readonly bool _pulsed;

    /// <summary>Takes over a model as it is: its weights of this moment are those that are wanted.</summary>
    /// <param name="model">With analog layers; not disposed of here.</param>
    /// <param name="vectors">Known inputs per layer for corrections, ≥ 1.</param>
    /// <param name="seed">Seed of the known inputs.</param>
    /// <exception cref="ArgumentException">No analog layer.</exception>
    public StoredNetwork(nn.Module<Tensor, Tensor> model, int vectors, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors, 1);
        (_model, _layers) = (model, Analog.Layers(model));
        if (_layers.Count == 0) throw new ArgumentException("the model has no analog layer", nameof(model));
        _pulsed = _layers.All(l => l.Tile.Granularity > 0);
        _wanted = [.. _layers.Select(Held)];
        _written = [.. _wanted.Select(w => (float[])w.Clone())];
        _known = [.. _layers.Select(l => new KnownInputs(l.Tile, vectors, seed))];
    }

    /// <summary>Writes the wanted weights by pulses, from where the cells stand.</summary>
    /// <param name="how">Tolerance, budget, noise of the readings.</param>
    /// <param name="fromRest">Whether the cells are at the middle of their window before: an array as it was made.</param>
    /// <param name="cancellation">Looked at between rounds.</param>
    public IReadOnlyList<LayerProgramming> Program(WriteVerify how, bool fromRest, CancellationToken cancellation = default)
    {
        var results = new List<LayerProgramming>();
        for (var k = 0; k < _layers.Count; k++)
        {
            var tile = _layers[k].Tile;
            if (fromRest) tile.SetWeights(new float[_wanted[k].Length], clip: true);
            results.Add(new LayerProgramming(_layers[k].GetName(), _layers[k].OutputScale, tile.Program(_wanted[k], how, cancellation)));
        }
        return results;
    }

    /// <summary>Weights of this moment are the written ones, and the known inputs are read for later comparison. Returns what that reading cost.</summary>
    public InferenceCost Remember()
    {
        var before = HardwareCost.Of(_layers, _pulsed);
        for (var k = 0; k < _layers.Count; k++)
        {
            Held(_layers[k]).CopyTo(_written[k], 0);
            _known[k].Remember();
        }
        return Since(before);
    }

    /// <summary>Lets time pass for all arrays, those that a training rule keeps beside the weights too.</summary>
    /// <param name="seconds">≥ 0.</param>
    public void Wait(double seconds)
    {
        foreach (var tile in _layers.SelectMany(l => l.Tiles)) tile.Wait(seconds);
    }

    /// <summary>Corrects the outputs of every layer from a reading of the known inputs; returns what that cost.</summary>
    public InferenceCost Correct(DriftCompensation compensation)
    {
        ArgumentNullException.ThrowIfNull(compensation);
        var before = HardwareCost.Of(_layers, _pulsed);
        for (var k = 0; k < _layers.Count; k++) _layers[k].Correction = _known[k].Correction(compensation);
        var cost = Since(before);
        // Squares and products of every reading.
        return compensation == DriftCompensation.None ? cost : Digital(cost, _layers.Select((l, k) => 3L * _known[k].Vectors * l.OutputCount));
    }

    /// <summary>The fraction of <paramref name="images"/> that the network classifies right, and what one of them cost on average.</summary>
    public (double Accuracy, InferenceCost PerImage) Classify(LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var before = HardwareCost.Of(_layers, _pulsed);
        var accuracy = Classification.Accuracy(_model, images) ?? throw new ArgumentException("there are no images", nameof(images));
        var cost = Digital(Since(before), _layers.Select(l => images.Count * (l.Correction?.Operations(l.InputCount, l.OutputCount) ?? 0)));
        return (accuracy, cost.Over(images.Count));
    }

    /// <summary>How far every layer is from what it should hold.</summary>
    public IReadOnlyList<LayerError> Errors() => [.. _layers.Select((l, k) => LayerError.Of(l.GetName(), _wanted[k], _written[k], Held(l)))];

    private InferenceCost Since(HardwareCost before)
    {
        var cost = HardwareCost.Of(_layers, _pulsed).Since(before);
        // Without a technology the ledger knows writes alone.
        return new InferenceCost(cost.Bill is null ? null : cost.Energy, cost.Time);
    }

    private InferenceCost Digital(InferenceCost cost, IEnumerable<long> operations)
    {
        foreach (var (count, layer) in operations.Zip(_layers))
            if (layer.Array.Technology is { } technology) cost = cost with { Energy = cost.Energy + count * technology.DigitalOperation };
        return cost;
    }

    private static float[] Held(AnalogLinear layer)
    {
        var held = new float[layer.OutputCount * layer.InputCount];
        layer.Tile.GetWeights(held);
        return held;
    }
}
