using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.SideReactions;

/// <summary>
/// The reaction is slow, whatever the film: i = j0·exp[−αe(φ − U)/kT]. Thickness grows linearly in time (Safari et al., J. Electrochem. Soc. 156 (2009) A145).
/// </summary>
/// <param name="ExchangeCurrent">j0 in A/m².</param>
/// <param name="TransferCoefficient">α.</param>
/// <param name="Voltage">U in V against Li/Li⁺, below which the film forms.</param>
[ModelName("reaction-limited")]
public sealed record ReactionLimitedGrowth(Arrhenius ExchangeCurrent, double TransferCoefficient, double Voltage) : IInterphaseGrowth
{
    /// <inheritdoc/>
    public double CurrentDensity(in InterphaseState state) =>
        ExchangeCurrent.At(state.Temperature) * Math.Exp(-TransferCoefficient * (state.Potential - Voltage) / PhysicalConstants.ThermalEnergy(state.Temperature));

    /// <summary>Keys <c>exchange_current</c> (A/m², with activation energy), <c>transfer_coefficient</c>, <c>voltage</c> (V).</summary>
    public static ReactionLimitedGrowth Read(ModelNode node) => new(Arrhenius.Read(node, "exchange_current", Dimension.CurrentDensity, Interval.Positive),
        node.Number("transfer_coefficient", Interval.Fraction), node.Quantity("voltage", Dimension.Volt, Interval.Closed(-1, 5)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<ReactionLimitedGrowth> Examples => [new(new(1.5e-7, 0.39), 0.5, 0.4)];
}
