using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Tests.Transport;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Protocols;

public sealed class StepTests
{
    private static HomogeneousParticle Particle(IFreeEnergy? freeEnergy = null, IInsertionKinetics? kinetics = null) =>
        new(FickParticleTests.Host(freeEnergy, kinetics), 1e7);

    [Fact]
    public void Galvanostatic_curve_is_open_circuit_plus_overpotential()
    {
        var particle = Particle(new RegularSolution(0.06));
        var current = GalvanostaticStep.CurrentOfRate(particle, 3);
        var result = StepRunner.Run(particle, 0.1, new GalvanostaticStep(current, 900, StepLimits.None), 310);
        Assert.Equal(Termination.TimeReached, result.Termination);
        Assert.True(result.Points.Count > 100);
        const double kt = 1.380649e-23 * 310 / 1.602176634e-19;
        foreach (var p in result.Points)
        {
            // 3C for t seconds; U by hand; α = ½ inverts to an asinh.
            var x = 0.1 + 3 * p.Time / 3600;
            Assert.Equal(x, p.Filling, 1e-12);
            var u = 3 - (kt * Math.Log(x / (1 - x)) + 0.06 * (1 - 2 * x));
            var eta = -2 * kt * Math.Asinh(current / (2 * 5 * Math.Sqrt(x * (1 - x))));
            Assert.Equal(u + eta, p.Voltage, 1e-11);
        }
    }

