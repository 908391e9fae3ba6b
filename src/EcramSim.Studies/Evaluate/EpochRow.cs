using EcramSim.Crossbar.Ledger;

namespace EcramSim.Studies.Evaluate;

/// <summary>One row of <c>results.csv</c>: one device, algorithm, seed and epoch. Accuracies are fractions; energy and time belong to the simulated hardware.</summary>
/// <param name="Device">Id of the device or name of the baseline.</param>
/// <param name="Algorithm">Training rule.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Epoch">1-based.</param>
/// <param name="TrainLoss">Mean loss over the epoch, nats.</param>
/// <param name="ValidationAccuracy">On the held-out part of the training set; null when nothing is held out.</param>
/// <param name="TestAccuracy">Read once, after the last epoch; null before.</param>
/// <param name="Energy">Energy since the start, J: of everything that the array file prices, of the cells' writes alone where it names no technology; null where the device has no volts and seconds.</param>
/// <param name="Time">Write and read time since the start, s; null likewise.</param>
/// <param name="Pulses">Programming pulses since the start; null for digital weights and exact updates.</param>
public sealed record EpochRow(string Device, string Algorithm, ulong Seed, int Epoch, double TrainLoss, double? ValidationAccuracy,
    double? TestAccuracy, double? Energy, double? Time, long? Pulses)
{
    /// <summary>The same by operation and cause; null where the array file names no technology.</summary>
    public ArrayBill? Bill { get; init; }
}
