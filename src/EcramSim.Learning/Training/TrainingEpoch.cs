using EcramSim.Crossbar.Ledger;

namespace EcramSim.Learning.Training;

/// <summary>What one epoch reached. Accuracies are fractions; energy, time and pulses are those of the simulated hardware since the start.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="TrainLoss">Mean cross-entropy over the epoch's batches as they were trained on, nats.</param>
/// <param name="ValidationAccuracy">On the held-out part, after the epoch; null when nothing is held out.</param>
/// <param name="TestAccuracy">Read once, after the last epoch; null before.</param>
/// <param name="Energy">Energy of everything that the array file prices, of the cells' writes alone where it names no technology, J; null where the hardware has no volts and seconds.</param>
/// <param name="Time">Pulse and read time, s; null likewise.</param>
/// <param name="Pulses">Programming pulses on all cells; null for digital weights and exact updates.</param>
public sealed record TrainingEpoch(int Epoch, double TrainLoss, double? ValidationAccuracy, double? TestAccuracy, double? Energy, double? Time, long? Pulses)
{
    /// <summary>Energy, time and area by operation and cause since the start; null where the array file names no technology.</summary>
    public ArrayBill? Bill { get; init; }
}
