using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Allen–Cahn reaction: a thin platelet, filled evenly through its thickness, that takes up ions everywhere on its two facets at one potential
/// (Bai, Cogswell and Bazant 2011): ∂x/∂t = i(x, μ, V)·(2/thickness)/(|z|F·c) along the facet, μ = μ_h(x) − (κ/ρ)∂²x + (B/ρ)(x − x̄). Beyond
/// both ends lies the wetted filling, or, without one, κ∂x/∂n = dγ/dx. Ions may also diffuse along the facet. Finite volumes of second order.
/// </summary>
public sealed class AllenCahnParticle : IParticle
{
    private readonly double[] _widths, _weights, _distances, _below, _at, _above, _fixed;
    private readonly double _gain, _strain;
    private readonly IDiffusivity? _surface;

    /// <summary>A facet of cells of given <paramref name="widths"/>.</summary>
    /// <param name="host">With a phase field.</param>
    /// <param name="thickness">Between the two facets, m.</param>
    /// <param name="widths">Along the facet, m; at least 2, all equal for <see cref="Discretization.Mpet"/>.</param>
    /// <param name="discretization">The scheme.</param>
    /// <param name="surfaceDiffusion">Mobility times kT along the facet, m²/s; none where null.</param>
    /// <exception cref="ArgumentException">The host has no gradient energy, or the cells do not suit the scheme.</exception>
    public AllenCahnParticle(Host host, double thickness, IReadOnlyList<double> widths, Discretization discretization = Discretization.Conservative, IDiffusivity? surfaceDiffusion = null)
    {
        var field = host.PhaseField ?? throw new ArgumentException($"host {host.Id} has no gradient energy");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(thickness);
        ArgumentOutOfRangeException.ThrowIfLessThan(widths.Count, 2);
        if (widths.Any(w => !(w > 0))) throw new ArgumentException("the widths must be positive", nameof(widths));
        var isMpet = discretization == Discretization.Mpet;
        if (isMpet && (field.WettedFilling is null || widths.Any(w => Math.Abs(w / widths[0] - 1) > 1e-9)))
            throw new ArgumentException("MPET's scheme needs cells of equal width and a wetted filling");
        (Host, AreaPerVolume, _widths, _surface) = (host, 2 / thickness, [.. widths], surfaceDiffusion);
        var n = _widths.Length;
        Length = _widths.Sum();
        _weights = [.. _widths.Select(w => w / Length)];
        _gain = AreaPerVolume / host.ChargeDensity;
        _strain = field.CoherencyPotential(host.SiteDensity);
        (_below, _at, _above, _fixed, _distances) = (new double[n], new double[n], new double[n], new double[n], new double[n - 1]);
        var gradient = field.GradientPotential(host.SiteDensity);
        for (var k = 0; k + 1 < n; k++)
        {
            _distances[k] = 0.5 * (_widths[k] + _widths[k + 1]);
            Couple(k, _above, gradient / (_distances[k] * _widths[k]));
            Couple(k + 1, _below, gradient / (_distances[k] * _widths[k + 1]));
        }
        foreach (var k in new[] { 0, n - 1 })
        {
            if (field.WettedFilling is { } wetted)
            {
                var conductance = gradient / ((isMpet ? 1 : 0.5) * _widths[k] * _widths[k]);
                _at[k] += conductance;
                _fixed[k] -= conductance * wetted;
            }
            else _fixed[k] -= gradient * field.SurfaceEnergySlope / field.GradientEnergy / _widths[k];
        }
    }

    /// <summary>A facet of <paramref name="length"/> (m) in <paramref name="cells"/> equal cells.</summary>
    public AllenCahnParticle(Host host, double thickness, double length, int cells, Discretization discretization = Discretization.Conservative, IDiffusivity? surfaceDiffusion = null)
        : this(host, thickness, [.. Enumerable.Repeat(length / cells, cells)], discretization, surfaceDiffusion)
    {
    }

    /// <inheritdoc/>
    public Host Host { get; }

    /// <summary>Along the facet, m.</summary>
    public double Length { get; }

    /// <summary>Width of each cell, m.</summary>
    public ReadOnlySpan<double> Widths => _widths;

    /// <inheritdoc/>
    public double AreaPerVolume { get; }

    /// <inheritdoc/>
    public int Size => _widths.Length;

    /// <inheritdoc/>
    public bool IsDrivenByPotential => true;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => _weights;

