namespace EcramSim.Learning.Training;

/// <summary>How far a training is; told after every epoch, about ten times within one, and every second.</summary>
/// <param name="Device">Name of the hardware.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Epoch">The epoch that runs or has just ended, 1-based.</param>
/// <param name="Epochs">Number of epochs.</param>
/// <param name="ImagesDone">Images trained on since the start.</param>
/// <param name="Images">Images in the whole training.</param>
/// <param name="Finished">The epoch's row; null while the epoch runs.</param>
public sealed record TrainingProgress(string Device, ulong Seed, int Epoch, int Epochs, long ImagesDone, long Images, TrainingEpoch? Finished)
{
    /// <summary>Mean loss of the epoch so far, nats; null before its first step.</summary>
    public double? Loss { get; init; }

    /// <summary>After the last finished epoch, as a fraction; null before, and without a validation part.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>Energy of the simulated hardware so far, J; null where it has no volts and seconds.</summary>
    public double? Energy { get; init; }
}