    [Fact]
    public void Voltage_limit_is_located_and_not_passed()
    {
        var particle = Particle();
        var step = new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(particle, 1), 1e5, new StepLimits(MinimumVoltage: 2.7));
        var result = StepRunner.Run(particle, 0.001, step, 298.15);
        Assert.Equal(Termination.VoltageReached, result.Termination);
        Assert.Contains("lower limit of 2.7 V", result.Explanation, StringComparison.Ordinal);
        Assert.Equal(2.7, result.Points[^1].Voltage, 1e-9);
        Assert.All(result.Points, p => Assert.True(p.Voltage >= 2.7));
        // The curve is dense where the voltage falls, and in the order of time.
        foreach (var (p, q) in result.Points.Zip(result.Points.Skip(1))) Assert.True(q.Time > p.Time && Math.Abs(q.Voltage - p.Voltage) <= StepRunner.VoltageStep);
    }

    [Fact]
    public void Filling_limit_is_located_in_both_directions()
    {
        var particle = Particle();
        var rate = GalvanostaticStep.CurrentOfRate(particle, 1);
        var up = StepRunner.Run(particle, 0.3, new GalvanostaticStep(rate, 1e5, new StepLimits(MaximumFilling: 0.45)), 298.15);
        Assert.Equal((Termination.FillingReached, true), (up.Termination, Math.Abs(up.Points[^1].Filling - 0.45) < 1e-12));
        Assert.Equal(0.15 * 3600, up.Points[^1].Time, 1e-7);
        var down = StepRunner.Run(particle, 0.3, new GalvanostaticStep(-rate, 1e5, new StepLimits(MinimumFilling: 0.2)), 298.15);
        Assert.Equal((Termination.FillingReached, true), (down.Termination, Math.Abs(down.Points[^1].Filling - 0.2) < 1e-12));
    }

    [Fact]
    public void Coupled_transfer_ends_where_its_largest_current_falls_below_the_one_imposed()
    {
        var particle = Particle(null, new CoupledIonElectronTransfer(new Arrhenius(4), 0.2, true));
        var result = StepRunner.Run(particle, 0.3, new GalvanostaticStep(1, 1e6, StepLimits.None), 298.15);
        Assert.Equal(Termination.CurrentExceedsLaw, result.Termination);
        Assert.Contains("exceeds the largest rate of the kinetics law", result.Explanation, StringComparison.Ordinal);
        // x_end = 1 − I/(k0* c₊).
        Assert.Equal(0.75, result.Points[^1].Filling, 1e-9);
    }

    [Fact]
    public void Current_beyond_the_law_at_the_start_gives_no_point_but_a_reason()
    {
        var particle = Particle(null, new Marcus(new Arrhenius(1), 0.2));
        var result = StepRunner.Run(particle, 0.3, new GalvanostaticStep(100, 10, StepLimits.None), 298.15);
        Assert.Equal(Termination.CurrentExceedsLaw, result.Termination);
        Assert.Empty(result.Points);
        Assert.StartsWith("at the start", result.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Slow_diffusion_ends_where_the_surface_is_full()
    {
        var slab = FickParticleTests.Slab(41, _ => 1e-17);
        var current = GalvanostaticStep.CurrentOfRate(slab, 30);
        var result = StepRunner.Run(slab, 0.3, new GalvanostaticStep(current, 1e5, StepLimits.None), 298.15);
        Assert.Equal(Termination.SurfaceAtEndOfRange, result.Termination);
        Assert.True(result.Points[^1].Filling < 0.9);
        // Sand's equation for a half space: the surface gains 2 i/(Fc) √(t/πD); here the layer stays thin against the slab.
        var t = Math.PI * 1e-17 * Math.Pow(0.7 * slab.Host.ChargeDensity / (2 * current), 2);
        Assert.True(t * 1e-17 < 0.1 * 1e-14);
        Assert.Equal(t, result.Points[^1].Time, 0.02 * t);
    }

    [Fact]
    public void Potentiostatic_step_relaxes_to_the_filling_of_that_voltage()
    {
        var particle = Particle();
        var voltage = particle.Host.OpenCircuitVoltage(0.55, 298.15);
        var result = StepRunner.Run(particle, 0.2, new PotentiostaticStep(voltage, 1e6, new StepLimits(CutoffCurrent: 1e-6)), 298.15, new(Tolerance: new(1e-10, 1e-13)));
        Assert.Equal(Termination.CurrentReached, result.Termination);
        Assert.Equal(0.55, result.Points[^1].Filling, 1e-6);
        Assert.Equal(1e-6, result.Points[^1].CurrentDensity, 1e-12);
        // With the usual tolerance an overshoot by rounding does not hide the crossing.
        var usual = StepRunner.Run(particle, 0.2, new PotentiostaticStep(voltage, 1e6, new StepLimits(CutoffCurrent: 1e-9)), 298.15);
        Assert.Equal(Termination.CurrentReached, usual.Termination);
        Assert.Equal(1e-9, usual.Points[^1].CurrentDensity, 1e-12);
        Assert.All(result.Points, p => Assert.Equal(voltage, p.Voltage));
        // Small-signal end: the current decays with τ = F c L·R_ct/|dU/dx|, checked through two late points.
        var late = result.Points.Where(p => p.CurrentDensity is < 1e-3 and > 1e-5).ToArray();
        var kt = 1.380649e-23 * 298.15 / 1.602176634e-19;
        var slope = kt / (0.55 * 0.45) + 0.3;
        var tau = particle.Host.ChargeDensity * 1e-7 * kt / (5 * Math.Sqrt(0.55 * 0.45)) / slope;
        var measured = (late[^1].Time - late[0].Time) / Math.Log(late[0].CurrentDensity / late[^1].CurrentDensity);
        Assert.Equal(1, measured / tau, 1e-3);
    }

    [Fact]
    public void Sample_times_are_met_exactly_and_the_end_is_added()
    {
        var particle = Particle();
        var rate = GalvanostaticStep.CurrentOfRate(particle, 1);
        var result = StepRunner.Run(particle, 0.3, new GalvanostaticStep(rate, 100, StepLimits.None), 298.15, new([0, 12.5, 50, 400]));
        Assert.Equal([0, 12.5, 50, 100], result.Points.Select(p => p.Time));
    }

    [Fact]
    public void A_step_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            StepRunner.Run(Particle(), 0.3, new GalvanostaticStep(0.01, 10, StepLimits.None), 298.15, cancellation: source.Token));
    }
}
