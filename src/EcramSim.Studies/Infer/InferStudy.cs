using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Inference;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Studies.Infer;

/// <summary>Inference over time: arrays of each device, one per seed, side by side on several threads; the result does not depend on how many.</summary>
/// <param name="Input">What was asked.</param>
/// <param name="Rows">One per device, correction, seed, time and reading, in a fixed order.</param>
/// <param name="Layers">Errors of every layer at every time.</param>
/// <param name="Programming">What writing reached; empty where weights were trained in the array or written exactly.</param>
public sealed record InferStudy(InferStudy.Prepared Input, IReadOnlyList<InferRow> Rows, IReadOnlyList<LayerRow> Layers, IReadOnlyList<ProgrammingRow> Programming)
{
    /// <summary>A study that is checked and resolved, but not run.</summary>
    /// <param name="Plan">With every default resolved.</param>
    /// <param name="Network">The network.</param>
    /// <param name="Data">Its data.</param>
    /// <param name="Array">Converters, noise, prices.</param>
    /// <param name="Hardware">Devices and baselines in the order of the tables.</param>
    /// <param name="Given">Weights of each seed from files; empty where they are trained.</param>
    /// <param name="Record">For <c>run.json</c>.</param>
    public sealed record Prepared(InferPlan Plan, Network Network, ImageDataset Data, ArrayOptions Array, IReadOnlyList<Hardware> Hardware,
        IReadOnlyDictionary<ulong, WeightsFile> Given, RunRecord Record)
    {
        /// <summary>Other hardware by name of layer, the first that matches.</summary>
        public IReadOnlyList<LayerHardware> Layers { get; init; } = [];

        /// <summary>Names of the layers that go onto tiles where no other choice is made.</summary>
        public IReadOnlyList<string> LayerNames { get; init; } = [];

        /// <summary>What holds a layer of an array of this hardware.</summary>
        public Hardware Of(Hardware hardware, string layer) => Layers.FirstOrDefault(l => l.Matches(layer))?.Hardware ?? hardware;

        /// <summary>What holds the layers of an array of this hardware, each once.</summary>
        public IReadOnlyList<Hardware> Used(Hardware hardware) => [.. LayerNames.Select(n => Of(hardware, n)).Distinct()];

        /// <summary>Everything that is named, each once.</summary>
        public IReadOnlyList<Hardware> Everything => [.. Hardware.Concat(Layers.Select(l => l.Hardware)).DistinctBy(h => h.Name)];

        /// <summary>Lines that a person should read: what is unknown, what an option does not act on.</summary>
        public IReadOnlyList<string> Remarks =>
        [
            .. Everything.Where(h => !RetentionKind.Of(h).IsKnown).Select(h => $"{h.Name}: {RetentionKind.Of(h).Words}"),
            .. Plan.Temperature is null ? [] : Everything.Where(h => h.Device is { Stack: null }).Select(h => $"{h.Name}: --temperature does not act on a device that is known by its update law"),
            .. Everything.Where(h => h.Device is { ReadNoise: not null, Form: not null }).Select(h => $"{h.Name}: the noise of a reading (read) is known for one cell and not applied to weights of several"),
        ];
    }

    /// <summary>One row per device, correction and time.</summary>
    public IReadOnlyList<InferSummary> Summary { get; } = InferSummary.Of(Rows);

