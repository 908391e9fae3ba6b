using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Tests.Kinetics;

/// <summary>Each law against its own closed formula, and the laws against each other where one becomes the other.</summary>
public sealed class LawLimitTests
{
    private const double Kt = 1.380649e-23 * 298.15 / 1.602176634e-19;
    private static readonly InterfaceState Half = new(0.5, 0, 298.15);

    [Theory]
    [InlineData(ExchangeCurrent.Constant), InlineData(ExchangeCurrent.Concentration), InlineData(ExchangeCurrent.OneSite), InlineData(ExchangeCurrent.TwoSites)]
    public void Butler_Volmer_exchange_currents(ExchangeCurrent form)
    {
        // k0 = 2, α = 0.4, x = 0.3, ln a = 0.5, a₊ = 1.2, c₊ = 1.5, by hand.
        var expected = form switch
        {
            ExchangeCurrent.Constant => 2,
            ExchangeCurrent.Concentration => 2 * Math.Pow(1.05, 0.6) * Math.Pow(0.3, 0.4),
            ExchangeCurrent.OneSite => 2 * Math.Pow(1.2, 0.6) * Math.Exp(0.2) * 0.7,
            _ => 2 * Math.Pow(1.2, 0.6) * Math.Exp(0.2) * 0.21,
        };
        var law = new ButlerVolmer(new Arrhenius(2), 0.4, form);
        var state = new InterfaceState(0.3, 0.5, 298.15, 1, 1.2, 1.5);
        Assert.Equal(expected, law.ExchangeCurrentDensity(state), 1e-14);
        // And the textbook difference of exponentials.
        foreach (var eta in new[] { -0.15, 0.08 })
            Assert.Equal(expected * (Math.Exp(-0.4 * eta / Kt) - Math.Exp(0.6 * eta / Kt)), law.CurrentDensity(state, eta), 1e-10 * Math.Exp(Math.Abs(eta) / Kt));
    }

    [Fact]
    public void Divalent_ion_doubles_the_exponent()
    {
        var law = new ButlerVolmer(new Arrhenius(3), 0.5, ExchangeCurrent.Constant);
        Assert.Equal(2 * 3 * Math.Sinh(2 * 0.1 / (2 * Kt)), law.CurrentDensity(Half with { ChargeNumber = 2 }, -0.1), 1e-9);
    }

    [Theory]
    [InlineData(-0.1), InlineData(0.1), InlineData(-0.3)]
    public void Marcus_formula_as_printed(double eta)
    {
        const double k0 = 0.7, lambda = 0.3, x = 0.2, c = 1.3;
        var law = new Marcus(new Arrhenius(k0), lambda);
        var (l, f) = (lambda / Kt, eta / Kt + Math.Log(c / x));
        var expected = k0 * (1 - x) * Math.Exp(l / 4) * (c * Math.Exp(-(l + f) * (l + f) / (4 * l)) - x * Math.Exp(-(l - f) * (l - f) / (4 * l)));
        Assert.Equal(expected, law.CurrentDensity(new InterfaceState(x, 0.4, 298.15, 1, 1, c), eta), 1e-10 * Math.Abs(expected));
    }

    [Fact]
    public void Marcus_is_barrierless_at_the_reorganization_energy_and_inverted_beyond()
    {
        const double lambda = 0.4;
        var law = new Marcus(new Arrhenius(1), lambda);
        // ln(c₊/x) = 0: the formal overpotential is the overpotential.
        var state = new InterfaceState(0.5, 0, 298.15, 1, 1, 0.5);
        var limits = law.Limits(state);
        Assert.Equal(-lambda, limits.InsertionOverpotential, 2e-4);
        Assert.True(law.CurrentDensity(state, -1.2 * lambda) < limits.Insertion);
        Assert.True(law.CurrentDensity(state, -1.5 * lambda) < law.CurrentDensity(state, -1.2 * lambda));
        // The largest value on a fine grid is the limit.
        var largest = Enumerable.Range(0, 8000).Max(k => law.CurrentDensity(state, -1e-4 * k));
        Assert.Equal(limits.Insertion, largest, 1e-6 * largest);
    }

