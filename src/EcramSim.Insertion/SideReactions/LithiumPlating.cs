using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.SideReactions;

/// <summary>
/// Lithium metal on the surface of a host, deposited and dissolved by Butler–Volmer kinetics of the metal:
/// i = F·k·c₊·s·[exp(−αeη/kT) − exp((1 − α)eη/kT)], η = φ_s − φ_e + iR, with s = 1 where metal is deposited (η &lt; 0) and s = n/(n + n*) where it
/// dissolves: nothing is plated unless η &lt; 0, nothing stripped that is not there. A full surface needs no condition of its own: it drives η below 0.
/// Plated metal loses contact with rate γ and is dead: ṅ = i/F − γn, ḋ = γn, γ = γ₀·L₀/L behind an interphase of thickness L. After O'Kane et al.,
/// J. Electrochem. Soc. 167 (2020) 090540 and Phys. Chem. Chem. Phys. 24 (2022) 7909, who weight both directions by concentrations of their own; there a trace is plated
/// even at η &gt; 0.
/// </summary>
/// <param name="RateConstant">k in m/s.</param>
/// <param name="TransferCoefficient">α of the deposition.</param>
/// <param name="Coverage">n* in mol/m²: less than this no longer covers the surface.</param>
/// <param name="DecayRate">γ₀ in 1/s; 0 keeps all plated metal alive.</param>
/// <param name="DecayThickness">L₀ in m, thickness of the interphase to which γ₀ belongs.</param>
public sealed record LithiumPlating(Arrhenius RateConstant, double TransferCoefficient, double Coverage, double DecayRate = 0, double DecayThickness = 5e-9)
{
    /// <summary>i in A/m², &gt; 0 where metal is deposited.</summary>
    public double CurrentDensity(in PlatingState state)
    {
        var eta = state.Potential / PhysicalConstants.ThermalEnergy(state.Temperature);
        var cover = eta < 0 ? 1 : state.Plated > 0 ? state.Plated / (state.Plated + Coverage) : 0;
        if (cover == 0) return 0;
        return PhysicalConstants.Faraday * RateConstant.At(state.Temperature) * state.ElectrolyteConcentration * cover
            * (Math.Exp(-TransferCoefficient * eta) - Math.Exp((1 - TransferCoefficient) * eta));
    }

    /// <summary>γ in 1/s behind an interphase of <paramref name="thickness"/> (m).</summary>
    public double Decay(double thickness) => DecayRate * DecayThickness / thickness;

    /// <summary>ṅ and ḋ in mol/(m² s): metal that can be stripped, and dead metal; their sum is i/F.</summary>
    public (double Plated, double Dead) Rates(in PlatingState state, double interphaseThickness)
    {
        var dying = Decay(interphaseThickness) * Math.Max(state.Plated, 0);
        return (CurrentDensity(state) / PhysicalConstants.Faraday - dying, dying);
    }

    /// <summary>
    /// Keys <c>rate_constant</c> (m/s, with activation energy), <c>transfer_coefficient</c>, <c>coverage</c> (mol/m²), <c>decay_rate</c> (1/s), <c>decay_thickness</c> (m).
    /// </summary>
    public static LithiumPlating Read(ModelNode node) => new(Arrhenius.Read(node, "rate_constant", Dimension.Velocity, Interval.Positive),
        node.Number("transfer_coefficient", Interval.Fraction), node.Quantity("coverage", Dimension.SurfaceConcentration, Interval.Positive),
        node.Quantity("decay_rate", Dimension.Frequency, Interval.NotNegative), node.Quantity("decay_thickness", Dimension.Metre, Interval.Positive));
}
