using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Data;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Training;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;
using EcramSim.Studies.Trainings;

namespace EcramSim.Studies.Tune;

/// <summary>Learning rates, and the main parameters of the rules, for devices: found on the validation part alone.</summary>
public sealed class TuneStudy
{
    private readonly TunePlan _plan;
    private readonly IReadOnlyList<TrainingSetup> _setups;
    private readonly string _dataHash;

    private TuneStudy(TunePlan plan, IReadOnlyList<TrainingSetup> setups, RunRecord record)
    {
        (_plan, _setups, Record) = (plan, setups, record);
        _dataHash = TrainingIdentity.HashOf(setups[0].Data);
    }

    /// <summary>What <c>run.json</c> holds.</summary>
    public RunRecord Record { get; }

    /// <summary>Reads and checks everything before any training starts.</summary>
    /// <param name="plan">What to search for.</param>
    /// <param name="library">Makes a library; each device has one of its own.</param>
    /// <param name="settings">Values changed from outside.</param>
    /// <exception cref="InputException">Bad input.</exception>
    public static TuneStudy Prepare(TunePlan plan, Func<ModelLibrary> library, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(library);
        foreach (var rate in plan.Rates)
            if (!Learning.Networks.TrainingDefaults.Rates.Contains(rate)) throw new InputException(FormattableString.Invariant($"--rates: value {rate} is outside the allowed range {Learning.Networks.TrainingDefaults.Rates}"));
        if (!Interval.Closed(1, 10_000).Contains(plan.Seeds)) throw new InputException($"--seeds: value {plan.Seeds} is outside the allowed range [1, 10000]");
        var network = Learning.Networks.Network.Read(library(), plan.Network, settings);
        var images = ImageDataset.Load(plan.Data ?? network.DataName, plan.First);
        // A search must not see the test images: a training image stands in their place, and nobody looks what became of it.
        var data = images with { Test = images.Train.First(1) };
        TrainingSetup[] setups = [.. plan.Devices.Select(d => TrainingSetup.Read(library(), plan.Network, plan.Array, d, data, settings))];
        var resolved = plan with { Data = data.Name, Epochs = plan.Epochs ?? network.Training.Epochs, Batch = plan.Batch ?? network.Training.Batch };
        foreach (var setup in setups)
            foreach (var algorithm in plan.Algorithms) PlanOf(resolved, setup, algorithm, plan.Scalings[0], plan.Seed, plan.Rates[0]).Check();
        var models = setups.SelectMany(s => s.Models).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
        var record = new RunRecord("tune", resolved.ToConfiguration(), resolved.AllSeeds, models, setups.SelectMany(s => s.Parameters));
        return new TuneStudy(resolved, setups, record);
    }

    /// <summary>Runs the searches side by side; each is one thread's, and none depends on another.</summary>
    /// <param name="store">Where finished trainings are kept and found.</param>
    /// <param name="threads">Searches at a time.</param>
    /// <param name="progress">Told after every training; may be null.</param>
    /// <param name="cancellation">Stops the searches.</param>
    public IReadOnlyList<TuneResult> Run(TrainingStore store, int threads, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        (TrainingSetup Setup, string Algorithm)[] jobs = [.. _setups.SelectMany(s => _plan.Algorithms.Select(a => (s, a)))];
        var results = new TuneResult[jobs.Length];
        var ended = 0;
        SideBySide.Run(jobs.Length, threads, i =>
        {
            var (setup, algorithm) = jobs[i];
            var name = TrainingRules.NameOf(algorithm);
            var given = algorithm.Length > name.Length ? algorithm[(name.Length + 1)..] : "";
            Trial? best = null;
            var trials = new List<Trial>();
            foreach (var scaling in _plan.Scalings)
            {
                var search = new TuneSearch(_plan.Rates, algorithm.Contains(':', StringComparison.Ordinal) ? [] : TrainingRules.TriedOf(algorithm), _plan.Seeds, (parameters, rate, seed) =>
                {
                    var plan = PlanOf(_plan, setup, parameters.Length == 0 ? algorithm : $"{algorithm}:{parameters}", scaling, _plan.AllSeeds[seed], rate);
                    progress?.Report(new RunProgress((double)Volatile.Read(ref ended) / jobs.Length, FormattableString.Invariant($"{setup.Hardware.Name}, {algorithm}{(parameters.Length == 0 ? "" : $" with {parameters}")}{(_plan.Scalings.Count == 1 ? "" : $", scaling {scaling}")}, learning rate {rate}, seed {plan.Seed}")));
                    return store.Result(setup, plan, _dataHash, null, cancellation).Validation ?? 0;
                });
                var found = Given(search.Run());
                trials.AddRange(search.Trials.Select(Given));
                if (best is null || found.Mean > best.Mean + TuneSearch.Equal) best = found;

                // Parameters that the person fixed belong to the answer.
                Trial Given(Trial trial) => trial with { Parameters = given.Length == 0 ? trial.Parameters : given, Scaling = scaling };
            }
            results[i] = new TuneResult(setup.Hardware.Name, setup.Network.Id, setup.Data.Name, name, best!, trials, _plan.Epochs!.Value, _plan.AllSeeds, _plan.First);
            progress?.Report(new RunProgress((double)Interlocked.Increment(ref ended) / jobs.Length, FormattableString.Invariant($"{setup.Hardware.Name}, {algorithm}: {best!.Rate}")));
        }, cancellation);
        return results;
    }

    // The rule is named with all its parameters: what the device file recommends today must not steer the search.
    private static TrainingPlan PlanOf(TunePlan plan, TrainingSetup setup, string algorithm, string scaling, ulong seed, double rate) => setup.Plan(algorithm.Contains(':', StringComparison.Ordinal) ? algorithm : algorithm + ":", seed) with
    {
        Epochs = plan.Epochs!.Value, Batch = plan.Batch!.Value, LearningRate = rate, Scaling = WeightScaling.Of(scaling),
    };
}