    /// <inheritdoc/>
    public int InterfaceUnknowns => 0;

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings
    {
        get
        {
            var band = _surface is null ? 1 : 2;
            return SparsityPattern.BandEntries(Size, band, band).Concat(Enumerable.Range(0, Size).SelectMany(k => new[] { (k, Size), (k, Size + 1) }));
        }
    }

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> x) => Extreme.Of(x);

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> x, double mean, double drive, double temperature, Span<double> rate)
    {
        for (var k = 0; k < x.Length; k++)
            rate[k] = _gain * Surface.CurrentDensity(Host, x[k], Potential(x, k, mean, temperature), drive, temperature);
        if (_surface is null) return;
        for (var k = 0; k + 1 < x.Length; k++)
        {
            var flow = Mobility(_surface, x, k, temperature) * (Potential(x, k, mean, temperature) - Potential(x, k + 1, mean, temperature));
            rate[k] -= flow / _widths[k];
            rate[k + 1] += flow / _widths[k + 1];
        }
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> x, double mean, double drive, double temperature, SparseMatrix jacobian)
    {
        var n = Size;
        for (var k = 0; k < n; k++)
        {
            var slopes = SurfaceSlopes.At(Host, x[k], Potential(x, k, mean, temperature), drive, temperature);
            var byPotential = _gain * slopes.Potential;
            if (k > 0) jacobian[k, k - 1] += byPotential * _below[k];
            jacobian[k, k] += _gain * slopes.Filling + byPotential * Diagonal(x[k], k, temperature);
            if (k + 1 < n) jacobian[k, k + 1] += byPotential * _above[k];
            jacobian[k, n] += _gain * slopes.Voltage;
            jacobian[k, n + 1] -= byPotential * _strain;
        }
        if (_surface is not null) AddSurfaceDiffusion(_surface, x, mean, temperature, jacobian);
    }

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> x, double mean, double voltage, double temperature)
    {
        var sum = 0.0;
        for (var k = 0; k < x.Length; k++)
            sum += _weights[k] * Surface.CurrentDensity(Host, x[k], Potential(x, k, mean, temperature), voltage, temperature);
        return sum;
    }

    /// <inheritdoc/>
    public double? Voltage(ReadOnlySpan<double> x, double mean, double currentDensity, double temperature)
    {
        var state = x.ToArray();
        var guess = 0.0;
        for (var k = 0; k < state.Length; k++) guess += _weights[k] * Surface.Equilibrium(Host, Potential(state, k, mean, temperature));
        return SharedPotential.Find(v => CurrentDensity(state, mean, v, temperature), guess, currentDensity, PhysicalConstants.ThermalEnergy(temperature));
    }

    // μ of cell k, eV.
    private double Potential(ReadOnlySpan<double> x, int k, double mean, double temperature)
    {
        var sum = Host.FreeEnergy.ChemicalPotential(x[k], temperature) + _strain * (x[k] - mean) + _at[k] * x[k] + _fixed[k];
        if (k > 0) sum += _below[k] * x[k - 1];
        if (k + 1 < x.Length) sum += _above[k] * x[k + 1];
        return sum;
    }

    private double Diagonal(double x, int k, double temperature) => Host.FreeEnergy.ChemicalPotentialSlope(x, temperature) + _strain + _at[k];

    private double Mobility(IDiffusivity surface, ReadOnlySpan<double> x, int k, double temperature) =>
        surface.Diffusivity(0.5 * (x[k] + x[k + 1]), temperature) / (PhysicalConstants.ThermalEnergy(temperature) * _distances[k]);

    private void AddSurfaceDiffusion(IDiffusivity surface, ReadOnlySpan<double> x, double mean, double temperature, SparseMatrix jacobian)
    {
        Span<double> slopes = stackalloc double[4];
        for (var k = 0; k + 1 < Size; k++)
        {
            var mobility = Mobility(surface, x, k, temperature);
            var bend = 0.5 * surface.DiffusivitySlope(0.5 * (x[k] + x[k + 1]), temperature) / (PhysicalConstants.ThermalEnergy(temperature) * _distances[k])
                * (Potential(x, k, mean, temperature) - Potential(x, k + 1, mean, temperature));
            slopes[0] = mobility * _below[k];
            slopes[1] = mobility * (Diagonal(x[k], k, temperature) - _below[k + 1]) + bend;
            slopes[2] = mobility * (_above[k] - Diagonal(x[k + 1], k + 1, temperature)) + bend;
            slopes[3] = -mobility * _above[k + 1];
            for (var c = 0; c < 4; c++)
            {
                var column = k - 1 + c;
                if (column < 0 || column >= Size) continue;
                jacobian[k, column] -= slopes[c] / _widths[k];
                jacobian[k + 1, column] += slopes[c] / _widths[k + 1];
            }
        }
    }

    // A neighbour in −(κ/ρ)∂²x.
    private void Couple(int k, double[] side, double conductance)
    {
        side[k] -= conductance;
        _at[k] += conductance;
    }
}
