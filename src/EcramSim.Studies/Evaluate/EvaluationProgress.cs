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
    double? ValidationAccuracy, double? TestAccuracy, int RunsDone, int Runs, double Fraction);
