using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Diffusion across a slab with one open face, ∂x/∂t = ∂/∂z[D(x) ∂x/∂z], in equal finite volumes: what leaves a cell enters its
/// neighbour, so ions are conserved to rounding; second order in the cell size. Cell 0 lies at the open face, where
/// D(x_s − x₀)/(h/2) = i/(|z|F·c) with D half way between; the other face is closed.
/// </summary>
public sealed class FickSlab : IParticle
{
    private readonly double _h;

    /// <summary>A slab of <paramref name="cells"/> volumes.</summary>
    /// <param name="host">The material.</param>
    /// <param name="thickness">From the open to the closed face, m.</param>
    /// <param name="cells">At least 2.</param>
    /// <param name="diffusivity">D(x, T) in m²/s, positive on (0, 1); the host's constant where null.</param>
    /// <exception cref="ArgumentException">Neither the host nor the argument gives a diffusivity.</exception>
    public FickSlab(Host host, double thickness, int cells, Func<double, double, double>? diffusivity = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(thickness);
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 2);
        if (diffusivity is null && host.Diffusivity is null) throw new ArgumentException($"host {host.Id} has no diffusivity");
        (Host, Thickness, Size, _h) = (host, thickness, cells, thickness / cells);
        Diffusivity = diffusivity ?? ((x, temperature) => host.Diffusivity!.Diffusivity(x, temperature));
    }

    /// <inheritdoc/>
    public Host Host { get; }

    /// <summary>From the open to the closed face, m.</summary>
    public double Thickness { get; }

    /// <summary>D(x, T) in m²/s.</summary>
    public Func<double, double, double> Diffusivity { get; }

    /// <inheritdoc/>
    public double AreaPerVolume => 1 / Thickness;

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public double SurfaceGain => 1 / (Host.ChargeDensity * _h);

    /// <inheritdoc/>
    public double MeanFilling(ReadOnlySpan<double> state)
    {
        var sum = 0.0;
        foreach (var x in state[..Size]) sum += x;
        return sum / Size;
    }

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> state, double currentDensity, double temperature)
    {
        var x0 = state[0];
        var supply = currentDensity / Host.ChargeDensity * (0.5 * _h);
        // A fixed point that contracts while D changes little over the half cell; constant D needs one pass.
        var surface = x0 + supply / Diffusivity(x0, temperature);
        for (var i = 0; i < 100; i++)
        {
            var next = x0 + supply / Diffusivity(0.5 * (x0 + surface), temperature);
            if (Math.Abs(next - surface) <= 1e-15) return next;
            surface = next;
        }
        return double.NaN; // No surface filling carries this current.
    }

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> state, double voltage, double temperature)
    {
        var x0 = state[0];
        if (!(x0 is > 0 and < 1)) return double.NaN;
        // Interface and half cell in series: i falls and the diffusive supply rises with the surface filling.
        double Interface(double x) =>
            Host.Kinetics.CurrentDensity(Host.Interface(x, temperature), voltage - Host.OpenCircuitVoltage(x, temperature));
        double Residual(double x) => Interface(x) - Inflow(x, x0, temperature) * Host.ChargeDensity;
        var range = Host.FreeEnergy.Validity.Intersect(Interval.Open(1e-12, 1 - 1e-12));
        var here = Residual(x0);
        if (here == 0) return 0;
        var end = here > 0 ? range.Maximum : range.Minimum;
        if (Residual(end) > 0 == here > 0) return double.NaN;
        return Inflow(BracketedRoot.Find(Residual, x0, end), x0, temperature) * Host.ChargeDensity;
    }

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> state, double currentDensity, double temperature, Span<double> rate) =>
        Rate(state, currentDensity / Host.ChargeDensity, rate, temperature);

    /// <summary>
    /// dy/dt in 1/s with the surface held at <paramref name="surfaceFilling"/> instead of a current: the boundary condition of the
    /// classical series solutions. Returns the inflow in m/s (filling times velocity).
    /// </summary>
    public double RateAtSurface(ReadOnlySpan<double> state, double surfaceFilling, double temperature, Span<double> rate)
    {
        var inflow = Inflow(surfaceFilling, state[0], temperature);
        Rate(state, inflow, rate, temperature);
        return inflow;
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> state, double temperature, Span<double> jacobian, int stride)
    {
        var scale = 1 / (_h * _h);
        for (var i = 0; i + 1 < Size; i++)
        {
            var middle = 0.5 * (state[i] + state[i + 1]);
            var d = Diffusivity(middle, temperature);
            const double step = 1e-6;
            var slope = (Diffusivity(middle + step, temperature) - Diffusivity(middle - step, temperature)) / (2 * step);
            // Flux from i to i + 1 is d·(x_i − x_{i+1}); the two rows get it with opposite signs, so columns sum to zero.
            var byLeft = (d + 0.5 * slope * (state[i] - state[i + 1])) * scale;
            var byRight = (-d + 0.5 * slope * (state[i] - state[i + 1])) * scale;
            jacobian[i * stride + i] -= byLeft;
            jacobian[i * stride + i + 1] -= byRight;
            jacobian[(i + 1) * stride + i] += byLeft;
            jacobian[(i + 1) * stride + i + 1] += byRight;
        }
    }

    private double Inflow(double surface, double first, double temperature) =>
        Diffusivity(0.5 * (surface + first), temperature) * (surface - first) / (0.5 * _h);

    private void Rate(ReadOnlySpan<double> state, double inflow, Span<double> rate, double temperature)
    {
        var flux = inflow;
        for (var i = 0; i < Size; i++)
        {
            var next = i + 1 < Size ? Diffusivity(0.5 * (state[i] + state[i + 1]), temperature) * (state[i] - state[i + 1]) / _h : 0;
            rate[i] = (flux - next) / _h;
            flux = next;
        }
    }
}
