using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Transport;

public sealed class FickSlabTests
{
    private const double Diffusivity = 2e-16, Thickness = 1e-7;

    /// <summary>A slab whose surface filling is held: the problem of the classical series.</summary>
    private sealed class HeldSurface(FickSlab slab, double surface) : IStiffProblem
    {
        public int Size => slab.Size;
        public void Rate(double t, ReadOnlySpan<double> y, Span<double> rate) => slab.RateAtSurface(y, surface, 298.15, rate);
    }

    [Fact]
    public void Constant_surface_value_converges_to_the_series_with_second_order()
    {
        double[] errors = [Error(10), Error(20), Error(40)];
        Assert.True(errors[2] < 2e-4, $"{errors[2]}");
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.9, 2.1);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 1.9, 2.1);

        static double Error(int cells)
        {
            const double x0 = 0.1, xs = 0.8, tau = 0.15; // Dt/L²
            var slab = new FickSlab(Host(), Thickness, cells, (_, _) => Diffusivity);
            var y = new double[cells];
            Array.Fill(y, x0);
            var integrator = new Radau(new HeldSurface(slab, xs), 0, y, new StepTolerance(1e-10, 1e-12));
            integrator.Advance(tau * Thickness * Thickness / Diffusivity);
            var worst = 0.0;
            for (var i = 0; i < cells; i++)
            {
                // Crank, The Mathematics of Diffusion, section 4.3.2: open face at z = 0, closed at z = 1.
                double z = (i + 0.5) / cells, sum = 0;
                for (var n = 0; n < 60; n++)
                {
                    var k = (n + 0.5) * Math.PI;
                    sum += 2 / k * Math.Sin(k * z) * Math.Exp(-k * k * tau);
                }
                worst = Math.Max(worst, Math.Abs(integrator.State[i] - (xs + (x0 - xs) * sum)));
            }
            return worst;
        }
    }

    [Fact]
    public void Diffusivity_that_depends_on_filling_agrees_with_another_scheme()
    {
        // Vertex-centred Kirchhoff volumes with SciPy's Radau, 200 to 800 nodes, extrapolated: D = D0(1 + 3x), surface at 0.8, start 0.1, D0 t/L² = 0.05.
        const double mean = 0.385972829;
        double[] errors = [Error(20), Error(40), Error(80)];
        Assert.True(errors[2] < 1e-4, $"{errors[2]}");
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.8, 2.3);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 1.8, 2.3);

        static double Error(int cells)
        {
            var slab = new FickSlab(Host(), Thickness, cells, (x, _) => Diffusivity * (1 + 3 * x));
            var y = new double[cells];
            Array.Fill(y, 0.1);
            var integrator = new Radau(new HeldSurface(slab, 0.8), 0, y, new StepTolerance(1e-9, 1e-11));
            integrator.Advance(0.05 * Thickness * Thickness / Diffusivity);
            return Math.Abs(integrator.State.ToArray().Average() - mean);
        }
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Ions_are_conserved(bool potentiostatic)
    {
        var host = Host();
        var slab = new FickSlab(host, Thickness, 30, (x, _) => Diffusivity * (0.2 + x * (1 - x)));
        IStep step = potentiostatic ? new PotentiostaticStep(host.OpenCircuitVoltage(0.7, 298.15), 100, StepLimits.None)
            : new GalvanostaticStep(0.02, 500, StepLimits.None);
        var result = StepRunner.Run(slab, 0.2, step, 298.15);
        Assert.Equal(Termination.TimeReached, result.Termination);
        var gained = result.State.Average() - 0.2;
        Assert.True(gained > 0.01);
        // The charge is integrated apart from the state.
        Assert.Equal(1, gained / result.ChargePassed, 1e-12);
        if (!potentiostatic) Assert.Equal(1, result.ChargePassed / (0.02 * 500 / (host.ChargeDensity * Thickness)), 1e-12);
    }

    [Fact]
    public void Closed_slab_levels_out_and_keeps_every_ion()
    {
        var slab = new FickSlab(Host(), Thickness, 25, (x, _) => Diffusivity * (0.1 + x * x));
        var y = Enumerable.Range(0, 25).Select(i => 0.1 + 0.7 * i / 24).ToArray();
        var result = StepRunner.Run(slab, y, new GalvanostaticStep(0, 1000, StepLimits.None), 298.15);
        Assert.Equal(1, result.State.Average() / y.Average(), 1e-13);
        Assert.True(result.State.Max() - result.State.Min() < 1e-4);
    }

    [Fact]
    public void Fast_diffusion_is_the_homogeneous_particle()
    {
        var host = Host();
        var slab = new FickSlab(host, Thickness, 5, (_, _) => 1e-8);
        var homogeneous = new HomogeneousParticle(host, 1 / Thickness);
        var times = Enumerable.Range(1, 9).Select(k => 5.0 * k).ToArray();
        foreach (IStep step in new IStep[] { new GalvanostaticStep(0.05, 50, StepLimits.None), new PotentiostaticStep(host.OpenCircuitVoltage(0.6, 298.15), 50, StepLimits.None) })
        {
            var (a, b) = (StepRunner.Run(slab, 0.2, step, 298.15, times), StepRunner.Run(homogeneous, 0.2, step, 298.15, times));
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
        var thin = StepRunner.Run(new HomogeneousParticle(host, 2e7), 0.2, new GalvanostaticStep(0.05, 10, StepLimits.None), 298.15, []);
        var thick = StepRunner.Run(new HomogeneousParticle(host, 1e7), 0.2, new GalvanostaticStep(0.05, 20, StepLimits.None), 298.15, []);
        Assert.Equal(thick.Points[^1].Filling, thin.Points[^1].Filling, 1e-13);
        Assert.Equal(thick.Points[^1].Voltage, thin.Points[^1].Voltage, 1e-12);
    }

    internal static Host Host(IFreeEnergy? freeEnergy = null, IInsertionKinetics? kinetics = null) => new("test", "test host", "X", "Li+", 1, 2e4,
        "Li/Li+", 3, freeEnergy ?? new LinearLatticeGas(0.3), kinetics ?? new ButlerVolmer(new Arrhenius(5), 0.5, ExchangeCurrent.Concentration),
        null, null, Array.Empty<ParameterRecord>());
}
