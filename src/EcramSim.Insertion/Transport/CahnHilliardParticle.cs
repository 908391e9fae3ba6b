using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Cahn–Hilliard transport in the bulk, ∂x/∂t = ∇·[(D(x)/kT)∇μ] with μ = μ_h(x) − (κ/ρ)∇²x + (B/ρ)(x − x̄), κ∂x/∂n = dγ/dx at the surface, one interface
/// there; closed at r = 0. D(x) is the mobility times kT, D₀x(1 − x) for a lattice gas. Finite volumes keep every ion.
/// </summary>
public sealed class CahnHilliardParticle : IParticle
{
    private readonly RadialGrid _grid;
    private readonly IDiffusivity _diffusivity;
    private readonly double _gain, _strain;
    // −(κ/ρ)∇² as a tridiagonal matrix in eV, and what the surface energy adds to the last μ.
    private readonly double[] _below, _at, _above;
    private readonly double _wetting;
    private readonly double[] _scale;

    /// <summary>A particle or film on <paramref name="grid"/>.</summary>
    /// <param name="host">With diffusivity and phase field.</param>
    /// <param name="grid">Nodes; uniform for <see cref="Discretization.Mpet"/>.</param>
    /// <param name="discretization">The scheme.</param>
    /// <exception cref="ArgumentException">The host lacks diffusivity or gradient energy, or the grid does not suit the scheme.</exception>
    public CahnHilliardParticle(Host host, RadialGrid grid, Discretization discretization = Discretization.Conservative)
    {
        _diffusivity = host.Diffusivity ?? throw new ArgumentException($"host {host.Id} has no diffusivity");
        var field = host.PhaseField ?? throw new ArgumentException($"host {host.Id} has no gradient energy");
        (Host, _grid) = (host, grid);
        var n = grid.Count;
        var isMpet = discretization == Discretization.Mpet;
        _gain = grid.AreaPerVolume / host.ChargeDensity / (isMpet ? 1 : grid.Volumes[^1]);
        _strain = field.CoherencyPotential(host.SiteDensity);
        _scale = new double[n];
        for (var k = 0; k < n; k++) _scale[k] = isMpet ? 1 : 1 / grid.Volumes[k];
        (_below, _at, _above) = isMpet ? MpetCurvature.Matrix(grid) : Curvature(grid);
        // ∂x/∂n = β at the surface.
        var beta = field.SurfaceEnergySlope / field.GradientEnergy;
        var gradient = field.GradientPotential(host.SiteDensity);
        _wetting = -gradient * beta * (isMpet ? MpetCurvature.SurfaceGain(grid) : grid.AreaPerVolume / grid.Volumes[^1]);
        foreach (var part in new[] { _below, _at, _above })
            for (var k = 0; k < n; k++) part[k] *= -gradient;
        if (isMpet) Mass = MpetCurvature.Mass(grid);
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
    public int InterfaceUnknowns => 2;

    /// <inheritdoc/>
    public SparseMatrix? Mass { get; }

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings => SparsityPattern.BandEntries(Size, 2, 2).Append((Size - 1, Size));

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> x) => x[Size - 1];

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> x, double mean, double drive, double temperature, Span<double> rate)
    {
        var areas = _grid.Areas;
        var spacings = _grid.Spacings;
        var thermal = PhysicalConstants.ThermalEnergy(temperature);
        double inward = 0, potential = Potential(x, 0, mean, temperature);
        for (var k = 0; k + 1 < x.Length; k++)
        {
            var next = Potential(x, k + 1, mean, temperature);
            var flow = areas[k] * _diffusivity.Diffusivity(0.5 * (x[k] + x[k + 1]), temperature) * (potential - next) / (thermal * spacings[k]);
            rate[k] = (inward - flow) * _scale[k];
            (inward, potential) = (flow, next);
        }
        rate[x.Length - 1] = inward * _scale[^1] + _gain * drive;
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> x, double mean, double drive, double temperature, SparseMatrix jacobian)
    {
        var n = Size;
        var thermal = PhysicalConstants.ThermalEnergy(temperature);
        Span<double> slopes = stackalloc double[4];
        for (var k = 0; k + 1 < n; k++)
        {
            var middle = 0.5 * (x[k] + x[k + 1]);
            var scale = _grid.Areas[k] / (thermal * _grid.Spacings[k]);
            var mobility = _diffusivity.Diffusivity(middle, temperature) * scale;
            var bend = 0.5 * _diffusivity.DiffusivitySlope(middle, temperature) * scale * (Potential(x, k, mean, temperature) - Potential(x, k + 1, mean, temperature));
            // The flow from k to k + 1 by x of k − 1, k, k + 1, k + 2.
            slopes[0] = mobility * _below[k];
            slopes[1] = mobility * (Diagonal(x[k], k, temperature) - _below[k + 1]) + bend;
            slopes[2] = mobility * (_above[k] - Diagonal(x[k + 1], k + 1, temperature)) + bend;
            slopes[3] = -mobility * _above[k + 1];
            for (var c = 0; c < 4; c++)
            {
                var column = k - 1 + c;
                if (column < 0 || column >= n) continue;
                jacobian[k, column] -= slopes[c] * _scale[k];
                jacobian[k + 1, column] += slopes[c] * _scale[k + 1];
            }
        }
        jacobian[n - 1, n] += _gain;
    }

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> x, double mean, double voltage, double temperature) =>
        Surface.CurrentDensity(Host, x[Size - 1], Potential(x, Size - 1, mean, temperature), voltage, temperature);

    /// <inheritdoc/>
    public double? Voltage(ReadOnlySpan<double> x, double mean, double currentDensity, double temperature) =>
        Surface.Voltage(Host, x[Size - 1], Potential(x, Size - 1, mean, temperature), currentDensity, temperature);

    /// <inheritdoc/>
    public double InterfacePotential(ReadOnlySpan<double> x, double mean, double temperature) => Potential(x, Size - 1, mean, temperature);

    /// <inheritdoc/>
    public double InterfacePotentialSlopes(ReadOnlySpan<double> x, double temperature, Span<double> byFilling)
    {
        (byFilling[0], byFilling[1]) = (_below[Size - 1], Diagonal(x[Size - 1], Size - 1, temperature));
        return -_strain;
    }

    /// <inheritdoc/>
    public double FreeEnergy(ReadOnlySpan<double> x, double mean, double temperature)
    {
        var sum = _wetting * _grid.Volumes[^1] * x[Size - 1];
        for (var k = 0; k < Size; k++)
        {
            var w = _grid.Volumes[k];
            sum += w * (Host.FreeEnergy.FreeEnergy(x[k], temperature) + 0.5 * _strain * (x[k] - mean) * (x[k] - mean));
            // ½(κ/ρ)(∂x/∂r)² between two nodes: −½·above·w is half the spring between them.
            if (k + 1 < Size) sum -= 0.5 * _above[k] * w * (x[k + 1] - x[k]) * (x[k + 1] - x[k]);
        }
        return sum;
    }

    /// <inheritdoc/>
    public double Dissipation(ReadOnlySpan<double> x, double mean, double temperature)
    {
        double sum = 0, potential = Potential(x, 0, mean, temperature), thermal = PhysicalConstants.ThermalEnergy(temperature);
        for (var k = 0; k + 1 < Size; k++)
        {
            var fall = potential - Potential(x, k + 1, mean, temperature);
            sum += _grid.Areas[k] * _diffusivity.Diffusivity(0.5 * (x[k] + x[k + 1]), temperature) * fall * fall / (thermal * _grid.Spacings[k]);
            potential -= fall;
        }
        return sum;
    }

    // μ of node k, eV.
    private double Potential(ReadOnlySpan<double> x, int k, double mean, double temperature)
    {
        var sum = Host.FreeEnergy.ChemicalPotential(x[k], temperature) + _strain * (x[k] - mean) + _at[k] * x[k];
        if (k > 0) sum += _below[k] * x[k - 1];
        return k + 1 < x.Length ? sum + _above[k] * x[k + 1] : sum + _wetting;
    }

    private double Diagonal(double x, int k, double temperature) => Host.FreeEnergy.ChemicalPotentialSlope(x, temperature) + _strain + _at[k];

    // ∇²x by the balance of each volume, without the surface term.
    private static (double[] Below, double[] At, double[] Above) Curvature(RadialGrid grid)
    {
        var n = grid.Count;
        var (below, at, above) = (new double[n], new double[n], new double[n]);
        for (var k = 0; k + 1 < n; k++)
        {
            var conductance = grid.Areas[k] / grid.Spacings[k];
            above[k] = conductance / grid.Volumes[k];
            at[k] -= conductance / grid.Volumes[k];
            below[k + 1] = conductance / grid.Volumes[k + 1];
            at[k + 1] -= conductance / grid.Volumes[k + 1];
        }
        return (below, at, above);
    }
}