    [Fact]
    public void Large_reorganization_energy_turns_every_law_into_Butler_Volmer()
    {
        // λ = 4 eV ≫ eη: barriers become straight lines with α = ½.
        var butlerVolmer = new ButlerVolmer(new Arrhenius(1), 0.5, ExchangeCurrent.Constant);
        var state = new InterfaceState(0.5, 0, 298.15, 1, 1, 0.5);
        IInsertionKinetics[] laws = [new Marcus(new Arrhenius(1), 4), new MarcusHushChidsey(new Arrhenius(1), 4, false), new CoupledIonElectronTransfer(new Arrhenius(1), 4, false)];
        foreach (var law in laws)
            foreach (var eta in new[] { -0.1, -0.03, 0.02, 0.1 })
            {
                var ratio = law.CurrentDensity(state, eta) / law.ExchangeCurrentDensity(state) / butlerVolmer.CurrentDensity(state, eta);
                Assert.Equal(1, ratio, 0.03);
            }
    }

    [Fact]
    public void Marcus_Hush_Chidsey_saturates_where_Marcus_inverts()
    {
        var law = new MarcusHushChidsey(new Arrhenius(1), 0.3, false);
        var limits = law.Limits(Half);
        Assert.Equal(limits.Insertion, law.CurrentDensity(Half, -3), 1e-9 * limits.Insertion);
        Assert.Equal(limits.Extraction, law.CurrentDensity(Half, 3), 1e-9 * limits.Insertion);
        Assert.Equal(1, new MarcusHushChidsey(new Arrhenius(1), 0.3, true).CurrentDensity(Half, -0.05) / law.CurrentDensity(Half, -0.05), 0.06);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Coupled_transfer_has_the_published_limiting_currents(bool closed)
    {
        var law = new CoupledIonElectronTransfer(new Arrhenius(8e-3), 8.3 * Kt, closed);
        foreach (var x in new[] { 0.05, 0.5, 0.9 })
        {
            var state = new InterfaceState(x, 0.7, 298.15, 1, 1, 0.8);
            Assert.Equal(8e-3 * (1 - x) * 0.8, law.CurrentDensity(state, -4), 1e-12);
            Assert.Equal(-8e-3 * (1 - x) * x, law.CurrentDensity(state, 4), 1e-12);
        }
    }

    [Fact]
    public void Film_resistance_satisfies_its_equation_and_the_series_sum()
    {
        var inner = new ButlerVolmer(new Arrhenius(0.16), 0.5, ExchangeCurrent.OneSite);
        var film = new FilmResistance(inner, new Arrhenius(1 / 7.0));
        foreach (var eta in new[] { -2.0, -0.3, -1e-6, 1e-3, 0.4, 50 })
        {
            var i = film.CurrentDensity(Half, eta);
            // i = f(η + iR), checked from outside.
            Assert.Equal(i, inner.CurrentDensity(Half, eta + 7 * i), 1e-9 * Math.Abs(i) + 1e-14);
            Assert.True(Math.Abs(i) <= Math.Abs(eta) / 7);
        }
        const double h = 1e-6;
        var slope = (film.CurrentDensity(Half, h) - film.CurrentDensity(Half, -h)) / (2 * h);
        var expected = -1 / (Kt / inner.ExchangeCurrentDensity(Half) + 7);
        Assert.Equal(expected, slope, 1e-7);
        Assert.Equal(expected, -film.ExchangeCurrentDensity(Half) / Kt, 1e-12);
    }

    [Fact]
    public void Film_before_an_inverting_law_stays_on_the_branch_of_equilibrium()
    {
        var film = new FilmResistance(new Marcus(new Arrhenius(1), 0.3), new Arrhenius(1 / 0.02));
        var previous = 0.0;
        for (var eta = -0.005; eta > -0.3; eta -= 0.005)
        {
            var i = film.CurrentDensity(Half, eta);
            Assert.True(i > previous);
            previous = i;
        }
    }
}
