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

    [Fact]
    public void Slow_step_that_runs_twice_per_ion_feels_half_the_overpotential()
    {
        // z = 2, ν = 2: forward/backward = exp(−zη~₁/ν) = exp(−η~₁), η~₁ = eη/kT.
        var state = Half with { ChargeNumber = 2 };
        var law = new SlowStep(new ButlerVolmer(new Arrhenius(3), 0.5, ExchangeCurrent.Constant), 2);
        foreach (var eta in new[] { -0.2, -0.01, 0.03, 0.15 })
        {
            var rates = law.Rates(state, eta);
            Assert.Equal(-eta / Kt, Math.Log(rates.Forward / rates.Backward), 1e-9);
            Assert.Equal(-2 * 3 * Math.Sinh(0.5 * eta / Kt), law.CurrentDensity(state, eta), 1e-9 * Math.Exp(0.5 * Math.Abs(eta) / Kt));
            Assert.Equal(eta, RequiredOverpotential.Find(law, state, law.CurrentDensity(state, eta))!.Value, 1e-12);
        }
        const double h = 1e-6;
        var slope = (law.CurrentDensity(state, h) - law.CurrentDensity(state, -h)) / (2 * h);
        Assert.Equal(-law.ExchangeCurrentDensity(state) * 2 / Kt, slope, 1e-6 * Math.Abs(slope));
    }

    [Fact]
    public void Film_limits_a_divalent_ion_that_bare_Butler_Volmer_would_drive_a_hundred_million_times_too_fast()
    {
        // i0 = 1 A/m², z = 2, α = ½: half a volt gives exp(½·2·0.5/0.0257) = 2.8e8.
        var (state, bare) = (Half with { ChargeNumber = 2 }, new ButlerVolmer(new Arrhenius(1), 0.5, ExchangeCurrent.Constant));
        Assert.InRange(bare.CurrentDensity(state, -0.5), 2.7e8, 2.9e8);
        var film = new FilmResistance(bare, new Arrhenius(1 / 0.01));
        var limited = film.CurrentDensity(state, -0.5);
        Assert.True(limited < 0.5 / 0.01);
        Assert.Equal(0.5, limited * 0.01 + Kt * Math.Asinh(limited / 2), 1e-9);
    }

    [Fact]
    public void Marcus_is_the_hopping_from_one_level_that_Marcus_Hush_Chidsey_spreads_over_the_band()
    {
        // k(η~) = ∫ Marcus(z − η~)·f(z) dz: the quadrature against the sum of Marcus rates of the law here, level by level.
        const double lambda = 0.3;
        var marcus = new Marcus(new Arrhenius(1), lambda);
        var (l, drive) = (lambda / Kt, 4.0);
        double sum = 0, h = 0.02;
        for (var z = -80.0; z < 80; z += h)
        {
            // At x = ½ and c₊ = ½ the forward rate of the law is ¼·exp(d/2 − d²/4λ~) with drive d.
            var d = drive + z;
            var rate = marcus.Rates(new InterfaceState(0.5, 0, 298.15, 1, 1, 0.5), -d * Kt).Forward;
            sum += h * 4 * rate * Math.Exp(-l / 4) / (1 + Math.Exp(z));
        }
        Assert.Equal(ElectronTransferIntegral.Quadrature(l, drive), sum, 1e-6 * sum);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Coupled_transfer_and_Marcus_Hush_Chidsey_share_the_shape_and_differ_in_the_prefactor(bool closed)
    {
        var (coupled, mhc) = (new CoupledIonElectronTransfer(new Arrhenius(0.3), 0.25, closed), new MarcusHushChidsey(new Arrhenius(2), 0.25, closed));
        foreach (var x in new[] { 0.02, 0.4, 0.97 })
        {
            var state = new InterfaceState(x, 0.8, 298.15, 1, 0.9, 1.1);
            var ratio = coupled.ExchangeCurrentDensity(state) / mhc.ExchangeCurrentDensity(state);
            foreach (var eta in new[] { -0.6, -0.1, 0.02, 0.4 })
                Assert.Equal(ratio, coupled.CurrentDensity(state, eta) / mhc.CurrentDensity(state, eta), 1e-11 * ratio);
        }
    }

    /// <summary>Integrators try states that are no numbers and then take smaller steps: a law says NaN to them and does not throw.</summary>
    [Fact]
    public void A_film_over_an_interface_answers_no_number_with_no_number()
    {
        var film = new FilmResistance(new CoupledIonElectronTransfer(new Arrhenius(0.3), 0.25, true), new Arrhenius(20));
        Assert.True(double.IsNaN(film.CurrentDensity(new InterfaceState(0.5, 0, 298.15, 1, 1, 1), double.NaN)));
        Assert.True(double.IsNaN(film.CurrentDensity(new InterfaceState(double.NaN, double.NaN, 298.15, 1, double.NaN, 1), 0.1)));
    }
}
