using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Fluxes of salt and charge through the faces of a porous grid, and their derivatives: i = g_κ[RT/F·Δw − Δφ], N = −g_D Δc + t₊ i/F, with Δw the
/// diffusion potential χΔln c. What leaves one volume enters its neighbour. Not thread-safe: holds the properties of the last concentrations.
/// </summary>
/// <param name="solution">The solution.</param>
/// <param name="grid">Where it stands.</param>
/// <param name="temperature">K.</param>
/// <param name="scheme">How conductances are averaged.</param>
public sealed class SaltTransport(ISaltSolution solution, PorousGrid grid, double temperature, PorousScheme scheme)
{
    private readonly double _thermal = PhysicalConstants.Gas * temperature / PhysicalConstants.Faraday;
    private readonly SaltProperties[] _properties = new SaltProperties[grid.Count];
    private readonly double[] _concentrations = new double[grid.Count];

    /// <summary>Flux of salt N (mol/(m² s)) and current i (A/m²) at the face to the right of a volume, with slopes against c of both sides and the potential left (that right has the other sign).</summary>
    public readonly record struct Face(double Salt, double Current, double SaltByLeft, double SaltByRight, double SaltByPotential,
        double CurrentByLeft, double CurrentByRight, double CurrentByPotential);

    /// <summary>Takes the concentrations (mol/m³) for the faces that follow.</summary>
    public void Set(ReadOnlySpan<double> concentrations)
    {
        concentrations[..grid.Count].CopyTo(_concentrations);
        for (var k = 0; k < grid.Count; k++) _properties[k] = solution.At(concentrations[k], temperature);
    }

    /// <summary>The face between volumes <paramref name="k"/> and k + 1, where the potential falls by <paramref name="drop"/> (V) from left to right.</summary>
    public Face At(int k, double drop)
    {
        var (a, b) = (_properties[k], _properties[k + 1]);
        var (ca, cb) = (_concentrations[k], _concentrations[k + 1]);
        var (g, gA, gB) = scheme == PorousScheme.Pybamm ? Average(k, a, b) : Series(k, a.Conductivity, a.ConductivitySlope, b.Conductivity, b.ConductivitySlope);
        double w, wA, wB;
        if (scheme == PorousScheme.Pybamm)
        {
            var slope = 0.5 * (a.DiffusionFactor / ca + b.DiffusionFactor / cb);
            w = slope * (cb - ca);
            wA = -slope + 0.5 * (a.DiffusionFactorSlope - a.DiffusionFactor / ca) / ca * (cb - ca);
            wB = slope + 0.5 * (b.DiffusionFactorSlope - b.DiffusionFactor / cb) / cb * (cb - ca);
        }
        else
        {
            var (factor, ratio) = (0.5 * (a.DiffusionFactor + b.DiffusionFactor), Math.Log(cb / ca));
            w = factor * ratio;
            wA = -factor / ca + 0.5 * a.DiffusionFactorSlope * ratio;
            wB = factor / cb + 0.5 * b.DiffusionFactorSlope * ratio;
        }
        var drive = _thermal * w + drop;
        var current = g * drive;
        var (currentA, currentB) = (gA * drive + g * _thermal * wA, gB * drive + g * _thermal * wB);
        var carried = Carried(k, current);
        var share = Share(k);
        return new(carried.Salt, current, carried.SaltByLeft + share * currentA, carried.SaltByRight + share * currentB, share * g, currentA, currentB, g);
    }

    /// <summary>As <see cref="At"/>, where the current (A/m²) is known instead of the potential; only N and its slopes at fixed current.</summary>
    public Face Carried(int k, double current)
    {
        var (a, b) = (_properties[k], _properties[k + 1]);
        var (g, gA, gB) = Series(k, a.Diffusivity, a.DiffusivitySlope, b.Diffusivity, b.DiffusivitySlope);
        var difference = _concentrations[k + 1] - _concentrations[k];
        const double f = PhysicalConstants.Faraday;
        return new(Share(k) * current - g * difference, current,
            g - gA * difference + 0.5 * a.TransferenceSlope * current / f, -g - gB * difference + 0.5 * b.TransferenceSlope * current / f, 0, 0, 0, 0);
    }

    /// <summary>Salt that one unit of charge carries over the face, t₊/F in mol/C.</summary>
    public double Share(int k) => 0.5 * (_properties[k].Transference + _properties[k + 1].Transference) / PhysicalConstants.Faraday;

    // Two half cells one after the other, per area.
    private (double Value, double ByLeft, double ByRight) Series(int k, double a, double aSlope, double b, double bSlope)
    {
        var left = 0.5 * grid.Widths[k] / (a * grid.Efficiencies[k]);
        var right = 0.5 * grid.Widths[k + 1] / (b * grid.Efficiencies[k + 1]);
        var g = 1 / (left + right);
        return (g, g * g * left * aSlope / a, g * g * right * bSlope / b);
    }

    private (double Value, double ByLeft, double ByRight) Average(int k, in SaltProperties a, in SaltProperties b)
    {
        var distance = grid.Widths[k] + grid.Widths[k + 1];
        var (left, right) = (grid.Efficiencies[k] / distance, grid.Efficiencies[k + 1] / distance);
        return (a.Conductivity * left + b.Conductivity * right, a.ConductivitySlope * left, b.ConductivitySlope * right);
    }
}
