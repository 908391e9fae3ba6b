namespace EcramSim.Studies.Runs;

/// <summary>How far a run is: what every study reports through <see cref="IProgress{T}"/>; it may be reported from any thread.</summary>
/// <param name="Fraction">Done part of all work, 0 to 1.</param>
/// <param name="Activity">What is being done, a few words such as "lixwo3-lipon, seed 2, epoch 5 of 20".</param>
public sealed record RunProgress(double Fraction, string Activity)
{
    /// <summary>Mean training loss of the epoch so far, nats; null where nothing is trained.</summary>
    public double? Loss { get; init; }

    /// <summary>Validation accuracy after the last finished epoch, as a fraction.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Images trained on per second of this machine, all trainings together.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>Energy of the simulated hardware so far, J; null where it has no volts and seconds.</summary>
    public double? Energy { get; init; }
}
