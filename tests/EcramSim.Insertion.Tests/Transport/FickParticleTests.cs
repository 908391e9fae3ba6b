using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Transport;

public sealed class FickParticleTests
{
    private const double Diffusivity = 2e-16, Thickness = 1e-7;

    /// <summary>A diffusivity from a formula.</summary>
    internal sealed record Formula(Func<double, double> D) : IDiffusivity
    {
        public double Diffusivity(double x, double temperature) => D(x);
        public double DiffusivitySlope(double x, double temperature) => (D(x + 1e-6) - D(x - 1e-6)) / 2e-6;
        public Interval Validity => Interval.Fraction;
    }

    internal static FickParticle Slab(int nodes, Func<double, double> diffusivity, Geometry geometry = Geometry.Slab) =>
        new(Host() with { Diffusivity = new Formula(diffusivity) }, RadialGrid.Uniform(geometry, Thickness, nodes));

    /// <summary>A particle whose surface filling is held: the problem of the classical series.</summary>
    private sealed class HeldSurface(FickParticle particle, double surface) : IStiffProblem
    {
        private readonly SparseMatrix _work = new(SparsityPattern.FromEntries(particle.Size + 2, particle.Couplings));

        public int Size => particle.Size;
        public SparsityPattern Pattern { get; } = SparsityPattern.Banded(particle.Size, 1, 1);
        public SparseMatrix? Mass { get; } = SparseMatrix.Diagonal([.. Enumerable.Repeat(1.0, particle.Size - 1), 0]);

        public void Rate(double t, ReadOnlySpan<double> y, Span<double> rate)
        {
            particle.Rate(y, 0, 0, 298.15, rate);
            rate[^1] = surface - y[^1];
        }

        public bool Jacobian(double t, ReadOnlySpan<double> y, SparseMatrix jacobian)
        {
            _work.Clear();
            particle.Jacobian(y, 0, 0, 298.15, _work);
            foreach (var (row, column) in Pattern.Entries())
                jacobian[row, column] = row == Size - 1 ? (column == row ? -1 : 0) : _work[row, column];
            return true;
        }
    }

    private static double[] Hold(FickParticle particle, double start, double surface, double time)
    {
        var y = new double[particle.Size];
        Array.Fill(y, start);
        y[^1] = surface;
        var integrator = new Radau(new HeldSurface(particle, surface), 0, y, new StepTolerance(1e-10, 1e-12));
        integrator.Advance(time);
        return integrator.State.ToArray();
    }

    // Zeros of J0 and values of J1 there (Abramowitz and Stegun, table 9.5), for the cylinder.
    private static readonly (double Zero, double J1)[] Bessel =
    [
        (2.404825557695773, 0.519147497289467), (5.520078110286311, -0.340264806200367), (8.653727912911013, 0.271452299908),
        (11.791534439014281, -0.232459831364), (14.930917708487787, 0.206546433070), (18.071063967910924, -0.187728803),
    ];

    // Crank, The Mathematics of Diffusion, sections 4.3, 5.3 and 6.3: (x − xs)/(x0 − xs) at r (in radii) and tau = Dt/R².
    private static double Series(Geometry geometry, double r, double tau)
    {
        var sum = 0.0;
        switch (geometry)
        {
            case Geometry.Slab:
                for (var n = 0; n < 60; n++)
                {
                    var k = (n + 0.5) * Math.PI;
                    sum += 2 / k * (n % 2 == 0 ? 1 : -1) * Math.Cos(k * r) * Math.Exp(-k * k * tau);
                }
                return sum;
            case Geometry.Cylinder:
                foreach (var (zero, j1) in Bessel) sum += 2 * J0(zero * r) / (zero * j1) * Math.Exp(-zero * zero * tau);
                return sum;
            default:
                for (var n = 1; n < 60; n++)
                    sum += 2 * (n % 2 == 1 ? 1 : -1) * (r == 0 ? 1 : Math.Sin(n * Math.PI * r) / (n * Math.PI * r)) * Math.Exp(-n * n * Math.PI * Math.PI * tau);
                return sum;
        }
    }

    // J0(x) = 1/π ∫ cos(x sin u) du, by the trapezoidal rule, exact to rounding for a periodic integrand.
    private static double J0(double x)
    {
        var sum = 0.0;
        for (var k = 0; k < 64; k++) sum += Math.Cos(x * Math.Sin(2 * Math.PI * k / 64));
        return sum / 64;
    }

