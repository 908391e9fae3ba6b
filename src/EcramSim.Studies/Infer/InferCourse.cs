using EcramSim.Crossbar;
using EcramSim.Crossbar.Programming;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Exchange;
using EcramSim.Learning.Inference;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Studies.Infer;

/// <summary>One array of one device through all times: written or trained, then read, corrected and rewritten as it ages.</summary>
internal sealed class InferCourse(InferStudy.Prepared prepared, Hardware hardware, ulong seed, double? digital, Action<double> progress, CancellationToken cancellation)
{
    private readonly InferPlan _plan = prepared.Plan;
    private readonly RetentionKind _retention = RetentionKind.Of(prepared.Used(hardware));

    internal List<InferRow> Rows { get; } = [];
    internal List<LayerRow> Layers { get; } = [];
    internal List<ProgrammingRow> Programming { get; } = [];

    /// <summary>Weights of a digital network, written into cells.</summary>
    internal void RunWritten(WeightsFile weights)
    {
        using var scope = NewDisposeScope();
        using var model = Digital(prepared, weights, seed);
        nn.Module<Tensor, Tensor> analog;
        try
        {
            analog = Analog.Convert(model, Options(prepared, hardware, seed, prepared.Array, _plan.Clip));
        }
        catch (InputException e)
        {
            throw new InputException($"{hardware.Name}: {weights.Path}: {e.Message} (--scaling fit, --clip)", e);
        }
        using (analog)
        {
            var network = new StoredNetwork(analog, _plan.CalibrationVectors, seed, Noise);
            if (_plan.How is { } how) Write(network, how, fromRest: true);
            var isExact = prepared.Used(hardware).All(h => h == Hardware.Exact || h == Hardware.Float32);
            Age(network, isExact || _plan.Ranges == InferPlan.WaysOfRanges[0] ? null : new DerivedRanges(prepared, weights, hardware, seed));
        }
    }

    /// <summary>Weights that the cells learn themselves: their state at the end of the training is what ages.</summary>
    internal void RunTrained(TrainingCheckpoint? checkpoint)
    {
        var training = InferStudy.Training(prepared, hardware, seed);
        Trainer.Run(training, new Listener(p => progress(0.8 * p)), checkpoint, model => Age(new StoredNetwork(model, _plan.CalibrationVectors, seed, Noise), null), cancellation);
    }

    /// <summary>How the layers of an array of this hardware are made.</summary>
    internal static AnalogOptions Options(InferStudy.Prepared prepared, Hardware hardware, ulong seed, ArrayOptions array, bool clip)
    {
        AnalogOptions On(Hardware on) => new(on.Device, on == Hardware.Exact ? ArrayOptions.Exact : array, seed)
        {
            Scaling = on == Hardware.Exact ? WeightScaling.None : prepared.Plan.Scale, Clip = clip,
        };
        return On(hardware) with { Overrides = [.. prepared.Layers.Select(l => l.Override(On))] };
    }

    // Of the device as its file has it: some training rules make a weight of several cells.
    private CellReading? Noise(AnalogLinear layer) => CellReading.Of(prepared.Used(hardware).FirstOrDefault(h => h.Device?.Id == layer.Device?.Id)?.Device);

    /// <summary>The digital network with weights from a file.</summary>
    internal static nn.Module<Tensor, Tensor> Digital(InferStudy.Prepared prepared, WeightsFile weights, ulong seed)
    {
        var model = prepared.Network.Build(seed);
        FirstWeights.Of(weights.Path, weights.Bytes).Into(model);
        return model;
    }

    private IReadOnlyList<LayerProgramming> Write(StoredNetwork network, WriteVerify how, bool fromRest)
    {
        var layers = network.Program(how, fromRest, cancellation);
        if (fromRest) Programming.AddRange(layers.Select(l => new ProgrammingRow(hardware.Name, seed, l)));
        return layers;
    }

    private void Age(StoredNetwork network, DerivedRanges? ranges)
    {
        network.Remember();
        var (elapsed, refreshes, refresh) = (0.0, 0, InferenceCost.Nothing);
        var times = _plan.Times;
        foreach (var (n, time) in times.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            if (time > 0 && !_retention.IsKnown)
            {
                Rows.AddRange(_plan.Compensation.SelectMany(c => Enumerable.Range(1, _plan.Reads).Select(r =>
                    new InferRow(hardware.Name, c, seed, time, r, null, digital, null, new(null, null), new(null, null), 0, InferenceCost.Nothing))));
                continue;
            }
            // A rewriting that falls on a time comes before it.
            while (_plan.RefreshInterval is { } interval && (refreshes + 1) * interval <= time)
            {
                network.Wait((refreshes + 1) * interval - elapsed);
                elapsed = ++refreshes * interval;
                var layers = Write(network, _plan.How!, fromRest: false);
                refresh += new InferenceCost(layers.Any(l => l.Energy is null) ? null : layers.Sum(l => l.Energy), layers.Any(l => l.Result.Time is null) ? null : layers.Max(l => l.Result.Time));
                refresh += network.Remember();
                cancellation.ThrowIfCancellationRequested();
            }
            network.Wait(time - elapsed);
            elapsed = time;
            var errors = network.Errors();
            Layers.AddRange(errors.Select(e => new LayerRow(hardware.Name, seed, time, e)));
            var derives = ranges is not null && (n == 0 || _plan.Ranges == InferPlan.WaysOfRanges[2]);
            if (derives) ranges!.Derive(network);
            nn.Module<Tensor, Tensor>? behind = null;
            var reader = ranges is null ? network : ranges.Behind(network, out behind);
            using var model = behind;
            foreach (var compensation in _plan.Compensation)
            {
                var look = reader.Classify(prepared.Data.Test, DriftCompensation.Of(compensation), _plan.Reads, time - refreshes * (_plan.RefreshInterval ?? 0), cancellation);
                Rows.AddRange(look.Accuracies.Select((accuracy, read) =>
                    new InferRow(hardware.Name, compensation, seed, time, read + 1, accuracy, digital, LayerError.All(errors), look.PerImage, look.Correction + (derives ? look.PerImage.Times(ranges!.Count) : InferenceCost.Nothing), refreshes, refresh)));
            }
            progress((_plan.TrainedInArray ? 0.8 : 0) + (_plan.TrainedInArray ? 0.2 : 1) * (n + 1) / times.Count);
        }
    }

    private sealed class Listener(Action<double> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell((double)value.ImagesDone / value.Images);
    }
}
