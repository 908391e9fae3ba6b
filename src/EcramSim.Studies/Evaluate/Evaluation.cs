using System.Diagnostics;
using System.Text.Json.Nodes;
using EcramSim.Crossbar;
using EcramSim.Ecram;
using EcramSim.Ecram.NonIdealities;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.Data;
using EcramSim.Learning.Exchange;
using EcramSim.Learning.HardwareAware;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using EcramSim.Studies.Runs;
using EcramSim.Studies.Statistics;

namespace EcramSim.Studies.Evaluate;

/// <summary>
/// Trains one network on every device and baseline, several seeds each. Trainings run side by side, each on one thread with
/// its own random streams, so that the result does not depend on how many there are.
/// </summary>
public static class Evaluation
{
    // The names under which the array without wires, and with selectors, stands among what is taken away.
    internal const string Wires = "wires", HalfSelect = "half-select";

    private sealed record Job(Hardware Hardware, ulong Seed, string? Removed);

    private sealed record Outcome(Job Job, TrainingResult Result, double Seconds);

    /// <summary>Resolves every default of <paramref name="plan"/> and runs it.</summary>
    /// <param name="plan">What to compare.</param>
    /// <param name="library">Where models are found.</param>
    /// <param name="settings">Values changed from the command line.</param>
    /// <param name="threads">Trainings at a time, at least 1.</param>
    /// <param name="progress">Told from several threads; may be null.</param>
    /// <param name="cancellation">Stops all trainings.</param>
    /// <exception cref="InputException">Bad input, before any training starts.</exception>
    public static EvaluationResult Run(EvaluationPlan plan, ModelLibrary library, IReadOnlyList<Setting> settings, int threads,
        IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        Prepared prepared = Prepare(plan, library, settings);
        return Run(prepared, threads, progress, null, cancellation);
    }

    /// <summary>An evaluation that is checked and resolved, but not run: its identity is known.</summary>
    public sealed record Prepared(EvaluationPlan Plan, Network Network, ImageDataset Data, ArrayOptions Array, IReadOnlyList<Hardware> Hardware, FirstWeights? FirstWeights, RunRecord Record)
    {
        /// <summary>Other hardware for single layers.</summary>
        public IReadOnlyList<LayerHardware> Layers { get; init; } = [];
    }

