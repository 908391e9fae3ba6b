using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Diffusion much faster than the interface: one filling everywhere, dx/dt = i·(A/V)/(|z|F·c).
/// </summary>
/// <param name="Host">The material.</param>
/// <param name="AreaPerVolume">A/V in 1/m.</param>
public sealed record HomogeneousParticle(Host Host, double AreaPerVolume) : IParticle
{
    private static readonly double[] One = [1];

    private double Gain => AreaPerVolume / Host.ChargeDensity;

    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public bool IsDrivenByPotential => false;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => One;

    /// <inheritdoc/>
    public int InterfaceUnknowns => 1;

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings => [(0, 1)];

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> x) => x[0];

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> x, double mean, double drive, double temperature, Span<double> rate) => rate[0] = Gain * drive;

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> x, double mean, double drive, double temperature, SparseMatrix jacobian) => jacobian[0, 1] += Gain;

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> x, double mean, double voltage, double temperature) =>
        Surface.CurrentDensity(Host, x[0], Host.FreeEnergy.ChemicalPotential(x[0], temperature), voltage, temperature);

    /// <inheritdoc/>
    public double? Voltage(ReadOnlySpan<double> x, double mean, double currentDensity, double temperature) =>
        Surface.Voltage(Host, x[0], Host.FreeEnergy.ChemicalPotential(x[0], temperature), currentDensity, temperature);

    /// <inheritdoc/>
    public double InterfacePotential(ReadOnlySpan<double> x, double mean, double temperature) => Host.FreeEnergy.ChemicalPotential(x[0], temperature);

    /// <inheritdoc/>
    public double InterfacePotentialSlopes(ReadOnlySpan<double> x, double temperature, Span<double> byFilling)
    {
        byFilling[0] = Host.FreeEnergy.ChemicalPotentialSlope(x[0], temperature);
        return 0;
    }
}
