using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Fick's law in a sphere of equal shells with the fillings at their middles; that at the interface follows in a straight line from the last two.
/// The scheme of PyBaMM, to compare with its curves at equal mesh; <see cref="FickParticle"/> has the surface as an unknown.
/// </summary>
public sealed class ExtrapolatedParticle : IParticle
{
    private readonly IDiffusivity _diffusivity;
    private readonly double[] _volumes, _areas;
    private readonly double _spacing, _gain;

    /// <summary>A sphere of <paramref name="shells"/> ≥ 3 shells.</summary>
    /// <exception cref="ArgumentException">The host has no diffusivity.</exception>
    public ExtrapolatedParticle(Host host, double radius, int shells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shells, 3);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        _diffusivity = host.Diffusivity ?? throw new ArgumentException($"host {host.Id} has no diffusivity");
        (Host, AreaPerVolume, _spacing) = (host, 3 / radius, radius / shells);
        (_volumes, _areas) = (new double[shells], new double[shells]);
        for (var k = 0; k < shells; k++)
        {
            double inner = (double)k / shells, outer = (k + 1.0) / shells;
            _volumes[k] = outer * outer * outer - inner * inner * inner;
            _areas[k] = 3 * outer * outer / radius;
        }
        _gain = AreaPerVolume / host.ChargeDensity / _volumes[^1];
    }

    /// <inheritdoc/>
    public Host Host { get; }

    /// <inheritdoc/>
    public double AreaPerVolume { get; }

    /// <inheritdoc/>
    public int Size => _volumes.Length;

    /// <inheritdoc/>
    public bool IsDrivenByPotential => false;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => _volumes;

    /// <inheritdoc/>
    public int InterfaceUnknowns => 2;

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings => SparsityPattern.BandEntries(Size, 1, 1).Append((Size - 1, Size));

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> x) => 1.5 * x[Size - 1] - 0.5 * x[Size - 2];

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> x, double mean, double drive, double temperature, Span<double> rate)
    {
        var inward = 0.0;
        for (var k = 0; k + 1 < Size; k++)
        {
            var flow = _areas[k] * Middle(x, k, temperature) * (x[k] - x[k + 1]) / _spacing;
            rate[k] = (inward - flow) / _volumes[k];
            inward = flow;
        }
        rate[Size - 1] = inward / _volumes[^1] + _gain * drive;
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> x, double mean, double drive, double temperature, SparseMatrix jacobian)
    {
        for (var k = 0; k + 1 < Size; k++)
        {
            var scale = _areas[k] / _spacing;
            var d = Middle(x, k, temperature) * scale;
            var difference = 0.5 * (x[k] - x[k + 1]) * scale;
            var (byLeft, byRight) = (difference * _diffusivity.DiffusivitySlope(x[k], temperature), difference * _diffusivity.DiffusivitySlope(x[k + 1], temperature));
            double left = 1 / _volumes[k], right = 1 / _volumes[k + 1];
            jacobian[k, k] -= (byLeft + d) * left;
            jacobian[k, k + 1] -= (byRight - d) * left;
            jacobian[k + 1, k] += (byLeft + d) * right;
            jacobian[k + 1, k + 1] += (byRight - d) * right;
        }
        jacobian[Size - 1, Size] += _gain;
    }

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> x, double mean, double voltage, double temperature) =>
        Surface.CurrentDensity(Host, SurfaceFilling(x), Host.FreeEnergy.ChemicalPotential(SurfaceFilling(x), temperature), voltage, temperature);

    /// <inheritdoc/>
    public double? Voltage(ReadOnlySpan<double> x, double mean, double currentDensity, double temperature) =>
        Surface.Voltage(Host, SurfaceFilling(x), Host.FreeEnergy.ChemicalPotential(SurfaceFilling(x), temperature), currentDensity, temperature);

    private double Middle(ReadOnlySpan<double> x, int k, double temperature) =>
        0.5 * (_diffusivity.Diffusivity(x[k], temperature) + _diffusivity.Diffusivity(x[k + 1], temperature));
}
