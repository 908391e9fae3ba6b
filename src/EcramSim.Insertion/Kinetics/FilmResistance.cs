using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// A resistive film before an interface: the law sees η_eff = η + i·R (i &gt; 0 for η &lt; 0, so |η_eff| &lt; |η|), and i = f(η_eff) is
/// solved inside. Where a law with an inverted region has several solutions, the one connected with equilibrium is taken.
/// i0 here is that of the interface and film together, 1/i0 = 1/i0_interface + R·|z|F/RT.
/// </summary>
/// <param name="Interface">The law behind the film.</param>
/// <param name="Conductance">1/R in S/m² at the reference temperature; films conduct better when warm.</param>
public sealed record FilmResistance(IInsertionKinetics Interface, Arrhenius Conductance) : IInsertionKinetics
{
    /// <summary>R in Ω m² at <paramref name="temperature"/> (K).</summary>
    public double Resistance(double temperature) => 1 / Conductance.At(temperature);

    /// <inheritdoc/>
    public double CurrentDensity(in InterfaceState state, double overpotential) =>
        overpotential == 0 ? 0 : Interface.CurrentDensity(state, InterfaceOverpotential(state, overpotential));

    /// <inheritdoc/>
    public DirectedRates Rates(in InterfaceState state, double overpotential) =>
        Interface.Rates(state, InterfaceOverpotential(state, overpotential));

    /// <inheritdoc/>
    public CurrentSlopes Slopes(in InterfaceState state, double overpotential)
    {
        // i = f(η + iR, …): di(1 − R·f_η) = f_η dη + ….
        var inner = Interface.Slopes(state, InterfaceOverpotential(state, overpotential));
        var feedback = 1 - Resistance(state.Temperature) * inner.Overpotential;
        return new(inner.Overpotential / feedback, inner.Filling / feedback, inner.LogActivity / feedback);
    }

    /// <inheritdoc/>
    public double ExchangeCurrentDensity(in InterfaceState state) =>
        1 / (1 / Interface.ExchangeCurrentDensity(state) + Resistance(state.Temperature) / state.ThermalVoltage);

    /// <inheritdoc/>
    public CurrentLimits Limits(in InterfaceState state)
    {
        var inner = Interface.Limits(state);
        var r = Resistance(state.Temperature);
        return inner with
        {
            ExtractionOverpotential = inner.ExtractionOverpotential - inner.Extraction * r,
            InsertionOverpotential = inner.InsertionOverpotential - inner.Insertion * r,
        };
    }

    /// <summary>η_eff in V: what is left at the interface of <paramref name="overpotential"/> (V).</summary>
    public double InterfaceOverpotential(in InterfaceState state, double overpotential)
    {
        if (overpotential == 0) return 0;
        // An integrator's trial state may be no number; it then wants to hear so, and takes a smaller step.
        if (!double.IsFinite(overpotential) || double.IsNaN(Interface.CurrentDensity(state, overpotential))) return double.NaN;
        var (law, here, r) = (Interface, state, Resistance(state.Temperature));
        // h(u) = u − η − R·f(u): negative at u = η for η < 0, positive at u = 0.
        double Residual(double u) => u - overpotential - r * law.CurrentDensity(here, u);
        var limits = law.Limits(state);
        var peak = overpotential < 0 ? Math.Max(overpotential, limits.InsertionOverpotential) : Math.Min(overpotential, limits.ExtractionOverpotential);
        var onNormalBranch = overpotential < 0 ? Residual(peak) <= 0 : Residual(peak) >= 0;
        return onNormalBranch ? BracketedRoot.Find(Residual, peak, 0) : BracketedRoot.Find(Residual, overpotential, peak);
    }

    /// <summary>Wraps <paramref name="law"/> if the node has <c>film_resistance</c> (Ω m², with <c>film_resistance_activation_energy</c>).</summary>
    public static IInsertionKinetics Read(ModelNode node, IInsertionKinetics law)
    {
        if (Arrhenius.ReadOptional(node, "film_resistance", Dimension.AreaResistance, Interval.Positive) is not { } film) return law;
        return new FilmResistance(law, film with { Reference = 1 / film.Reference });
    }
}
