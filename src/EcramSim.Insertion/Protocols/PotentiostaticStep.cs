using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>Constant voltage against the reference electrode; the current is what the interface lets through.</summary>
/// <param name="Potential">V.</param>
/// <param name="Duration">Longest duration, s.</param>
/// <param name="Limits">Where it ends earlier; voltages have no meaning here.</param>
public sealed record PotentiostaticStep(double Potential, double Duration, StepLimits Limits) : IStep
{
    /// <inheritdoc/>
    public bool CurrentFollowsState => true;

    /// <inheritdoc/>
    public double CurrentDensity(IParticle particle, ReadOnlySpan<double> state, double temperature) =>
        particle.CurrentDensity(state, Potential, temperature);

    /// <inheritdoc/>
    public double? Voltage(IParticle particle, ReadOnlySpan<double> state, double currentDensity, double temperature) => Potential;
}
