using EcramSim.Insertion.Materials;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Diffusion much faster than the interface: one filling everywhere, dx/dt = i·(A/V)/(|z|F·c).
/// </summary>
/// <param name="Host">The material.</param>
/// <param name="AreaPerVolume">A/V in 1/m.</param>
public sealed record HomogeneousParticle(Host Host, double AreaPerVolume) : IParticle
{
    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public double SurfaceGain => AreaPerVolume / Host.ChargeDensity;

    /// <inheritdoc/>
    public double MeanFilling(ReadOnlySpan<double> state) => state[0];

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> state, double currentDensity, double temperature) => state[0];

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> state, double voltage, double temperature)
    {
        var x = state[0];
        return x is > 0 and < 1
            ? Host.Kinetics.CurrentDensity(Host.Interface(x, temperature), voltage - Host.OpenCircuitVoltage(x, temperature)) : double.NaN;
    }

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> state, double currentDensity, double temperature, Span<double> rate) => rate[0] = SurfaceGain * currentDensity;

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> state, double temperature, Span<double> jacobian, int stride) => jacobian[0] = 0;
}
