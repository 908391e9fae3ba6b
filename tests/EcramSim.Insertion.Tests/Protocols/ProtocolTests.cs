using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Tests.Transport;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Protocols;

/// <summary>Powers, waves, series and resistances, each against a formula.</summary>
public sealed class ProtocolTests
{
    private const double T = 298.15;

    private static readonly HomogeneousParticle Particle = new(FickParticleTests.Host(), 1e7);

    public static TheoryData<string> Kinds => ["one interface", "shared potential"];

    private static IParticle Of(string kind) => kind == "one interface" ? Particle : new Ensemble([(Particle, 1), (Particle, 2)]);

    [Theory, MemberData(nameof(Kinds))]
    public void Power_is_current_times_voltage_at_the_terminals(string kind)
    {
        foreach (var power in new[] { 0.5, -0.5 })
        {
            var result = StepRunner.Run(Of(kind), 0.4, new PowerStep(power, 100, StepLimits.None), T, new(SeriesResistance: 0.02));
            Assert.Equal(Termination.TimeReached, result.Termination);
            Assert.All(result.Points, p => Assert.Equal(power, p.Voltage * p.CurrentDensity, 1e-9));
            // The terminal voltage is that of the interface less iR.
            foreach (var p in result.Points)
                Assert.Equal(((IParticle)Particle).Voltage([p.Filling], p.Filling, p.CurrentDensity, T)!.Value - 0.02 * p.CurrentDensity, p.Voltage, 1e-9);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Voltage_behind_a_resistance_drives_what_the_interface_takes(string kind)
    {
        var result = StepRunner.Run(Of(kind), 0.4, new PotentiostaticStep(2.7, 100, StepLimits.None), T, new(SeriesResistance: 0.5));
        Assert.Equal(Termination.TimeReached, result.Termination);
        foreach (var p in result.Points)
            Assert.Equal(2.7, ((IParticle)Particle).Voltage([p.Filling], p.Filling, p.CurrentDensity, T)!.Value - 0.5 * p.CurrentDensity, 1e-9);
    }

    [Fact]
    public void More_power_than_the_source_has_ends_with_a_reason()
    {
        // The largest power behind R is about U²/4R, here 2.8²/0.4 = 20 W/m².
        var result = StepRunner.Run(Particle, 0.4, new PowerStep(40, 1, StepLimits.None), T, new(SeriesResistance: 0.1));
        Assert.Equal(Termination.NoFirstState, result.Termination);
        Assert.Contains("no consistent state", result.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Ramped_current_passes_the_charge_of_its_formula()
    {
        const double tau = 7, current = 0.02;
        var result = StepRunner.Run(Particle, 0.4, new GalvanostaticStep(current, 50, StepLimits.None, tau), T);
        Assert.Equal(((IParticle)Particle).ChargeGain * current * (50 - tau * (1 - Math.Exp(-50 / tau))), result.ChargePassed, 1e-8);
    }

    [Fact]
    public void Wave_of_current_passes_its_area_and_keeps_its_corners()
    {
        var wave = new WaveStep([0, 1, 10, 11, 30], [0, 0.05, 0.05, -0.03, -0.03], true);
        var result = StepRunner.Run(Particle, 0.4, wave, T, new([1, 10, 11, 20]));
        Assert.Equal(((IParticle)Particle).ChargeGain * (0.025 + 0.45 + 0.01 - 0.57), result.ChargePassed, 1e-12);
        Assert.Equal([0.05, 0.05, -0.03, -0.03, -0.03], result.Points.Select(p => p.CurrentDensity));
    }

    [Fact]
    public void Cyclic_voltammogram_sweeps_between_its_corners_and_returns()
    {
        var wave = WaveStep.CyclicVoltammetry(3, 3.1, 2.9, 1e-3, 2);
        Assert.Equal(100 + 200 + 200 + 200 + 100, wave.Duration, 1e-9);
        var points = StepRunner.Run(Particle, 0.35, wave, T).Points;
        Assert.Equal(3.1, points.Max(p => p.Voltage), 1e-9);
        Assert.Equal(2.9, points.Min(p => p.Voltage), 1e-9);
        Assert.Equal(3, points[^1].Voltage, 1e-12);
        Assert.All(points, p => Assert.Equal(p.Voltage, ((IParticle)Particle).Voltage([p.Filling], p.Filling, p.CurrentDensity, T)!.Value, 1e-9));
    }

    [Fact]
    public void Staircase_visits_every_voltage_and_a_series_goes_on_from_the_state_reached()
    {
        var steps = WaveStep.Staircase(3.0, 2.8, 4, 500);
        double[] start = [0.3];
        var results = StepSeries.Run(Particle, start, steps, T);
        Assert.Equal(5, results.Count);
        for (var k = 0; k < 5; k++)
        {
            Assert.Equal(3.0 - 0.05 * k, results[k].Points[^1].Voltage, 1e-12);
            Assert.Equal(3.0 - 0.05 * k, Particle.Host.OpenCircuitVoltage(results[k].State[0], T), 1e-5);
            if (k > 0) Assert.Equal(results[k - 1].Points[^1].Filling, results[k].Points[0].Filling);
        }
    }

    [Fact]
    public void Series_ends_where_a_step_leaves_no_state_to_go_on_from()
    {
        var limited = new HomogeneousParticle(FickParticleTests.Host(kinetics: new CoupledIonElectronTransfer(new Arrhenius(4), 0.2, true)), 1e7);
        double[] start = [0.3];
        var results = StepSeries.Run(limited, start, [new GalvanostaticStep(1, 1e6, StepLimits.None), GalvanostaticStep.Rest(10)], T);
        Assert.Equal(Termination.CurrentExceedsLaw, Assert.Single(results).Termination);
    }

    [Fact]
    public void Largest_current_of_a_shared_potential_is_found_too()
    {
        // A particle of many places: x_end = 1 − I/k0* as for one, found at the end of the road instead of on the way.
        var host = FickParticleTests.Host(new LatticeGas(), new CoupledIonElectronTransfer(new Arrhenius(4), 0.2, true)) with { PhaseField = new PhaseField(1e-12) };
        var facet = new AllenCahnParticle(host, 20e-9, 100e-9, 10);
        var result = StepRunner.Run(facet, 0.3, new GalvanostaticStep(1, 1e6, StepLimits.None), T);
        Assert.Equal(Termination.CurrentExceedsLaw, result.Termination);
        Assert.Equal(0.75, result.Points[^1].Filling, 1e-4);
    }

    [Fact]
    public void Wrong_waves_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new WaveStep([0, 1, 1], [1, 2, 3], true));
        Assert.Throws<ArgumentException>(() => new WaveStep([1, 2], [1, 2], true));
        Assert.Throws<ArgumentException>(() => new WaveStep([0], [1], true));
    }
}
