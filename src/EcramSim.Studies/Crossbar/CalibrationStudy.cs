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
        if (Ranged(array.Options).Count == 0) throw new InputException($"array {array.Id}: has no converter with a range that data could set");
        var device = plan.Device is null ? null : CellDevice.Read(library, plan.Device, settings);
        var network = Network.Read(library, plan.Network, settings);
        if (network.Structure is not null) throw new InputException($"network {network.Id}: lists its layers; this command follows signals through fully connected layers given by sizes; ranges of other networks are learned (ecram train --input-range) or set from code (Analog.Calibrate)");
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
        var layers = Trainer.Run(Training(prepared, seed), listener, cancellation).Weights;
        var ranged = Ranged(prepared.Array.Options);
        var seen = ranged.Select(_ => new List<(string, float[])>()).ToArray();
        var passes = layers.Select(l => new LayerPass(prepared.Device, prepared.Array.Options, ranged.Select(r => (r.IsInput, r.Index)).ToArray(), l, seed)).ToArray();
        var images = Enumerable.Range(0, plan.Images).ToArray();
        float[][] signals = [.. images.Select(i => prepared.Data.Train[i].ToArray())];
        var activations = new List<float[][]>();
        for (var k = 0; k < passes.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            activations.Add(signals);
            signals = [.. signals.Select(x => passes[k].Forward(x))];
            if (k < passes.Length - 1) foreach (var y in signals) Slope.Apply(prepared.Network.ActivationName, y);
            Keep(k, layers[k].Layer);
        }
        signals = [.. signals.Zip(images, (y, i) => Slope.CrossEntropy(y, (int)prepared.Data.Train.Labels[i]))];
        for (var k = passes.Length - 1; k > 0; k--)
        {
            cancellation.ThrowIfCancellationRequested();
            signals = [.. signals.Zip(activations[k], (d, a) => Slope.Times(prepared.Network.ActivationName, passes[k].Backward(d), a))];
            Keep(k, $"{layers[k].Layer} backward");
        }
        progress?.Report(new RunProgress(1, prepared.Array.Id));
        CalibratedStage[] stages = [.. ranged.Select((r, s) => new CalibratedStage(r.Key, r.Stage.Range.Given, seen[s], plan.Percentile))];
        foreach (var stage in stages) Set(prepared, stage);
        return new CalibrationStudy(plan, stages, prepared.Document);

        void Keep(int k, string name)
        {
            for (var r = 0; r < ranged.Count; r++)
            {
                var sorted = passes[k].Recorders[r].Take();
                if (sorted.Length == 0 || sorted[^1] == 0) throw new InputException($"array {prepared.Array.Id}: nothing but zeros comes to {ranged[r].Key} in {name}; are the images empty?");
                seen[r].Add((name, sorted));
            }
        }
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
                var (layer, sorted) = stage.Layers[k];
                Csv.Line(text, stage.Key, layer, sorted.Length.ToString(CultureInfo.InvariantCulture), Csv.Cell(CalibratedStage.Quantile(sorted, 0.5)), Csv.Cell(CalibratedStage.Quantile(sorted, 0.99)),
                    Csv.Cell(CalibratedStage.Quantile(sorted, 0.999)), Csv.Cell(sorted[^1]), Csv.Cell(stage.Ranges[k].Range), Csv.Cell(stage.Range), Csv.Cell(stage.Beyond(k)));
            }
        folder.Write("ranges.csv", text.ToString());
    }

    // Ranges that the file can hold: the short form knows that of its output converter alone.
    private static IReadOnlyList<(string Key, bool IsInput, int Index, IRangedStage Stage)> Ranged(ArrayOptions options)
    {
        var stages = ReadStages.Of(options);
        var all = stages.Inputs.Select((s, k) => (Key: $"input_stages[{k}].range", IsInput: true, Index: k, Stage: s as IRangedStage))
            .Concat(stages.Outputs.Select((s, k) => (Key: options.Stages is null ? "adc_bound" : $"output_stages[{k}].range", IsInput: false, Index: k, Stage: s as IRangedStage)));
        return [.. all.Where(s => s.Stage is not null && (options.Stages is not null || !s.IsInput)).Select(s => (s.Key, s.IsInput, s.Index, s.Stage!))];
    }

    private static void Set(Prepared prepared, CalibratedStage stage)
    {
        var plan = prepared.Plan;
        var held = plan.Percentile == 100 ? "largest" : FormattableString.Invariant($"{plan.Percentile}th percentile of the");
        var value = new JsonObject
        {
            ["value"] = double.Parse(stage.Range.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), ["status"] = "fitted",
            ["source"] = $"ecram calibrate: {held} magnitude in the layer that asks for most, {plan.Images} images of {prepared.Data.Name} through {prepared.Network.Id} on {prepared.Device?.Id ?? "exact weights"}",
        };
        if (stage.Key == "adc_bound") prepared.Document["adc_bound"] = value;
        else
        {
            var (list, index) = (stage.Key[..stage.Key.IndexOf('[', StringComparison.Ordinal)], int.Parse(stage.Key[(stage.Key.IndexOf('[', StringComparison.Ordinal) + 1)..stage.Key.IndexOf(']', StringComparison.Ordinal)], CultureInfo.InvariantCulture));
            prepared.Document[list]![index]!["range"] = value;
        }
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