    /// <summary>Reads every file and checks every value.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="library">Where models are found.</param>
    /// <param name="settings">Values changed from the command line.</param>
    /// <param name="stored">The run that is repeated; null without.</param>
    /// <exception cref="InputException">Bad input.</exception>
    public static Prepared Prepare(InferPlan plan, ModelLibrary library, IReadOnlyList<Setting> settings, RunRecord? stored)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(library);
        Check(plan);
        var network = Network.Read(library, plan.Network, settings);
        var data = ImageDataset.Load(plan.Data ?? network.DataName, plan.First);
        var arrayFile = ArrayFile.Read(library, plan.Array, settings);
        var hardware = plan.Devices.Select(n => Read(plan, library, n, settings)).ToArray();
        LayerHardware[] layers = [.. plan.LayerDevices.Select(EvaluationPlan.PartsOf).Select(l => new LayerHardware(l.Layer, l.Device == Hardware.Float32.Name ? Hardware.Float32 : Read(plan, library, l.Device, settings)))];
        foreach (var h in hardware.Concat(layers.Select(l => l.Hardware))) arrayFile.Options.For(h.Device);
        if (plan.Ranges != InferPlan.WaysOfRanges[0]) DerivedRanges.Check(arrayFile.Id, arrayFile.Options);
        var given = plan.Weights is { } path ? plan.AllSeeds.ToDictionary(s => s, _ => WeightsFile.Read(path, stored))
            : plan.Run is { } run ? WeightsFile.OfRun(run, plan.AllSeeds, network.Id, stored)
            : new Dictionary<ulong, WeightsFile>();
        var resolved = plan with { Data = data.Name, Epochs = plan.Epochs ?? network.Training.Epochs, Batch = plan.Batch ?? network.Training.Batch };
        var models = library.Used.Concat(given.Values.DistinctBy(w => w.Key).Select(w => KeyValuePair.Create(w.Key, w.Document))).ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        var record = new RunRecord("infer", resolved.ToConfiguration(), plan.AllSeeds, models,
            network.Parameters.Concat(arrayFile.Parameters).Concat(hardware.Concat(layers.Select(l => l.Hardware)).SelectMany(h => h.Device?.Parameters ?? [])));
        var prepared = new Prepared(resolved, network, data, arrayFile.Options, hardware, given, record) { Layers = layers, LayerNames = NamesOf(network, plan.Seed) };
        foreach (var h in hardware.Append(Hardware.Float32)) Training(prepared, h, plan.Seed).Check();
        if (prepared.LayerNames.All(n => prepared.Of(Hardware.Exact, n) == Hardware.Float32))
            throw new InputException($"--layer-devices: no layer of {network.Id} is left on tiles: all of {string.Join(", ", prepared.LayerNames)} are float32");
        // A file that does not fit is told before anything is computed.
        foreach (var weights in given.Values.DistinctBy(w => w.Key))
            using (NewDisposeScope())
                InferCourse.Digital(prepared, weights, plan.Seed).Dispose();
        return prepared;
    }

    /// <summary>Runs a prepared study.</summary>
    /// <param name="prepared">What to run.</param>
    /// <param name="threads">Arrays at a time.</param>
    /// <param name="progress">Told from several threads; may be null.</param>
    /// <param name="checkpoints">Where trainings keep their states and find those to go on from; null: nowhere. What comes after a training is computed anew, to the same bits.</param>
    /// <param name="cancellation">Stops everything.</param>
    public static InferStudy Run(Prepared prepared, int threads, IProgress<RunProgress>? progress = null, RunCheckpoints? checkpoints = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var (seeds, hardware) = (prepared.Plan.AllSeeds, prepared.Hardware);
        var weights = new WeightsFile[seeds.Count];
        var digital = new double?[seeds.Count];
        TrainingCheckpoint[]? digitals = checkpoints is null || prepared.Given.Count > 0 ? null : [.. seeds.Select(s => checkpoints.For(FormattableString.Invariant($"digital-{s}")))];
        TrainingCheckpoint[]? arrays = checkpoints is null || !prepared.Plan.TrainedInArray ? null : [.. hardware.SelectMany((_, h) => seeds.Select(s => checkpoints.For(FormattableString.Invariant($"array-{h + 1}-{s}"))))];
        var jobs = seeds.Count * (hardware.Count + 1);
        var fractions = new double[jobs];
        void Tell(int job, double fraction, string activity)
        {
            double all;
            lock (fractions)
            {
                fractions[job] = fraction;
                all = fractions.Sum() / jobs;
            }
            progress?.Report(new RunProgress(all, activity));
        }
        SideBySide.Run(seeds.Count, threads, s =>
        {
            (weights[s], digital[s]) = Baseline(prepared, seeds[s], f => Tell(s, f, $"digital network, seed {seeds[s]}"), digitals?[s], cancellation);
            Tell(s, 1, $"digital network, seed {seeds[s]}");
        }, cancellation);
        var courses = new InferCourse[hardware.Count * seeds.Count];
        SideBySide.Run(courses.Length, threads, k =>
        {
            var (h, s) = (hardware[k / seeds.Count], k % seeds.Count);
            var course = new InferCourse(prepared, h, seeds[s], digital[s], f => Tell(seeds.Count + k, f, $"{h.Name}, seed {seeds[s]}"), cancellation);
            if (prepared.Plan.TrainedInArray) course.RunTrained(arrays?[k]);
            else course.RunWritten(weights[s]);
            courses[k] = course;
        }, cancellation);
        return new InferStudy(prepared, [.. courses.SelectMany(c => c.Rows)], [.. courses.SelectMany(c => c.Layers)], [.. courses.SelectMany(c => c.Programming)]);
    }

    /// <summary>The training of one seed: of the digital network, or in the array.</summary>
    internal static TrainingPlan Training(Prepared prepared, Hardware hardware, ulong seed)
    {
        var plan = prepared.Plan;
        var inArray = hardware != Hardware.Float32;
        return new TrainingPlan(prepared.Network, prepared.Data, hardware)
        {
            Array = prepared.Array,
            Layers = inArray ? prepared.Layers : [],
            Seed = seed,
            Scaling = plan.Scaling is { } scaling ? WeightScaling.Of(scaling) : null,
            Clip = plan.Clip,
            Algorithm = inArray ? plan.Algorithm : "sgd",
            Epochs = plan.Epochs ?? prepared.Network.Training.Epochs,
            Batch = plan.Batch ?? prepared.Network.Training.Batch,
            LearningRate = inArray ? plan.LearningRate : null,
        };
    }

    private static (WeightsFile, double?) Baseline(Prepared prepared, ulong seed, Action<double> tell, TrainingCheckpoint? checkpoint, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        if (prepared.Given.TryGetValue(seed, out var given))
        {
            using var model = InferCourse.Digital(prepared, given, seed);
            return (given, Classification.Accuracy(model, prepared.Data.Test));
        }
        var result = Trainer.Run(Training(prepared, Hardware.Float32, seed), new Told(tell), checkpoint, cancellation);
        return (new WeightsFile($"the digital network of seed {seed}", result.WeightsFile), result.TestAccuracy);
    }

    private static IReadOnlyList<string> NamesOf(Network network, ulong seed)
    {
        using var scope = NewDisposeScope();
        return Analog.Convertible(network.Build(seed));
    }

    private static Hardware Read(InferPlan plan, ModelLibrary library, string name, IReadOnlyList<Setting> settings)
    {
        if (name == Hardware.Float32.Name) throw new InputException("--device: float32 has no cells; its accuracy stands beside every row as the digital network");
        return Hardware.Read(library, name, plan.Temperature is { } temperature && HasTemperature(library, name) ? [.. settings, new Setting(ModelKind.Device, "temperature", temperature)] : settings);
    }

    // Whatever else is wrong with the file is told when it is read.
    private static bool HasTemperature(ModelLibrary library, string name)
    {
        if (Hardware.Baselines.Any(b => b.Name == name)) return false;
        try
        {
            return library.Load(ModelKind.Device, name).Has("temperature");
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static void Check(InferPlan plan)
    {
        foreach (var name in plan.Compensation) DriftCompensation.Of(name);
        if (plan.Compensation.Distinct().Count() < plan.Compensation.Count) throw new InputException($"--compensation: a name stands there twice: {string.Join(", ", plan.Compensation)}");
        if (plan.Weights is not null && plan.Run is not null) throw new InputException("--weights and --run both name the weights; give one");
        if (plan.TrainedInArray && (plan.Weights ?? plan.Run) is { } given) throw new InputException($"--trained-in-array trains the weights in the array; '{given}' has others");
        if (plan.Recalibrate is not null && plan.How is null) throw new InputException("--recalibrate writes by pulses; it does not go with --programming exact");
        if (!InferPlan.WaysOfRanges.Contains(plan.Ranges)) throw InputException.UnknownName("--ranges", "way of ranges", plan.Ranges, InferPlan.WaysOfRanges);
        if (plan.Ranges != InferPlan.WaysOfRanges[0] && plan.TrainedInArray) throw new InputException($"--ranges {plan.Ranges}: derives ranges for weights that are written into the array; with --trained-in-array they are those of the file");
        var last = plan.Times[^1];
        if (plan.RefreshInterval is { } interval && last / interval > InferPlan.MostRefreshes)
            throw new InputException(FormattableString.Invariant($"--recalibrate: value {plan.Recalibrate} makes {last / interval:F0} rewritings until the last time; at most {InferPlan.MostRefreshes} are allowed"));
    }

    private sealed class Told(Action<double> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell((double)value.ImagesDone / value.Images);
    }
}
