namespace EcramSim.Insertion.Protocols;

/// <summary>Constant power, i·V; of the two currents that give it, the one connected with rest.</summary>
/// <param name="Power">W/m² of interface; positive discharges into the host at positive voltage. Not 0: that is a rest.</param>
/// <param name="Duration">Longest duration, s.</param>
/// <param name="Limits">Where it ends earlier.</param>
public sealed record PowerStep(double Power, double Duration, StepLimits Limits) : IStep
{
    /// <inheritdoc/>
    public bool ImposesCurrent => false;

    /// <inheritdoc/>
    public double Imposed(double time, double currentDensity) => Power / currentDensity;

    /// <inheritdoc/>
    public double FirstCurrent(double restVoltage) => Power / restVoltage;
}
