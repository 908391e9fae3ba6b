using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Models;

namespace EcramSim.Insertion.Tests.Kinetics;

/// <summary>What every kinetics law must keep, over every law and every example in the catalogue.</summary>
public sealed class KineticsContractTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var group in Catalogue<IInsertionKinetics>.Examples.GroupBy(e => e.Name))
                for (var i = 0; i < group.Count(); i++) data.Add(group.Key, i);
            return data;
        }
    }

    private static readonly InterfaceState[] States =
    [
        new(0.5, 0, 298.15), new(0.03, Math.Log(0.03 / 0.97), 298.15), new(0.92, 1.3, 350), new(0.4, -2.0, 260, 2),
        new(0.3, 0.5, 298.15, 1, 0.7, 0.5), new(0.7, -1, 423.15, 2, 1.2, 1.4),
    ];

    [Fact]
    public void The_catalogue_holds_the_four_families() =>
        Assert.Equal(["butler-volmer", "coupled-ion-electron-transfer", "marcus", "marcus-hush-chidsey"], Catalogue<IInsertionKinetics>.Names);

    [Theory, MemberData(nameof(Cases))]
    public void No_current_at_zero_overpotential(string name, int index)
    {
        foreach (var state in States) Assert.Equal(0.0, Law(name, index).CurrentDensity(state, 0));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Negative_overpotential_inserts(string name, int index)
    {
        foreach (var state in States)
            foreach (var eta in new[] { 1e-9, 1e-4, 0.01, 0.2, 0.7 })
            {
                Assert.True(Law(name, index).CurrentDensity(state, -eta) > 0);
                Assert.True(Law(name, index).CurrentDensity(state, eta) < 0);
            }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Small_signal_slope_is_the_exchange_current(string name, int index)
    {
        var law = Law(name, index);
        foreach (var state in States)
        {
            // −i0|z|F/RT, with R and F written out.
            var expected = -law.ExchangeCurrentDensity(state) * state.ChargeNumber * 96485.33212 / (8.314462618 * state.Temperature);
            const double h = 1e-6;
            var slope = (law.CurrentDensity(state, h) - law.CurrentDensity(state, -h)) / (2 * h);
            Assert.Equal(expected, slope, 1e-7 * Math.Abs(expected));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Slopes_are_the_derivatives_of_the_current(string name, int index)
    {
        IInsertionKinetics bare = Law(name, index);
        foreach (var law in new[] { bare, new FilmResistance(bare, new Insertion.Quantities.Arrhenius(20)), new SlowStep(bare, 2) })
            foreach (var state in States)
                foreach (var eta in new[] { -0.5, -0.12, -1e-4, 0, 3e-4, 0.07, 0.4 })
                {
                    const double h = 1e-5;
                    var slopes = law.Slopes(state, eta);
                    // A few digits less where the law saturates and the difference cancels.
                    var scale = Math.Abs(law.CurrentDensity(state, eta)) + law.ExchangeCurrentDensity(state);
                    double Central(Func<double, double> i) => (i(h) - i(-h)) / (2 * h);
                    double byEta = Central(d => law.CurrentDensity(state, eta + d)), byX = Central(d => law.CurrentDensity(state with { X = state.X + d }, eta)), byA = Central(d => law.CurrentDensity(state with { LogActivity = state.LogActivity + d }, eta));
                    Assert.Equal(byEta, slopes.Overpotential, 1e-5 * Math.Abs(byEta) + 1e-7 * scale / state.ThermalVoltage);
                    Assert.Equal(byX, slopes.Filling, 1e-5 * Math.Abs(byX) + 1e-7 * scale / state.X);
                    Assert.Equal(byA, slopes.LogActivity, 1e-6 * scale);
                }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Forward_over_backward_is_De_Donder(string name, int index)
    {
        var law = Law(name, index);
        foreach (var state in States)
            foreach (var eta in new[] { -0.6, -0.1, -1e-3, 2e-3, 0.05, 0.5 })
            {
                var rates = law.Rates(state, eta);
                Assert.True(rates.Forward >= 0 && rates.Backward >= 0);
                var reduced = state.ChargeNumber * 96485.33212 * eta / (8.314462618 * state.Temperature);
                Assert.Equal(-reduced, Math.Log(rates.Forward / rates.Backward), 1e-8 + 1e-9 * Math.Abs(reduced));
                Assert.Equal(rates.Forward - rates.Backward, law.CurrentDensity(state, eta), 1e-11 * (rates.Forward + rates.Backward));
            }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Both_directions_follow_one_law_on_either_side_of_equilibrium(string name, int index)
    {
        // The law computes the larger direction and derives the smaller: the two sides must join smoothly at η = 0.
        var law = Law(name, index);
        foreach (var state in States)
        {
            var (left, right) = (law.Rates(state, -1e-7), law.Rates(state, 1e-7));
            Assert.Equal(left.Forward, right.Forward, 2e-5 * left.Forward);
            Assert.Equal(left.Backward, right.Backward, 2e-5 * left.Backward);
            Assert.Equal(law.ExchangeCurrentDensity(state), law.Rates(state, 0).Forward, 1e-12 * left.Forward);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Current_stays_finite_at_extreme_overpotential(string name, int index)
    {
        foreach (var state in States)
            foreach (var eta in new[] { -1e4, -100.0, -20, 20, 100, 1e4 })
            {
                var i = Law(name, index).CurrentDensity(state, eta);
                Assert.True(double.IsFinite(i) && i * eta <= 0, $"i({eta}) = {i}");
            }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Limits_bound_the_current_and_the_inverse_returns_the_overpotential(string name, int index)
    {
        var law = Law(name, index);
        foreach (var state in States)
        {
            var limits = law.Limits(state);
            for (var eta = -2.0; eta <= 2; eta += 0.01)
            {
                var i = law.CurrentDensity(state, eta);
                Assert.True(i <= limits.Insertion * (1 + 1e-12) && i >= limits.Extraction * (1 + 1e-12));
                // On the branch of equilibrium and not within rounding of a limit.
                if (eta < limits.InsertionOverpotential || eta > limits.ExtractionOverpotential || i > 0.999 * limits.Insertion || i < 0.999 * limits.Extraction) continue;
                Assert.Equal(eta, RequiredOverpotential.Find(law, state, i)!.Value, 1e-9);
            }
            if (double.IsFinite(limits.Insertion)) Assert.Null(RequiredOverpotential.Find(law, state, 1.0001 * limits.Insertion));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Rate_follows_Arrhenius_at_fixed_state_where_the_barrier_does_not_depend_on_temperature(string name, int index)
    {
        if (Law(name, index) is not ButlerVolmer { RateConstant.ActivationEnergy: > 0 } law) return;
        var (cold, warm) = (States[0] with { Temperature = 298.15 }, States[0] with { Temperature = 353.15 });
        var expected = Math.Exp(law.RateConstant.ActivationEnergy * 1.602176634e-19 / 1.380649e-23 * (1 / 298.15 - 1 / 353.15));
        Assert.Equal(expected, law.ExchangeCurrentDensity(warm) / law.ExchangeCurrentDensity(cold), 1e-9 * expected);
    }

    // Next to the ends the activity is that of the lattice gas, down to the smallest filling a double has beside 0 and 1.
    [Theory, MemberData(nameof(Cases))]
    public void Nearly_empty_and_nearly_full_hosts_give_numbers(string name, int index)
    {
        var law = Law(name, index);
        foreach (var x in new[] { 1e-300, 1e-30, 1e-12, 1 - 1e-12, Math.BitDecrement(1.0) })
            foreach (var eta in new[] { -0.5, -0.02, 0.02, 0.5 })
            {
                var state = new InterfaceState(x, Math.Log(x) - Math.Log(1 - x), 298.15);
                var i = law.CurrentDensity(state, eta);
                // A rate below the smallest double is zero.
                Assert.True(double.IsFinite(i) && (x > 1e-100 ? i * eta < 0 : i * eta <= 0), $"i({x}, {eta}) = {i}");
                Assert.True(double.IsFinite(law.ExchangeCurrentDensity(state)));
                var inverse = RequiredOverpotential.Find(law, state, i);
                if (inverse is { } found && Math.Abs(found) > 1e-3) Assert.Equal(i, law.CurrentDensity(state, found), 1e-6 * Math.Abs(i));
            }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_current_that_a_vanishing_exchange_current_cannot_carry_is_none_and_never_not_a_number(string name, int index)
    {
        // Activity zero: i0 = 0 for laws whose i0 falls with the activity.
        var state = new InterfaceState(1e-300, double.NegativeInfinity, 298.15);
        var eta = RequiredOverpotential.Find(Law(name, index), state, 1);
        Assert.True(eta is null || double.IsFinite(eta.Value));
    }

    private static IInsertionKinetics Law(string name, int index) =>
        Catalogue<IInsertionKinetics>.Examples.Where(e => e.Name == name).ElementAt(index).Law;
}
