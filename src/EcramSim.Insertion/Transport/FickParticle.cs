using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Diffusion by Fick's law, ∂x/∂t = ∇·[D(x)∇x], from r = 0 (closed) to the one interface at the surface: finite volumes, what leaves one
/// enters its neighbour; second order in the spacing. D is taken at the mean filling of two neighbours.
/// </summary>
public sealed class FickParticle : IParticle
{
    private readonly RadialGrid _grid;
    private readonly IDiffusivity _diffusivity;
    private readonly double _gain;

    /// <summary>A particle or film on <paramref name="grid"/>.</summary>
    /// <exception cref="ArgumentException">The host has no diffusivity.</exception>
    public FickParticle(Host host, RadialGrid grid)
    {
        _diffusivity = host.Diffusivity ?? throw new ArgumentException($"host {host.Id} has no diffusivity");
        (Host, _grid) = (host, grid);
        _gain = grid.AreaPerVolume / host.ChargeDensity / grid.Volumes[^1];
    }

    /// <inheritdoc/>
    public Host Host { get; }

    /// <summary>Where the fillings stand.</summary>
    public RadialGrid Grid => _grid;

    /// <inheritdoc/>
    public double AreaPerVolume => _grid.AreaPerVolume;

    /// <inheritdoc/>
    public int Size => _grid.Count;

    /// <inheritdoc/>
    public bool IsDrivenByPotential => false;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => _grid.Volumes;

    /// <inheritdoc/>
    public int InterfaceUnknowns => 1;

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings => SparsityPattern.BandEntries(Size, 1, 1).Append((Size - 1, Size));

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> x) => x[Size - 1];

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> x, double mean, double drive, double temperature, Span<double> rate)
    {
        var areas = _grid.Areas;
        var volumes = _grid.Volumes;
        var spacings = _grid.Spacings;
        var inward = 0.0;
        for (var k = 0; k + 1 < Size; k++)
        {
            var flow = areas[k] * _diffusivity.Diffusivity(0.5 * (x[k] + x[k + 1]), temperature) * (x[k] - x[k + 1]) / spacings[k];
            rate[k] = (inward - flow) / volumes[k];
            inward = flow;
        }
        rate[Size - 1] = inward / volumes[^1] + _gain * drive;
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> x, double mean, double drive, double temperature, SparseMatrix jacobian)
    {
        for (var k = 0; k + 1 < Size; k++)
        {
            var middle = 0.5 * (x[k] + x[k + 1]);
            var scale = _grid.Areas[k] / _grid.Spacings[k];
            var d = _diffusivity.Diffusivity(middle, temperature) * scale;
            var bend = 0.5 * _diffusivity.DiffusivitySlope(middle, temperature) * (x[k] - x[k + 1]) * scale;
            double left = 1 / _grid.Volumes[k], right = 1 / _grid.Volumes[k + 1];
            jacobian[k, k] -= (bend + d) * left;
            jacobian[k, k + 1] -= (bend - d) * left;
            jacobian[k + 1, k] += (bend + d) * right;
            jacobian[k + 1, k + 1] += (bend - d) * right;
        }
        jacobian[Size - 1, Size] += _gain;
    }

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> x, double mean, double voltage, double temperature) =>
        Surface.CurrentDensity(Host, x[Size - 1], Host.FreeEnergy.ChemicalPotential(x[Size - 1], temperature), voltage, temperature);

    /// <inheritdoc/>
    public double? Voltage(ReadOnlySpan<double> x, double mean, double currentDensity, double temperature) =>
        Surface.Voltage(Host, x[Size - 1], Host.FreeEnergy.ChemicalPotential(x[Size - 1], temperature), currentDensity, temperature);

    /// <inheritdoc/>
    public double InterfacePotential(ReadOnlySpan<double> x, double mean, double temperature) => Host.FreeEnergy.ChemicalPotential(x[Size - 1], temperature);

    /// <inheritdoc/>
    public double InterfacePotentialSlopes(ReadOnlySpan<double> x, double temperature, Span<double> byFilling)
    {
        byFilling[0] = Host.FreeEnergy.ChemicalPotentialSlope(x[Size - 1], temperature);
        return 0;
    }

    /// <inheritdoc/>
    public double Dissipation(ReadOnlySpan<double> x, double mean, double temperature)
    {
        double sum = 0, potential = Host.FreeEnergy.ChemicalPotential(x[0], temperature);
        for (var k = 0; k + 1 < Size; k++)
        {
            var next = Host.FreeEnergy.ChemicalPotential(x[k + 1], temperature);
            sum += _grid.Areas[k] * _diffusivity.Diffusivity(0.5 * (x[k] + x[k + 1]), temperature) * (x[k] - x[k + 1]) / _grid.Spacings[k] * (potential - next);
            potential = next;
        }
        return sum;
    }
}
