namespace EcramSim.Learning.Training;

/// <summary>Runs one training. Stays on the calling thread, so that several trainings run side by side with the same results.</summary>
public static class Trainer
{
    /// <summary>Trains as <paramref name="plan"/> says.</summary>
    /// <param name="plan">What to train.</param>
    /// <param name="progress">Told after every epoch and about ten times within one; may be null.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <exception cref="Insertion.Models.InputException">A plan that cannot run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainingResult Run(TrainingPlan plan, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        plan.Check();
        _ = progress;
        cancellation.ThrowIfCancellationRequested();
        throw new NotSupportedException("training needs the analog layers");
    }
}
