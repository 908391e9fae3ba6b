using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// A particle whose layers (stages of graphite) fill each by its own reaction at one potential, homogeneous within: n layers share the sites, so
/// dx_j/dt = n·i_j·(A/V)/(|z|F·c), and the current density is the sum over the layers.
/// </summary>
public sealed class LayeredParticle : IParticle
{
    private readonly ILayeredFreeEnergy _law;
    private readonly double[] _weights;

    /// <summary>A particle of a layered <paramref name="host"/>.</summary>
    /// <exception cref="ArgumentException">The host has no layers.</exception>
    public LayeredParticle(Host host, double areaPerVolume)
    {
        _law = host.FreeEnergy as ILayeredFreeEnergy ?? throw new ArgumentException($"host {host.Id} has no layers");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(areaPerVolume);
        (Host, AreaPerVolume) = (host, areaPerVolume);
        _weights = [.. Enumerable.Repeat(1.0 / _law.Layers, _law.Layers)];
    }

    /// <inheritdoc/>
    public Host Host { get; }

    /// <inheritdoc/>
    public double AreaPerVolume { get; }

    /// <inheritdoc/>
    public int Size => _law.Layers;

    /// <inheritdoc/>
    public bool IsDrivenByPotential => true;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => _weights;

    /// <inheritdoc/>
    public int InterfaceUnknowns => 0;

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings =>
        SparsityPattern.Dense(Size).Entries().Concat(Enumerable.Range(0, Size).Select(k => (k, Size)));

    private double Gain => Size * AreaPerVolume / Host.ChargeDensity;

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> x) => Extreme.Of(x);

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> x, double mean, double drive, double temperature, Span<double> rate)
    {
        Span<double> potentials = stackalloc double[Size];
        _law.ChemicalPotentials(x, temperature, potentials);
        for (var k = 0; k < Size; k++) rate[k] = Gain * Surface.CurrentDensity(Host, x[k], potentials[k], drive, temperature);
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> x, double mean, double drive, double temperature, SparseMatrix jacobian)
    {
        Span<double> potentials = stackalloc double[Size], slopes = stackalloc double[Size * Size];
        _law.ChemicalPotentials(x, temperature, potentials);
        _law.ChemicalPotentialSlopes(x, temperature, slopes);
        for (var k = 0; k < Size; k++)
        {
            var at = SurfaceSlopes.At(Host, x[k], potentials[k], drive, temperature);
            for (var j = 0; j < Size; j++) jacobian[k, j] += Gain * ((j == k ? at.Filling : 0) + at.Potential * slopes[k * Size + j]);
            jacobian[k, Size] += Gain * at.Voltage;
        }
    }

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> x, double mean, double voltage, double temperature)
    {
        Span<double> potentials = stackalloc double[Size];
        _law.ChemicalPotentials(x, temperature, potentials);
        var sum = 0.0;
        for (var k = 0; k < Size; k++) sum += Surface.CurrentDensity(Host, x[k], potentials[k], voltage, temperature);
        return sum;
    }

    /// <inheritdoc/>
    public double? Voltage(ReadOnlySpan<double> x, double mean, double currentDensity, double temperature)
    {
        var state = x.ToArray();
        var potentials = new double[Size];
        _law.ChemicalPotentials(state, temperature, potentials);
        return SharedPotential.Find(v => CurrentDensity(state, mean, v, temperature), Surface.Equilibrium(Host, potentials.Average()),
            currentDensity, PhysicalConstants.ThermalEnergy(temperature));
    }
}
