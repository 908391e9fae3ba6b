using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Crossbar;
using EcramSim.Crossbar.Periphery;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>
/// Ranges of converters from what really comes by: a network trained digitally runs through the array with its ranged stages open, inputs
/// forward and the gradients of the cross-entropy backward (but for the first layer, whose input gradient nobody needs).
/// </summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Stages">One per range of the array file.</param>
/// <param name="Document">The array file with its ranges set.</param>
public sealed record CalibrationStudy(CalibrationPlan Plan, IReadOnlyList<CalibratedStage> Stages, JsonObject Document)
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A calibration that is checked, but not run.</summary>
    public sealed record Prepared(CalibrationPlan Plan, ArrayFile Array, JsonObject Document, CellDevice? Device, Network Network, ImageDataset Data);

    /// <summary>Reads every file and checks every value.</summary>
    /// <exception cref="InputException">Bad input, or an array without a range that data could set.</exception>
    public static Prepared Prepare(CalibrationPlan plan, ModelLibrary library, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(library);
        var array = ArrayFile.Read(library, plan.Array, settings);
        if (array.Options.Layers.Count > 0) throw new InputException($"array {array.Id}: layers: has ranges by layer already ({string.Join(", ", array.Options.Layers.Select(l => l.Pattern))}); calibrate the array file that it was made from");
        if (Ranged(array.Options).Count == 0) throw new InputException($"array {array.Id}: has no converter with a range that data could set");
        var device = plan.Device is null ? null : CellDevice.Read(library, plan.Device, settings);
        var network = Network.Read(library, plan.Network, settings);
        var data = ImageDataset.Load(plan.Data ?? network.DataName);
        if (plan.Images > data.Train.Count) throw new InputException($"--images: value {plan.Images} is outside the allowed range [1, {data.Train.Count}] of {data.Name}");
        var prepared = new Prepared(plan, array, library.Used[$"arrays/{array.Id}"].DeepClone().AsObject(), device, network, data);
        Training(prepared, 1).Check();
        return prepared;
    }

    /// <summary>Trains, looks, and sets the ranges.</summary>
    public static CalibrationStudy Run(Prepared prepared, ulong seed, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var plan = prepared.Plan;
        var listener = new Listener(value => progress?.Report(new RunProgress(0.9 * value.ImagesDone / value.Images, $"digital training of {prepared.Network.Id}")));
        var weights = Trainer.Run(Training(prepared, seed), listener, cancellation).WeightsFile;
        var ranged = Ranged(prepared.Array.Options);
        using var scope = TorchSharp.torch.NewDisposeScope();
        var hardware = prepared.Device is { } device ? Hardware.Of(device) : Hardware.Ideal;
        using var network = new RecordedNetwork(prepared.Network, weights, _ => hardware, prepared.Array.Options, [.. ranged.Select(r => (r.IsInput, r.Index))], seed);
        network.Run(prepared.Data.Train, plan.Images, done => progress?.Report(new RunProgress(0.9 + 0.1 * done / plan.Images, $"{prepared.Network.Id} in {prepared.Array.Id}")), cancellation);
        var seen = ranged.Select(_ => new List<CalibratedLayer>()).ToArray();
        foreach (var backward in (bool[])[false, true])
            foreach (var (name, recorders) in backward ? network.Layers.Reverse() : network.Layers)
                for (var r = 0; r < ranged.Count; r++)
                {
                    var sorted = RecordedNetwork.Take(recorders[r], backward);
                    // Nobody needs the gradient of the inputs of a first layer.
                    if (backward && sorted.Length == 0) continue;
                    if (sorted.Length == 0 || sorted[^1] == 0) throw new InputException($"array {prepared.Array.Id}: nothing but zeros comes to {ranged[r].Key} in {name}{(backward ? " backward" : "")}; are the images empty?");
                    seen[r].Add(new CalibratedLayer(name, backward, sorted));
                }
        progress?.Report(new RunProgress(1, prepared.Array.Id));
        CalibratedStage[] stages = [.. ranged.Select((r, s) => new CalibratedStage(r.Key, r.Stage.Range.Given, seen[s], plan.Percentile, plan.PerLayer))];
        foreach (var stage in stages) Set(prepared, stage);
        return new CalibrationStudy(plan, stages, prepared.Document);
    }

    /// <summary>Writes array file and tables into <paramref name="folder"/>; the caller adds <c>run.json</c> and commits.</summary>
    public void Write(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.Write("array.json", Document.ToJsonString(Written).ReplaceLineEndings("\n") + "\n");
        var text = new StringBuilder("range,layer,values,median,p99,p99_9,largest,asked,set,beyond_fraction\n");
        foreach (var stage in Stages)
            for (var k = 0; k < stage.Layers.Count; k++)
            {
                var sorted = stage.Layers[k].Sorted;
                Csv.Line(text, stage.Key, stage.Layers[k].Label, sorted.Length.ToString(CultureInfo.InvariantCulture), Csv.Cell(CalibratedStage.Quantile(sorted, 0.5)), Csv.Cell(CalibratedStage.Quantile(sorted, 0.99)),
                    Csv.Cell(CalibratedStage.Quantile(sorted, 0.999)), Csv.Cell(sorted[^1]), Csv.Cell(stage.Asked(k)), Csv.Cell(stage.Set(k)), Csv.Cell(stage.Beyond(k)));
            }
        folder.Write("ranges.csv", text.ToString());
    }

    // Ranges that the file can hold: the short form knows that of its output converter alone.
    internal static IReadOnlyList<(string Key, bool IsInput, int Index, IRangedStage Stage)> Ranged(ArrayOptions options)
    {
        var stages = ReadStages.Of(options);
        var all = stages.Inputs.Select((s, k) => (Key: $"input_stages[{k}].range", IsInput: true, Index: k, Stage: s as IRangedStage))
            .Concat(stages.Outputs.Select((s, k) => (Key: options.Stages is null ? "adc_bound" : $"output_stages[{k}].range", IsInput: false, Index: k, Stage: s as IRangedStage)));
        return [.. all.Where(s => s.Stage is not null && (options.Stages is not null || !s.IsInput)).Select(s => (s.Key, s.IsInput, s.Index, s.Stage!))];
    }

    // The range of the file serves layers of other networks as well; those of this one have their own where it is asked for.
    private static void Set(Prepared prepared, CalibratedStage stage)
    {
        Put(prepared.Document, stage.Key, Value(prepared, stage.Range, "in the layer that asks for most"));
        if (!prepared.Plan.PerLayer) return;
        if (prepared.Document["layers"] is not JsonObject layers) prepared.Document["layers"] = layers = [];
        foreach (var name in stage.Layers.Select(l => l.Name).Distinct())
        {
            if (layers[name] is not JsonObject own) layers[name] = own = [];
            // The stages of a layer are listed whole: a list takes the place of a list.
            if (ListOf(stage.Key) is { } list && own[list] is null) own[list] = prepared.Document[list]!.DeepClone();
            Put(own, stage.Key, Value(prepared, stage.RangeOf(name), $"in {name}, forward and backward"));
        }
    }

    private static void Put(JsonObject document, string key, JsonObject value)
    {
        if (ListOf(key) is not { } list) document[key] = value;
        else document[list]![int.Parse(key[(list.Length + 1)..key.IndexOf(']', StringComparison.Ordinal)], CultureInfo.InvariantCulture)]!["range"] = value;
    }

    // "output_stages" of "output_stages[3].range"; null of "adc_bound".
    private static string? ListOf(string key) => key.IndexOf('[', StringComparison.Ordinal) is >= 0 and var at ? key[..at] : null;

    private static JsonObject Value(Prepared prepared, double range, string where)
    {
        var plan = prepared.Plan;
        var held = plan.Percentile == 100 ? "largest" : FormattableString.Invariant($"{plan.Percentile}th percentile of the");
        return new JsonObject
        {
            ["value"] = double.Parse(range.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), ["status"] = "fitted",
            ["source"] = $"ecram calibrate: {held} magnitude {where}, {plan.Images} images of {prepared.Data.Name} through {prepared.Network.Id} on {prepared.Device?.Id ?? "exact weights"}",
        };
    }

    private static TrainingPlan Training(Prepared prepared, ulong seed) => new(prepared.Network, prepared.Data, Hardware.Float32)
    {
        Array = ArrayOptions.Exact, Seed = seed, Epochs = prepared.Plan.Epochs ?? prepared.Network.Training.Epochs,
    };

    private sealed class Listener(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
