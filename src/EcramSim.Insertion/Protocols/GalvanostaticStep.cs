using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>Constant current; the voltage is what the interface needs, U(x_s) + η(i, x_s).</summary>
/// <param name="Current">i in A/m² of interface; positive is insertion.</param>
/// <param name="Duration">Longest duration, s.</param>
/// <param name="Limits">Where it ends earlier.</param>
/// <param name="RampTime">s; the current comes up as 1 − exp(−t/RampTime); 0 at once.</param>
public sealed record GalvanostaticStep(double Current, double Duration, StepLimits Limits, double RampTime = 0) : IStep
{
    /// <inheritdoc/>
    public bool ImposesCurrent => true;

    /// <summary>No current for <paramref name="duration"/> (s).</summary>
    public static GalvanostaticStep Rest(double duration) => new(0, duration, StepLimits.None);

    /// <summary>i in A/m² that fills the particle in 1/<paramref name="cRate"/> hours: 1C is Δx = 1 in 3600 s.</summary>
    public static double CurrentOfRate(IParticle particle, double cRate) => cRate / 3600 / particle.ChargeGain;

    /// <inheritdoc/>
    public double Imposed(double time, double currentDensity) => RampTime > 0 ? -Current * Numerics.SpecialFunctions.ExpMinusOne(-time / RampTime) : Current;
}
