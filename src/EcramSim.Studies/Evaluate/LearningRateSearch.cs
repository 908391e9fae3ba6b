using EcramSim.Learning.Training;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Evaluate;

/// <summary>
/// A learning rate for hardware that nobody has one for (<c>--lr auto</c>): five values around the one it would take, a tenth of
/// the budget each, best validation accuracy after it. The test set is not looked at.
/// </summary>
public static class LearningRateSearch
{
    /// <summary>The values tried, relative to the rate that the plan would take: half a decade apart.</summary>
    public static IReadOnlyList<double> Factors { get; } = [0.1, 0.3, 1, 3, 10];

    /// <summary>The best rate of each plan's hardware, by its name. Ties go to the rate nearest to the plan's own.</summary>
    /// <param name="plans">One per hardware.</param>
    /// <param name="threads">Trainings at a time.</param>
    /// <param name="progress">Told after every trial, with no trainings done yet; may be null.</param>
    /// <param name="checkpoints">Where the trials keep their states; null: nowhere.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static IReadOnlyDictionary<string, double> Run(IReadOnlyList<TrainingPlan> plans, int threads,
        IProgress<EvaluationProgress>? progress = null, RunCheckpoints? checkpoints = null, CancellationToken cancellation = default)
    {
        var trials = plans.SelectMany(p => Factors.Select(f => p with { LearningRate = p.Rate * f, Epochs = Math.Max(1, p.Epochs / 10) })).ToArray();
        TrainingCheckpoint[]? kept = checkpoints is null ? null : [.. trials.Select((_, i) => checkpoints.For(FormattableString.Invariant($"search-{i + 1}")))];
        var accuracies = new double[trials.Length];
        SideBySide.Run(trials.Length, threads, i =>
        {
            TrainingEpoch last;
            try
            {
                last = Trainer.Run(trials[i], null, kept?[i], cancellation).Epochs[^1];
            }
            catch (ArithmeticException)
            {
                // Too large a rate is an answer, not a failure.
                last = new TrainingEpoch(trials[i].Epochs, double.NaN, 0, null, null, null, null);
            }
            accuracies[i] = last.ValidationAccuracy ?? throw new InvalidOperationException("a search needs a validation part");
            progress?.Report(new EvaluationProgress(trials[i].Hardware.Name, null, trials[i].Seed, last.Epoch, last.Epoch, last.TrainLoss, last.ValidationAccuracy, null, 0, 0, 0));
        }, cancellation);
        var best = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var p = 0; p < plans.Count; p++)
        {
            var winner = Enumerable.Range(0, Factors.Count)
                .OrderByDescending(f => accuracies[p * Factors.Count + f]).ThenBy(f => Math.Abs(Math.Log(Factors[f]))).First();
            best.Add(plans[p].Hardware.Name, plans[p].Rate * Factors[winner]);
        }
        return best;
    }
}
