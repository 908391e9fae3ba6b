using EcramSim.Crossbar.Programming;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Numerics;
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
    private readonly CellReading?[] _noise;
    private readonly ulong _seed;
    private readonly bool _pulsed;

    /// <summary>Takes over a model as it is: its weights of this moment are those that are wanted.</summary>
    /// <param name="model">With analog layers; not disposed of here.</param>
    /// <param name="vectors">Known inputs per layer for corrections, ≥ 1.</param>
    /// <param name="seed">Seed of the known inputs and of the noise of cells.</param>
    /// <param name="noise">Noise of the conductance of the cells of a layer, null where there is none; null without.</param>
    /// <exception cref="ArgumentException">No analog layer.</exception>
    public StoredNetwork(nn.Module<Tensor, Tensor> model, int vectors, ulong seed, Func<AnalogLinear, CellReading?>? noise = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors, 1);
        (_model, _layers, _seed) = (model, Analog.Layers(model), seed);
        if (_layers.Count == 0) throw new ArgumentException("the model has no analog layer", nameof(model));
        _noise = [.. _layers.Select(l => noise?.Invoke(l))];
        _pulsed = _layers.All(l => l.Tile.Granularity > 0);
        _wanted = [.. _layers.Select(Held)];
        _written = [.. _wanted.Select(w => (float[])w.Clone())];
        _known = [.. _layers.Select(l => new KnownInputs(l.Tile, vectors, seed))];
    }

    private StoredNetwork(StoredNetwork other, nn.Module<Tensor, Tensor> model)
    {
        (_model, _layers, _noise, _seed, _pulsed) = (model, Analog.Layers(model), other._noise, other._seed, other._pulsed);
        (_wanted, _written) = (other._wanted, other._written);
        foreach (var (mine, its) in _layers.Zip(other._layers)) StateExchange.Restore(mine.Tile, StateExchange.Save(its.Tile), mine.GetName());
        _known = [.. other._known.Zip(_layers, (known, layer) => known.On(layer.Tile))];
    }

    /// <summary>The layers on tiles, first layer first.</summary>
    public IReadOnlyList<AnalogLinear> Layers => _layers;

    /// <summary>The cells as they are now, read through the periphery of another model of the same layers: a look, for which no time passes here.</summary>
    /// <param name="model">Converted as the model of this network, with another array; not disposed of here.</param>
    public StoredNetwork Through(nn.Module<Tensor, Tensor> model) => new(this, model);

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
            // A trained cell may stand beyond the nominal bounds, where its own are wider.
            float[] reachable = [.. _wanted[k].Select(w => (float)Math.Clamp(w, tile.Minimum, tile.Maximum))];
            results.Add(new LayerProgramming(_layers[k].GetName(), _layers[k].OutputScale, tile.Program(reachable, how, cancellation)));
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

    /// <summary>
    /// Reads the test images so many times with one correction. Reading is a look: afterwards the array stands as before, its counters of noise too, so that no time depends on
    /// which others were asked for, and differences between times are drift and not another draw of the converters' noise.
    /// </summary>
    /// <param name="images">At least one.</param>
    /// <param name="compensation">How outputs are corrected.</param>
    /// <param name="readings">≥ 1.</param>
    /// <param name="after">Time since the weights were written, s: the noise of the cells grows with it.</param>
    /// <param name="cancellation">Looked at before every reading.</param>
    public Look Classify(LabelledImages images, DriftCompensation compensation, int readings, double after, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(compensation);
        ArgumentOutOfRangeException.ThrowIfLessThan(readings, 1);
        var before = _layers.Select(l => StateExchange.Save(l.Tile)).ToArray();
        float[][] held = [.. _layers.Select(Held)];
        void Disturb(int draw)
        {
            for (var k = 0; k < _layers.Count; k++) _noise[k]?.Disturb(_layers[k].Tile, held[k], after, new RandomStream(_seed, $"{_layers[k].Tile.Name}/cell-noise", (ulong)draw));
        }
        try
        {
            Disturb(0);
            var correction = Correct(compensation);
            var (accuracies, cost) = (new double[readings], InferenceCost.Nothing);
            for (var n = 0; n < readings; n++)
            {
                cancellation.ThrowIfCancellationRequested();
                Disturb(n + 1);
                var start = HardwareCost.Of(_layers, _pulsed);
                accuracies[n] = Classification.Accuracy(_model, images) ?? throw new ArgumentException("there are no images", nameof(images));
                cost += Digital(Since(start), _layers.Select(l => images.Count * (l.Correction?.Operations(l.InputCount, l.OutputCount) ?? 0)));
            }
            return new Look(accuracies, cost.Over(images.Count * readings), correction);
        }
        finally
        {
            foreach (var (layer, state) in _layers.Zip(before))
            {
                StateExchange.Restore(layer.Tile, state, layer.GetName());
                layer.Correction = null;
            }
        }
    }

    private InferenceCost Correct(DriftCompensation compensation)
    {
        var before = HardwareCost.Of(_layers, _pulsed);
        for (var k = 0; k < _layers.Count; k++) _layers[k].Correction = _known[k].Correction(compensation);
        var cost = Since(before);
        // Squares and products of every reading.
        return compensation == DriftCompensation.None ? cost : Digital(cost, _layers.Select((l, k) => 3L * _known[k].Vectors * l.OutputCount));
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
        var held = new float[layer.OutputCount * layer.Columns];
        layer.Tile.GetWeights(held);
        return held;
    }
}
