using EcramSim.Learning.Training;

namespace EcramSim.Studies.Evaluate;

/// <summary>How far an evaluation is; told from several threads.</summary>
/// <param name="Device">The device or baseline that just moved on.</param>
/// <param name="Removed">The non-ideality taken away in this training; null in a training as it is.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Epoch">Its epoch, 1-based.</param>
/// <param name="Epochs">Of how many.</param>
/// <param name="TrainLoss">Of its last finished epoch; null before.</param>
/// <param name="ValidationAccuracy">Likewise, as a fraction.</param>
/// <param name="TestAccuracy">Of a training that has ended.</param>
/// <param name="RunsDone">Trainings that have ended.</param>
/// <param name="Runs">All trainings.</param>
/// <param name="Fraction">Share of all images that have been trained on.</param>
public sealed record EvaluationProgress(string Device, string? Removed, ulong Seed, int Epoch, int Epochs, double? TrainLoss,
    double? ValidationAccuracy, double? TestAccuracy, int RunsDone, int Runs, double Fraction)
{
    /// <summary>Mean loss of the running epoch so far, nats; null before its first step.</summary>
    public double? Loss { get; init; }

    /// <summary>Energy that this training's hardware has spent so far, J; null where it has no volts and seconds.</summary>
    public double? Energy { get; init; }

    /// <summary>Images that this training has been trained on.</summary>
    public long TrainingImages { get; init; }

    /// <summary>Images that all trainings together have been trained on.</summary>
    public long Images { get; init; }

    /// <summary>The epoch that has just ended; null within one.</summary>
    public TrainingEpoch? Row { get; init; }
}
