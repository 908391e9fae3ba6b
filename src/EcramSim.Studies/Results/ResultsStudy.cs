using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Data;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;
using EcramSim.Studies.Trainings;

namespace EcramSim.Studies.Results;

/// <summary>
/// The accuracy tables: tasks × batches × devices × rules × seeds, every training on its own and kept once finished, so that a part can be computed today and the rest tomorrow.
/// A file's learning rate belongs to its network's batch; at another batch the rate of a batch is in proportion to it, which leaves the change that one image makes as it was.
/// </summary>
public sealed class ResultsStudy
{
    private sealed record Job(TableTask Task, TrainingSetup Setup, TrainingPlan Plan, string DataHash, bool IsFound, PeerFigure? Peer);

    private readonly ResultsPlan _plan;
    private readonly IReadOnlyList<Job> _jobs;

    private ResultsStudy(ResultsPlan plan, IReadOnlyList<Job> jobs, RunRecord record) => (_plan, _jobs, Record) = (plan, jobs, record);

    /// <summary>What <c>run.json</c> holds.</summary>
    public RunRecord Record { get; }

    /// <summary>Trainings per seed.</summary>
    public int Cells => _jobs.Count;

    /// <summary>Reads and checks everything before any training starts.</summary>
    /// <param name="plan">Which part.</param>
    /// <param name="library">Makes a library; each device has one of its own.</param>
    /// <param name="settings">Values changed from outside.</param>
    /// <exception cref="InputException">Bad input.</exception>
    public static ResultsStudy Prepare(ResultsPlan plan, Func<ModelLibrary> library, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(library);
        foreach (var rule in plan.Rules) _ = TrainingRules.Of(rule, "--rules");
        var jobs = new List<Job>();
        var documents = new Dictionary<string, System.Text.Json.Nodes.JsonObject>(StringComparer.Ordinal);
        var parameters = new List<ParameterRecord>();
        foreach (var task in plan.Tasks.Select(TableTask.Of))
        {
            var data = ImageDataset.Load(task.Data, task.First);
            var hash = TrainingIdentity.HashOf(data);
            foreach (var device in plan.Devices)
            {
                var setup = Read(task, device, data, settings);
                foreach (var batch in plan.Batches)
                    foreach (var rule in plan.Rules)
                        if (Applies(setup, rule)) jobs.Add(Of(task, setup, rule, batch, hash, plan.Seed));
            }
            foreach (var peer in plan.Peers ? PeerFigure.All.Where(p => p.Task == task.Name && plan.Rules.Contains(p.Rule) && plan.Devices.Contains(p.Device)) : [])
            {
                var setup = Read(task, peer.Device, data, [.. settings, new Setting(ModelKind.Array, "output_noise", peer.OutputNoise.ToString("R", System.Globalization.CultureInfo.InvariantCulture))]);
                var job = Of(task, setup, peer.Rule, 8, hash, plan.Seed);
                var own = job.Plan with { Epochs = peer.Epochs };
                // A common rate is compared at their parameters and on all images; where each code brings its own rate, ours is the file's.
                if (peer.Rate is { } rate) own = own with { Algorithm = $"{peer.Rule}:{peer.Parameters}", LearningRate = rate, ValidationFraction = 0, Scaling = WeightScaling.None, Schedule = new ConstantRate() };
                jobs.Add(job with { Plan = own, IsFound = peer.Rate is null && job.IsFound, Peer = peer });
            }
        }
        if (jobs.Count == 0) throw new InputException("results: no rule of --rules applies to a device of the list (float32 knows sgd alone)");
        foreach (var job in jobs) job.Plan.Check();
        return new ResultsStudy(plan, jobs, new RunRecord("results", plan.ToConfiguration(), plan.AllSeeds, documents, parameters));

        TrainingSetup Read(TableTask task, string device, ImageDataset data, IReadOnlyList<Setting> set)
        {
            var setup = TrainingSetup.Read(library(), task.Network, "default", device, data, set);
            foreach (var (key, value) in setup.Models) documents.TryAdd(key, value);
            parameters.AddRange(setup.Parameters);
            return setup;
        }
    }

    /// <summary>Trains what the store does not hold.</summary>
    /// <param name="store">Where finished trainings are kept and found.</param>
    /// <param name="known">Trainings that are known from elsewhere (<see cref="ResultsTable.Read"/>); null: none. The store goes first.</param>
    /// <param name="onlyStored">Trains nothing: trainings that neither holds are left out.</param>
    /// <param name="threads">Trainings at a time.</param>
    /// <param name="progress">Told after every training; may be null.</param>
    /// <param name="cancellation">Stops; what is finished is kept.</param>
    public IReadOnlyList<ResultCell> Run(TrainingStore store, IReadOnlyDictionary<string, StoredTraining>? known, bool onlyStored, int threads, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var seeds = _plan.AllSeeds;
        var results = new (StoredTraining? Training, string Key)[_jobs.Count * seeds.Count];
        var ended = 0;
        SideBySide.Run(results.Length, threads, i =>
        {
            // All cells of one seed first: a part of the time gives a table of one seed, not a corner of one with three.
            var (job, seed) = (_jobs[i % _jobs.Count], seeds[i / _jobs.Count]);
            var plan = job.Plan with { Seed = seed };
            var identity = TrainingIdentity.Of(job.Setup, plan, job.DataHash);
            var found = store.Find(identity) ?? known?.GetValueOrDefault(identity.Name);
            results[i] = (found is null && !onlyStored ? store.Result(job.Setup, plan, job.DataHash, null, cancellation) : found, identity.Name);
            var done = Interlocked.Increment(ref ended);
            progress?.Report(new RunProgress((double)done / results.Length, $"{job.Task.Name}, {job.Setup.Hardware.Name}, {plan.Rule}, batch {plan.Batch}, seed {seed}; {done} of {results.Length} trainings"));
        }, cancellation);
        var cells = new List<ResultCell>();
        for (var k = 0; k < _jobs.Count; k++)
        {
            var own = Enumerable.Range(0, seeds.Count).Select(s => (Seed: seeds[s], results[s * _jobs.Count + k].Training, results[s * _jobs.Count + k].Key)).Where(r => r.Training is not null).ToArray();
            var job = _jobs[k];
            if (own.Length > 0)
                cells.Add(new ResultCell(job.Task, job.Setup.Hardware.Name, job.Plan.Rule, job.Plan.Batch, job.Plan.Rate, job.IsFound, job.Plan.Scale.Name, [.. own.Select(r => r.Seed)], [.. own.Select(r => r.Training!)], [.. own.Select(r => r.Key)], job.Peer));
        }
        return cells;
    }

    // Digital weights know no rule but descent itself.
    private static bool Applies(TrainingSetup setup, string rule) => setup.Hardware != Hardware.Float32 || TrainingRules.NameOf(rule) == "sgd";

    private static Job Of(TableTask task, TrainingSetup setup, string rule, int batch, string hash, ulong seed)
    {
        var plan = setup.Plan(rule, seed);
        // A network's rate was found for digital descent, or is a convention.
        var isFitted = setup.Network.Parameters.Any(p => p.Path.EndsWith("training.learning_rate", StringComparison.Ordinal) && p.Status == "fitted");
        var found = plan.Found is not null || (setup.Hardware.Device is null && isFitted && TrainingRules.NameOf(rule) == "sgd");
        return new Job(task, setup, plan with { Batch = batch, LearningRate = plan.Rate * batch / setup.Network.Training.Batch }, hash, found, null);
    }
}
