using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.SideReactions;

namespace EcramSim.Insertion.Tests.SideReactions;

/// <summary>Growth of the interphase: each mechanism by its signature in time, thickness and potential, and the formulas by hand.</summary>
public sealed class InterphaseTests
{
    private const double F = 96485.33212331001, Kt = 1.380649e-23 * 298.15 / 1.602176634e-19;

    private static Interphase Film(IInterphaseGrowth law) => new(law, 9.585e-5, 2, 2e5, 5e-9);

    [Fact]
    public void Every_law_reduces_and_knows_no_more_than_its_mechanism()
    {
        Assert.Equal(["carbonate-reaction", "electron-limited", "interstitial-limited", "reaction-limited", "solvent-limited"], Catalogue<IInterphaseGrowth>.Names);
        foreach (var (name, law) in Catalogue<IInterphaseGrowth>.Examples)
            foreach (var potential in new[] { -0.2, 0.02, 0.09, 0.5, 1.5, -50 })
            {
                var thin = law.CurrentDensity(new(1e-9, potential, 298.15));
                Assert.True(thin >= 0 && (double.IsFinite(thin) || potential == -50), name);
                // Never faster behind a thicker film or further from lithium.
                Assert.True(law.CurrentDensity(new(2e-9, potential, 298.15)) <= thin);
                Assert.True(law.CurrentDensity(new(1e-9, potential + 0.05, 298.15)) <= thin);
            }
    }

    [Theory]
    [InlineData("solvent-limited"), InlineData("interstitial-limited"), InlineData("electron-limited")]
    public void Square_of_the_thickness_grows_with_time_in_the_diffusion_limit(string name)
    {
        var film = Film(Catalogue<IInterphaseGrowth>.Examples.First(e => e.Name == name).Law);
        // L dL/dt is constant, so L² − L₀² = 2·L₀·(dL/dt)₀·t exactly; the sum over small steps must show it.
        var first = film.GrowthRate(new(5e-9, 0.05, 298.15));
        var time = 30 * 5e-9 / first;
        var thickness = Grow(film, 0.05, time, 20_000);
        Assert.Equal(25e-18 + 2 * 5e-9 * first * time, thickness * thickness, 1e-4 * thickness * thickness);
    }

    [Fact]
    public void Reaction_limited_film_grows_linearly_with_the_printed_rate()
    {
        var law = new ReactionLimitedGrowth(new(1.5e-7), 0.5, 0.4);
        var current = 1.5e-7 * Math.Exp(-0.5 * (0.1 - 0.4) / Kt);
        Assert.Equal(current, law.CurrentDensity(new(5e-9, 0.1, 298.15)), 1e-12 * current);
        Assert.Equal(current * 9.585e-5 / (2 * F), Film(law).GrowthRate(new(5e-9, 0.1, 298.15)), 1e-12 * current * 9.585e-5 / (2 * F));
        Assert.Equal(law.CurrentDensity(new(5e-9, 0.1, 298.15)), law.CurrentDensity(new(5e-7, 0.1, 298.15)));
    }

    [Fact]
    public void Formulas_of_the_other_laws_by_hand()
    {
        var state = new InterphaseState(4e-9, 0.06, 298.15);
        Assert.Equal(F * 2.5e-22 * 2636 / 4e-9, new SolventLimitedGrowth(new(2.5e-22), 2636).CurrentDensity(state), 1e-18);
        Assert.Equal(8.95e-14 * (0.1 - 0.06) / 4e-9, new ElectronLimitedGrowth(new(8.95e-14), 0.1).CurrentDensity(state), 1e-18);
        Assert.Equal(0, new ElectronLimitedGrowth(new(8.95e-14), 0.1).CurrentDensity(state with { Potential = 0.2 }));
        Assert.Equal(F * 1e-20 * 15 * Math.Exp(-0.06 / Kt) / 4e-9, new InterstitialLimitedGrowth(new(1e-20), 15).CurrentDensity(state), 1e-16);
        var k = 1e-12 * Math.Exp(-0.5 * (0.06 - 0.4) / Kt);
        Assert.Equal(F * 4541 * k / (1 + 4e-9 * k / 2e-18), new CarbonateReactionGrowth(new(1e-12), 0.5, 0.4, new(2e-18), 4541).CurrentDensity(state), 1e-14);
    }

