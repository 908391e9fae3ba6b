namespace EcramSim.Insertion.Protocols;

/// <summary>Constant voltage between the terminals; the current is what interface and series resistance let through.</summary>
/// <param name="Potential">V against the reference electrode of the host.</param>
/// <param name="Duration">Longest duration, s.</param>
/// <param name="Limits">Where it ends earlier; voltages have no meaning here.</param>
public sealed record PotentiostaticStep(double Potential, double Duration, StepLimits Limits) : IStep
{
    /// <inheritdoc/>
    public bool ImposesCurrent => false;

    /// <inheritdoc/>
    public double Imposed(double time, double currentDensity) => Potential;
}
