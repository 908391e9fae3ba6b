using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Training;

/// <summary>Runs one training. Stays on the calling thread, so that several trainings run side by side with the same results.</summary>
public static class Trainer
{
    private const int ReportsPerEpoch = 10;

    /// <summary>
    /// Trains as <paramref name="plan"/> says: mean cross-entropy of each batch, a fixed number of epochs; the validation part is
    /// looked at after each, the test images once at the end. What the looking costs is not charged to the hardware.
    /// </summary>
    /// <param name="plan">What to train.</param>
    /// <param name="progress">Told after every epoch, about ten times within one, and every second; may be null.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <exception cref="Insertion.Models.InputException">A plan that cannot run.</exception>
    /// <exception cref="ArithmeticException">The training diverged: a loss or an error signal is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainingResult Run(TrainingPlan plan, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) => Run(plan, progress, null, cancellation);

    /// <summary>The same with its state kept in a file, also when it is cancelled; what it goes on from gives the same bits as if nothing had stopped.</summary>
    /// <param name="plan">What to train.</param>
    /// <param name="progress">As above.</param>
    /// <param name="checkpoint">Where the state is kept; null: nowhere.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <exception cref="Insertion.Models.InputException">A plan that cannot run; a checkpoint of another one.</exception>
    public static TrainingResult Run(TrainingPlan plan, IProgress<TrainingProgress>? progress, TrainingCheckpoint? checkpoint, CancellationToken cancellation) => Run(plan, progress, checkpoint, _ => { }, cancellation);

    /// <summary>The same; <paramref name="trained"/> is given the model at the very end, while its cells and the arrays beside them stand where the training left them.</summary>
    public static TrainingResult Run(TrainingPlan plan, IProgress<TrainingProgress>? progress, TrainingCheckpoint? checkpoint, Action<nn.Module<Tensor, Tensor>> trained, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        using var scope = NewDisposeScope();
        using var run = new TrainingRun(plan);
        checkpoint?.Restore(run);
        var clock = Stopwatch.StartNew();
        var restored = run.IsFinished;
        while (!run.IsFinished)
        {
            if (cancellation.IsCancellationRequested) checkpoint?.Save(run);
            cancellation.ThrowIfCancellationRequested();
            var before = run.ImagesDone;
            run.Step();
            checkpoint?.AfterStep(run);
            if (progress is not null) Report(run, before, clock, progress);
        }
        if (!restored) checkpoint?.Save(run);
        var result = run.Result();
        trained(run.Model);
        return result;
    }

    private static void Report(TrainingRun run, long before, Stopwatch clock, IProgress<TrainingProgress> progress)
    {
        var ended = run.ImagesDone / run.EpochSize > before / run.EpochSize;
        if (!ended && run.ImagesDone * ReportsPerEpoch / run.EpochSize == before * ReportsPerEpoch / run.EpochSize && clock.ElapsedMilliseconds < 1000) return;
        clock.Restart();
        progress.Report(run.Progress(ended));
    }
}