    /// <summary>Reads every file and checks every value, so that bad input is told before anything is computed.</summary>
    /// <param name="plan">What to compare.</param>
    /// <param name="library">Where models are found.</param>
    /// <param name="settings">Values changed from the command line.</param>
    /// <param name="stored">The run that is run again; null for a new one.</param>
    /// <exception cref="InputException">Bad input.</exception>
    public static Prepared Prepare(EvaluationPlan plan, ModelLibrary library, IReadOnlyList<Setting> settings, RunRecord? stored = null)
    {
        if (!Interval.Closed(1, 10_000).Contains(plan.Seeds)) throw new InputException($"--seeds: value {plan.Seeds} is outside the allowed range [1, 10000]");
        var network = Network.Read(library, plan.Network, settings);
        var data = ImageDataset.Load(plan.Data ?? network.DataName, plan.First);
        var arrayFile = ArrayFile.Read(library, plan.Array, settings);
        var array = arrayFile.Options;
        var names = plan.Devices.Count > 0 ? plan.Devices : EvaluationPlan.AllDevices(library);
        var removals = plan.Without.Select(Removal.Of).ToArray();
        var hardware = names.Select(n => Without(Hardware.Read(library, n, settings), removals)).ToArray();
        if (hardware.GroupBy(h => h.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException($"device '{twice.Key}' is named twice");
        LayerHardware[] layers = [.. plan.LayerDevices.Select(EvaluationPlan.PartsOf).Select(l => new LayerHardware(l.Layer, Hardware.Read(library, l.Device, settings)))];
        if (layers.Length > 0 && hardware.All(h => h == Hardware.Float32))
            throw new InputException($"--layer-devices: 'float32' has no layer on tiles beside {layers[0].Pattern}; choose --device exact or ideal, or a device");
        foreach (var setting in settings)
            if (setting.Kind == ModelKind.Device && hardware.All(h => h.Device is null) && layers.All(l => l.Hardware.Device is null))
                throw new InputException($"--set device.{setting.Path}: no device is among {string.Join(", ", names)}");
        foreach (var h in hardware.Concat(layers.Select(l => l.Hardware)))
            if (h != Hardware.Float32) array.For(h.Device);
        var resolved = plan with
        {
            Devices = names,
            Data = data.Name,
            Epochs = plan.Epochs ?? network.Training.Epochs,
            Batch = plan.Batch ?? network.Training.Batch,
        };
        foreach (var h in hardware) Training(resolved, network, data, array, h, layers, plan.Seed).Check();
        var models = library.Used.ToDictionary();
        var weights = plan.Weights is null ? null : FirstWeights.Read(plan.Weights);
        if (weights is not null)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            weights.Into(network.Build(plan.Seed));
            var document = "weights/" + Path.GetFileName(plan.Weights);
            if (stored?.Models.GetValueOrDefault(document)?["sha256"]?.ToString() is { } before && before != weights.Checksum)
                throw new InputException($"--weights: {plan.Weights}: is not the file of the stored run: its SHA-256 is {weights.Checksum[..8]}…, stored was {before[..Math.Min(8, before.Length)]}…");
            models[document] = new JsonObject { ["sha256"] = weights.Checksum };
        }
        var parameters = network.Parameters.Concat(arrayFile.Parameters).Concat(hardware.SelectMany(h => h.Device?.Parameters ?? [])).Concat(layers.SelectMany(l => l.Hardware.Device?.Parameters ?? []));
        var record = new RunRecord(plan.Command, resolved.ToConfiguration(), resolved.AllSeeds, models, parameters);
        return new Prepared(resolved, network, data, array, hardware, weights, record) { Layers = layers };
    }

    /// <summary>Runs a prepared evaluation.</summary>
    /// <param name="prepared">What to run.</param>
    /// <param name="threads">Trainings at a time, at least 1.</param>
    /// <param name="progress">Told from several threads; may be null.</param>
    /// <param name="checkpoints">Where the trainings keep their states and find those to go on from; null: nowhere.</param>
    /// <param name="cancellation">Stops all trainings.</param>
    public static EvaluationResult Run(Prepared prepared, int threads, IProgress<EvaluationProgress>? progress = null, RunCheckpoints? checkpoints = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var (plan, network, data, array, hardware, weights, record) = prepared;
        IReadOnlyDictionary<string, double> rates = plan.SearchLearningRate
            ? LearningRateSearch.Run([.. hardware.Select(h => Training(plan, network, data, array, h, prepared.Layers, plan.Seed) with { FirstWeights = weights })], threads, progress, checkpoints, cancellation)
            : hardware.ToDictionary(h => h.Name, h => Training(plan, network, data, array, h, prepared.Layers, plan.Seed).Rate);
        var jobs = Jobs(plan, hardware, array);
        var tracker = new EvaluationTracker(jobs.Count, progress);
        TrainingCheckpoint[]? kept = checkpoints is null ? null : [.. jobs.Select((_, i) => checkpoints.For(FormattableString.Invariant($"training-{i + 1}")))];
        var outcomes = new Outcome[jobs.Count];
        SideBySide.Run(jobs.Count, threads, i =>
        {
            var job = jobs[i];
            var clock = Stopwatch.StartNew();
            var result = Trainer.Run(Training(plan, network, data, Without(array, job.Removed), job.Hardware, prepared.Layers, job.Seed) with { LearningRate = rates[job.Hardware.Name], FirstWeights = weights }, tracker.For(i, job.Removed), kept?[i], cancellation);
            outcomes[i] = new Outcome(job, result, clock.Elapsed.TotalSeconds);
            tracker.Ended(i, job.Removed, result);
        }, cancellation);
        var asTheyAre = outcomes.Where(o => o.Job.Removed is null).ToArray();
        return new EvaluationResult(plan, hardware,
            [.. asTheyAre.SelectMany(o => Rows(plan, o))],
            [.. hardware.Select(h => Summary(plan, h, rates[h.Name], [.. asTheyAre.Where(o => ReferenceEquals(o.Job.Hardware, h)).Select(o => o.Result)]) with
            {
                Scaling = h == Hardware.Float32 || h == Hardware.Exact ? null : Training(plan, network, data, array, h, prepared.Layers, plan.Seed).Scale.Name,
            })],
            Removals(outcomes, plan.Seed),
            [.. outcomes.Select(o => new RunTiming(o.Job.Hardware.Name, o.Job.Seed, o.Job.Removed, o.Seconds, o.Result.Images))],
            record)
        {
            Weights = plan.Command == "train" ? [.. asTheyAre.Select(o => (o.Job.Seed, o.Result.WeightsFile))] : [],
        };
    }

    private static Hardware Without(Hardware hardware, Removal[] removals)
    {
        if (removals.Length == 0) return hardware;
        if (hardware.Device is not { } device) throw new InputException($"--without {removals[0].Name}: '{hardware.Name}' is a baseline and has no cells");
        return Hardware.Of(removals.Aggregate(device, (d, r) => r.From(d)));
    }

    private static List<Job> Jobs(EvaluationPlan plan, IReadOnlyList<Hardware> hardware, ArrayOptions array)
    {
        var jobs = new List<Job>();
        foreach (var h in hardware)
            foreach (var seed in plan.AllSeeds) jobs.Add(new Job(h, seed, null));
        if (!plan.Causes) return jobs;
        foreach (var h in hardware)
            if (h.Device is { } device)
                foreach (var removal in Removal.All)
                    if (removal.Applies(device)) jobs.Add(new Job(Hardware.Of(removal.From(device)), plan.Seed, removal.Name));
        // What the wires cost: the array without them, baselines too.
        if (array.Anywhere(a => a.Wires is { IsIdeal: false }))
            foreach (var h in hardware)
                if (h != Hardware.Float32) jobs.Add(new Job(h, plan.Seed, Wires));
        // And what selectors would save.
        if (array.Anywhere(a => a.HalfSelected is not null))
            foreach (var h in hardware)
                if (h.Device is not null) jobs.Add(new Job(h, plan.Seed, HalfSelect));
        return jobs;
    }

    private static ArrayOptions Without(ArrayOptions array, string? removed) =>
        removed switch { Wires => array.Everywhere(a => a with { Wires = null }), HalfSelect => array.Everywhere(a => a with { HalfSelected = null }), _ => array };

    private static TrainingPlan Training(EvaluationPlan plan, Network network, ImageDataset data, ArrayOptions array, Hardware hardware, IReadOnlyList<LayerHardware> layers, ulong seed) =>
        new(network, data, hardware)
        {
            Array = array,
            Seed = seed,
            Scaling = plan.Scaling is { } scaling ? WeightScaling.Of(scaling) : null,
            Conversion = plan.Conversion,
            // The digital baseline is the same whatever the others are made of.
            Layers = hardware == Hardware.Float32 ? [] : layers,
            Effects = plan.HardwareAware is { } effects ? [.. effects.Where(e => e != "none").Select(HardwareEffects.Of)] : network.Training.Effects,
            Algorithm = plan.Algorithm,
            Epochs = plan.Epochs ?? network.Training.Epochs,
            Batch = plan.Batch ?? network.Training.Batch,
            LearningRate = plan.LearningRate,
        };

    private static IEnumerable<EpochRow> Rows(EvaluationPlan plan, Outcome outcome) =>
        outcome.Result.Epochs.Select(e => new EpochRow(outcome.Job.Hardware.Name, plan.Algorithm, outcome.Job.Seed, e.Epoch,
            e.TrainLoss, e.ValidationAccuracy, e.TestAccuracy, e.Energy, e.Time, e.Pulses) { Bill = e.Bill });

    private static SummaryRow Summary(EvaluationPlan plan, Hardware hardware, double rate, TrainingResult[] results)
    {
        var device = hardware.Device;
        var sheet = device?.DataSheet;
        var seen = sheet?.Observables;
        return new SummaryRow(hardware.Name, hardware.Title, device?.Kind ?? "baseline", plan.Algorithm,
            rate, MeanInterval.Of([.. results.Select(r => r.TestAccuracy)]),
            seen?.StatesByStep, seen?.StatesByNoise, seen?.Potentiation.Nonlinearity, seen?.Depression.Nonlinearity, seen?.Asymmetry, seen?.SymmetryPoint,
            sheet?.Writing?.EnergyPerPulse,
            results.All(r => r.Energy is not null) ? results.Average(r => r.Energy!.Value) : null,
            results.All(r => r.Time is not null) ? results.Average(r => r.Time!.Value) : null,
            device?.Parameters.Count(p => p.Status == "estimated") ?? 0, device?.Parameters.Count ?? 0);
    }

    private static RemovalRow[] Removals(Outcome[] outcomes, ulong seed) =>
        [.. outcomes.Where(o => o.Job.Removed is not null).Select(o => new RemovalRow(o.Job.Hardware.Name, o.Job.Removed!,
            outcomes.First(w => w.Job.Removed is null && w.Job.Seed == seed && w.Job.Hardware.Name == o.Job.Hardware.Name).Result.TestAccuracy,
            o.Result.TestAccuracy))];
}