    [Fact]
    public void Carbonate_film_goes_from_reaction_to_diffusion()
    {
        var law = new CarbonateReactionGrowth(new(1e-12), 0.5, 0.4, new(2e-18), 4541);
        var k = 1e-12 * Math.Exp(-0.5 * (0.1 - 0.4) / Kt);
        Assert.Equal(1, law.CurrentDensity(new(1e-14, 0.1, 298.15)) / (F * 4541 * k), 1e-3);
        Assert.Equal(1, law.CurrentDensity(new(1e-3, 0.1, 298.15)) / (F * 4541 * 2e-18 / 1e-3), 1e-3);
        // At L = D/k both count the same.
        Assert.Equal(0.5 * F * 4541 * k, law.CurrentDensity(new(2e-18 / k, 0.1, 298.15)), 1e-12);
    }

    [Fact]
    public void Potential_speeds_up_interstitials_by_a_decade_per_59_mV_and_a_reaction_by_a_decade_per_118_mV()
    {
        double Decade(IInterphaseGrowth law) => 0.01 / Math.Log10(law.CurrentDensity(new(5e-9, 0.1, 298.15)) / law.CurrentDensity(new(5e-9, 0.11, 298.15)));
        Assert.Equal(0.05916, Decade(new InterstitialLimitedGrowth(new(1e-20), 15)), 1e-5);
        Assert.Equal(0.11832, Decade(new ReactionLimitedGrowth(new(1.5e-7), 0.5, 0.4)), 1e-5);
    }

    [Fact]
    public void Charge_consumed_is_the_lithium_bound()
    {
        var film = Film(new SolventLimitedGrowth(new(2.5e-22), 2636));
        double thickness = 5e-9, charge = 0, step = 3600;
        for (var k = 0; k < 5000; k++)
        {
            // Middle of the step.
            var half = thickness + 0.5 * step * film.GrowthRate(new(thickness, 0.1, 298.15));
            var state = new InterphaseState(half, 0.1, 298.15);
            charge += step * film.Growth.CurrentDensity(state);
            thickness += step * film.GrowthRate(state);
        }
        Assert.Equal(charge / F, film.IonsBound(thickness), 1e-12 * charge / F);
        Assert.Equal(2e5 * thickness, film.Resistance(thickness), 1e-12);
    }

    [Fact]
    public void Growth_is_activated()
    {
        var film = Host.Load(ModelLibrary.Shipped(), "graphite-mcmb").Interphase!;
        var factor = Math.Exp(0.39384 / 8.617333262e-5 * (1 / 298.15 - 1 / 318.15));
        Assert.Equal(factor, film.GrowthRate(new(5e-9, 0.1, 318.15)) / film.GrowthRate(new(5e-9, 0.1, 298.15)), 1e-6 * factor);
        // The constants of the file: i = F·2.5e-22·2636/5e-9.
        Assert.Equal(F * 2.5e-22 * 2636 / 5e-9, film.Growth.CurrentDensity(new(5e-9, 0.1, 298.15)), 1e-12);
    }

    private static double Grow(Interphase film, double potential, double time, int steps)
    {
        var (thickness, step) = (film.InitialThickness, time / steps);
        for (var k = 0; k < steps; k++)
        {
            var half = thickness + 0.5 * step * film.GrowthRate(new(thickness, potential, 298.15));
            thickness += step * film.GrowthRate(new(half, potential, 298.15));
        }
        return thickness;
    }
}
