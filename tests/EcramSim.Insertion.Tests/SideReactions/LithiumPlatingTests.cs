using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.SideReactions;

namespace EcramSim.Insertion.Tests.SideReactions;

/// <summary>Plating and stripping of lithium metal, with dead lithium.</summary>
public sealed class LithiumPlatingTests
{
    private const double F = 96485.33212331001, Kt = 1.380649e-23 * 298.15 / 1.602176634e-19;
    private static readonly LithiumPlating Law = new(new Arrhenius(1e-9), 0.65, 1e-5, 1e-6);

    [Fact]
    public void Nothing_is_plated_unless_the_potential_falls_below_lithium()
    {
        foreach (var potential in new[] { 0, 1e-9, 0.01, 0.2, 1.5 })
            Assert.Equal(0, Law.CurrentDensity(new(potential, 298.15, 0)));
        foreach (var potential in new[] { -1e-9, -0.01, -0.2 })
            Assert.True(Law.CurrentDensity(new(potential, 298.15, 0)) > 0);
    }

    [Fact]
    public void Deposition_by_hand_and_De_Donder()
    {
        // F·k·c = 0.0965 A/m² at 1 mol/L; η = −50 mV.
        var expected = F * 1e-9 * 1000 * (Math.Exp(0.65 * 0.05 / Kt) - Math.Exp(-0.35 * 0.05 / Kt));
        Assert.Equal(expected, Law.CurrentDensity(new(-0.05, 298.15, 0)), 1e-12 * expected);
        // Much metal: stripping mirrors it with 1 − α.
        var strip = -F * 1e-9 * 1000 * (Math.Exp(0.35 * 0.05 / Kt) - Math.Exp(-0.65 * 0.05 / Kt));
        Assert.Equal(strip, Law.CurrentDensity(new(0.05, 298.15, 1e9)), 1e-9 * -strip);
        // Half covered at n*.
        Assert.Equal(0.5 * strip, Law.CurrentDensity(new(0.05, 298.15, 1e-5)), 1e-9 * -strip);
    }

    [Fact]
    public void Small_deposits_are_reversible_without_decay()
    {
        var law = Law with { DecayRate = 0 };
        double plated = 0, dead = 0, deposited = 0, stripped = 0;
        const double step = 0.01;
        for (var k = 0; k < 20_000; k++)
        {
            var state = new PlatingState(k < 5000 ? -0.03 : 0.1, 298.15, plated);
            var rates = law.Rates(state, 5e-9);
            // Never more than there is.
            var change = Math.Max(step * rates.Plated, -plated);
            plated += change;
            dead += step * rates.Dead;
            if (change > 0) deposited += change;
            else stripped -= change;
        }
        Assert.True(deposited > 1e-6);
        Assert.Equal(0, dead);
        Assert.Equal(1, stripped / deposited, 1e-4);
    }

    [Fact]
    public void Books_of_charge_close_and_dead_lithium_never_comes_back()
    {
        double plated = 0, dead = 0, charge = 0, thickness = 5e-9;
        const double step = 1;
        var lastDead = 0.0;
        for (var k = 0; k < 4000; k++)
        {
            var state = new PlatingState(0.02 * Math.Sin(k / 300.0) - 0.005, 298.15, plated);
            var rates = (Law with { DecayRate = 1e-3 }).Rates(state, thickness);
            Assert.Equal(Law.CurrentDensity(state) / F, rates.Plated + rates.Dead, 1e-18);
            plated += step * rates.Plated;
            dead += step * rates.Dead;
            charge += step * Law.CurrentDensity(state);
            Assert.True(dead >= lastDead);
            lastDead = dead;
        }
        Assert.Equal(charge / F, plated + dead, 1e-12 * Math.Abs(charge / F) + 1e-18);
        Assert.True(dead > 0 && plated > -1e-12);
    }

    [Fact]
    public void Thicker_interphase_keeps_plated_lithium_alive_longer()
    {
        Assert.Equal(1e-6, Law.Decay(5e-9), 1e-18);
        Assert.Equal(1e-7, Law.Decay(5e-8), 1e-18);
        Assert.Equal(1e-6 * 2e-5, Law.Rates(new(0, 298.15, 2e-5), 5e-9).Dead, 1e-22);
    }
}
