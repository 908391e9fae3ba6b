using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>Constant current; the voltage is what the interface needs, U(x_s) + η(i, x_s).</summary>
/// <param name="Current">i in A/m² of interface; positive is insertion.</param>
/// <param name="Duration">Longest duration, s.</param>
/// <param name="Limits">Where it ends earlier.</param>
public sealed record GalvanostaticStep(double Current, double Duration, StepLimits Limits) : IStep
{
    /// <inheritdoc/>
    public bool CurrentFollowsState => false;

    /// <summary>i in A/m² that fills the particle in 1/<paramref name="cRate"/> hours: 1C is Δx = 1 in 3600 s.</summary>
    public static double CurrentOfRate(IParticle particle, double cRate) => cRate / 3600 * particle.Host.ChargeDensity / particle.AreaPerVolume;

    /// <inheritdoc/>
    public double CurrentDensity(IParticle particle, ReadOnlySpan<double> state, double temperature) => Current;

    /// <inheritdoc/>
    public double? Voltage(IParticle particle, ReadOnlySpan<double> state, double currentDensity, double temperature)
    {
        var x = particle.SurfaceFilling(state, currentDensity, temperature);
        var host = particle.Host;
        return RequiredOverpotential.Find(host.Kinetics, host.Interface(x, temperature), currentDensity) + host.OpenCircuitVoltage(x, temperature);
    }
}
