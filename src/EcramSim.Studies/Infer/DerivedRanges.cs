using EcramSim.Crossbar;
using EcramSim.Crossbar.Periphery;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Inference;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Training;
using EcramSim.Studies.Crossbar;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Studies.Infer;

/// <summary>
/// Ranges of converters that follow the cells: training images run through the network as it stands with its converters open, and each layer gets the ranges that hold
/// nearly all of what came by, as <c>ecram calibrate --per-layer</c> sets them once for all.
/// </summary>
/// <param name="prepared">What is studied.</param>
/// <param name="weights">The digital network.</param>
/// <param name="hardware">The cells.</param>
/// <param name="seed">Seed of the array.</param>
internal sealed class DerivedRanges(InferStudy.Prepared prepared, WeightsFile weights, Hardware hardware, ulong seed)
{
    private const int MostImages = 100;
    private const double Share = 0.999;

    private readonly IReadOnlyList<(string Key, bool IsInput, int Index, IRangedStage Stage)> _ranged = CalibrationStudy.Ranged(prepared.Array);
    private ArrayOptions? _array;

    /// <summary>Training images that are looked at.</summary>
    internal int Count => Math.Min(MostImages, prepared.Data.Train.Count);

    /// <summary>Refuses an array whose ranges cannot be derived.</summary>
    /// <exception cref="InputException">Ranges by layer already, or none at all.</exception>
    internal static void Check(string array, ArrayOptions options)
    {
        if (options.Layers.Count > 0) throw new InputException($"array {array}: layers: has ranges by layer already ({string.Join(", ", options.Layers.Select(l => l.Pattern))}); --ranges derives them from the array file that it was made from");
        if (CalibrationStudy.Ranged(options).Count == 0) throw new InputException($"--ranges: array {array} has no converter with a range that data could set");
    }

    /// <summary>Looks at what comes by now.</summary>
    internal void Derive(StoredNetwork network)
    {
        using var scope = NewDisposeScope();
        using var open = new RecordedNetwork(prepared.Network, weights.Bytes, layer => prepared.Of(hardware, layer), prepared.Array, [.. _ranged.Select(r => (r.IsInput, r.Index))], seed, prepared.Plan.Scale);
        open.Hold(network.Layers);
        open.Read(prepared.Data.Train, Count);
        _array = prepared.Array with { Layers = [.. open.Layers.Select(l => new LayerArray(l.Name, With([.. l.Recorders.Select(r => RecordedNetwork.Take(r, backward: false))])))] };
    }

    /// <summary>The cells of now behind converters with the ranges that were derived last.</summary>
    /// <param name="network">The cells.</param>
    /// <param name="model">Out: to be disposed of after the look.</param>
    internal StoredNetwork Behind(StoredNetwork network, out nn.Module<Tensor, Tensor> model)
    {
        var digital = InferCourse.Digital(prepared, weights, seed);
        model = Analog.Convert(digital, InferCourse.Options(prepared, hardware, seed, _array!, clip: true));
        return network.Through(model);
    }

    private ArrayOptions With(float[][] seen)
    {
        var array = prepared.Array;
        foreach (var ((_, isInput, index, stage), magnitudes) in _ranged.Zip(seen))
        {
            // A layer to which nothing comes keeps the range of the file.
            if (magnitudes.Length == 0 || CalibratedStage.Quantile(magnitudes, Share) is not (> 0 and var range)) continue;
            if (array.Stages is not { } stages) array = array with { AdcBound = range };
            else array = array with { Stages = isInput ? stages with { Inputs = Put(stages.Inputs) } : stages with { Outputs = Put(stages.Outputs) } };

            IReadOnlyList<IReadStage> Put(IReadOnlyList<IReadStage> all) => [.. all.Select((s, k) => k == index ? stage.With(ConverterRange.Of(range)) : s)];
        }
        return array;
    }
}