    [Theory]
    [InlineData(Geometry.Slab, false), InlineData(Geometry.Cylinder, false), InlineData(Geometry.Sphere, false)]
    [InlineData(Geometry.Slab, true), InlineData(Geometry.Cylinder, true), InlineData(Geometry.Sphere, true)]
    public void Constant_surface_value_converges_to_the_series_with_second_order(Geometry geometry, bool graded)
    {
        const double x0 = 0.1, xs = 0.8, tau = 0.12;
        double[] errors = [Error(11), Error(21), Error(41)];
        Assert.True(errors[2] < 4e-4, $"{errors[2]}");
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.8, 2.2);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 1.85, 2.15);

        double Error(int nodes)
        {
            var grid = graded ? RadialGrid.Graded(geometry, Thickness, nodes, 4) : RadialGrid.Uniform(geometry, Thickness, nodes);
            var particle = new FickParticle(Host() with { Diffusivity = new ConstantDiffusivity(new(Diffusivity)) }, grid);
            var y = Hold(particle, x0, xs, tau * Thickness * Thickness / Diffusivity);
            return Enumerable.Range(0, nodes).Max(k => Math.Abs(y[k] - (xs + (x0 - xs) * Series(geometry, grid.Nodes[k] / Thickness, tau))));
        }
    }

    [Fact]
    public void Diffusivity_that_depends_on_filling_agrees_with_another_scheme()
    {
        // Vertex-centred Kirchhoff volumes with SciPy's Radau, 200 to 800 nodes, extrapolated: D = D0(1 + 3x), surface at 0.8, start 0.1, D0 t/L² = 0.05.
        const double mean = 0.385972829;
        double[] errors = [Error(21), Error(41), Error(81)];
        Assert.True(errors[2] < 1e-4, $"{errors[2]}");
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 1.7, 2.4);

        static double Error(int nodes)
        {
            var slab = Slab(nodes, x => Diffusivity * (1 + 3 * x));
            return Math.Abs(slab.Grid.Mean(Hold(slab, 0.1, 0.8, 0.05 * Thickness * Thickness / Diffusivity)) - mean);
        }
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Ions_are_conserved(bool potentiostatic)
    {
        var host = Host();
        var slab = Slab(31, x => Diffusivity * (0.2 + x * (1 - x)));
        IStep step = potentiostatic ? new PotentiostaticStep(host.OpenCircuitVoltage(0.7, 298.15), 100, StepLimits.None)
            : new GalvanostaticStep(0.02, 500, StepLimits.None);
        var result = StepRunner.Run(slab, 0.2, step, 298.15);
        Assert.Equal(Termination.TimeReached, result.Termination);
        var gained = slab.Grid.Mean([.. result.State]) - 0.2;
        Assert.True(gained > 0.01);
        // The charge is integrated apart from the state.
        Assert.Equal(1, gained / result.ChargePassed, 1e-12);
        if (!potentiostatic) Assert.Equal(1, result.ChargePassed / (0.02 * 500 / (host.ChargeDensity * Thickness)), 1e-12);
    }

    [Fact]
    public void Closed_slab_levels_out_and_keeps_every_ion()
    {
        var slab = Slab(25, x => Diffusivity * (0.1 + x * x));
        var y = Enumerable.Range(0, 25).Select(i => 0.1 + 0.7 * i / 24).ToArray();
        var result = StepRunner.Run(slab, y, new GalvanostaticStep(0, 1000, StepLimits.None), 298.15);
        Assert.Equal(1, slab.Grid.Mean([.. result.State]) / slab.Grid.Mean(y), 1e-13);
        Assert.True(result.State.Max() - result.State.Min() < 1e-4);
    }

    [Fact]
    public void Fast_diffusion_is_the_homogeneous_particle()
    {
        var host = Host();
        var slab = Slab(5, _ => 1e-8);
        var homogeneous = new HomogeneousParticle(host, 1 / Thickness);
        var times = Enumerable.Range(1, 9).Select(k => 5.0 * k).ToArray();
        foreach (IStep step in new IStep[] { new GalvanostaticStep(0.05, 50, StepLimits.None), new PotentiostaticStep(host.OpenCircuitVoltage(0.6, 298.15), 50, StepLimits.None) })
        {
            var (a, b) = (StepRunner.Run(slab, 0.2, step, 298.15, new(times)), StepRunner.Run(homogeneous, 0.2, step, 298.15, new(times)));
            Assert.Equal(a.Points.Count, b.Points.Count);
            foreach (var (p, q) in a.Points.Zip(b.Points))
            {
                Assert.Equal(q.Filling, p.Filling, 1e-6);
                Assert.Equal(q.Voltage, p.Voltage, 1e-6);
            }
        }
    }

    [Fact]
    public void Larger_area_scales_nothing_but_the_pace()
    {
        // Halving the thickness at equal current density doubles the rate of filling.
        var host = Host();
        var thin = StepRunner.Run(new HomogeneousParticle(host, 2e7), 0.2, new GalvanostaticStep(0.05, 10, StepLimits.None), 298.15, new([]));
        var thick = StepRunner.Run(new HomogeneousParticle(host, 1e7), 0.2, new GalvanostaticStep(0.05, 20, StepLimits.None), 298.15, new([]));
        Assert.Equal(thick.Points[^1].Filling, thin.Points[^1].Filling, 1e-13);
        Assert.Equal(thick.Points[^1].Voltage, thin.Points[^1].Voltage, 1e-12);
    }

    internal static Host Host(IFreeEnergy? freeEnergy = null, IInsertionKinetics? kinetics = null) => new("test", "test host", "X", "Li+", 1, 2e4,
        "Li/Li+", 3, freeEnergy ?? new LinearLatticeGas(0.3), kinetics ?? new ButlerVolmer(new Arrhenius(5), 0.5, ExchangeCurrent.Concentration),
        null, null, Array.Empty<ParameterRecord>());
}
