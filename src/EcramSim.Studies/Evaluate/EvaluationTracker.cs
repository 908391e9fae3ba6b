using EcramSim.Learning.Training;

namespace EcramSim.Studies.Evaluate;

/// <summary>Adds up the progress of trainings that run side by side.</summary>
/// <param name="runs">Number of trainings.</param>
/// <param name="progress">Who is told; may be null.</param>
internal sealed class EvaluationTracker(int runs, IProgress<EvaluationProgress>? progress)
{
    private readonly double[] _fractions = new double[runs];
    private readonly long[] _images = new long[runs];
    private readonly Lock _lock = new();
    private int _ended;

    /// <summary>Listens to one training.</summary>
    internal IProgress<TrainingProgress>? For(int index, string? removed) => progress is null ? null : new Listener(this, index, removed);

    /// <summary>A training has ended; it may have been finished before this run went on.</summary>
    internal void Ended(int index, string? removed, TrainingResult result)
    {
        var (fraction, images, ended) = Moved(index, 1, result.Images, 1);
        var last = result.Epochs[^1];
        progress?.Report(new EvaluationProgress(result.Plan.Hardware.Name, removed, result.Plan.Seed, last.Epoch, last.Epoch, last.TrainLoss, last.ValidationAccuracy,
            result.TestAccuracy, ended, runs, fraction) { Loss = last.TrainLoss, Energy = last.Energy, TrainingImages = result.Images, Images = images, Row = last });
    }

    private (double Fraction, long Images, int Ended) Moved(int index, double fraction, long images, int ended)
    {
        lock (_lock)
        {
            (_fractions[index], _images[index]) = (fraction, images);
            _ended += ended;
            return (_fractions.Sum() / runs, _images.Sum(), _ended);
        }
    }

    private sealed class Listener(EvaluationTracker tracker, int index, string? removed) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            // The end of a training is told once, by Ended, which counts it and knows its test accuracy.
            if (value.ImagesDone >= value.Images) return;
            var (fraction, images, ended) = tracker.Moved(index, (double)value.ImagesDone / value.Images, value.ImagesDone, 0);
            tracker.Tell(new EvaluationProgress(value.Device, removed, value.Seed, value.Epoch, value.Epochs, value.Finished?.TrainLoss,
                value.ValidationAccuracy, null, ended, tracker._fractions.Length, fraction) { Loss = value.Loss, Energy = value.Energy, TrainingImages = value.ImagesDone, Images = images, Row = value.Finished });
        }
    }

    private void Tell(EvaluationProgress value) => progress?.Report(value);
}
