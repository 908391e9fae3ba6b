using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.SideReactions;

/// <summary>
/// Ethylene carbonate diffuses through the film and reacts at its inner face, in series (Yang et al., J. Power Sources 360 (2017) 28):
/// i = F·c·k/(1 + L·k/D), k = k₀·exp[−αe(φ − U)/kT]. A thin film is limited by the reaction, a thick one by diffusion.
/// </summary>
/// <param name="RateConstant">k₀ in m/s.</param>
/// <param name="TransferCoefficient">α.</param>
/// <param name="Voltage">U in V against Li/Li⁺.</param>
/// <param name="Diffusivity">D in m²/s, of carbonate in the film.</param>
/// <param name="Concentration">c in mol/m³ of carbonate in the electrolyte.</param>
[ModelName("carbonate-reaction")]
public sealed record CarbonateReactionGrowth(Arrhenius RateConstant, double TransferCoefficient, double Voltage, Arrhenius Diffusivity, double Concentration) : IInterphaseGrowth
{
    /// <inheritdoc/>
    public double CurrentDensity(in InterphaseState state)
    {
        var reaction = RateConstant.At(state.Temperature) * Math.Exp(-TransferCoefficient * (state.Potential - Voltage) / PhysicalConstants.ThermalEnergy(state.Temperature));
        // As a sum of resistances, which stays finite where the reaction overflows.
        return PhysicalConstants.Faraday * Concentration / (1 / reaction + state.Thickness / Diffusivity.At(state.Temperature));
    }

    /// <summary>
    /// Keys <c>rate_constant</c> (m/s), <c>transfer_coefficient</c>, <c>voltage</c> (V), <c>diffusivity</c> (m²/s), <c>concentration</c> (mol/m³); activation energies for the first and fourth.
    /// </summary>
    public static CarbonateReactionGrowth Read(ModelNode node) => new(Arrhenius.Read(node, "rate_constant", Dimension.Velocity, Interval.Positive),
        node.Number("transfer_coefficient", Interval.Fraction), node.Quantity("voltage", Dimension.Volt, Interval.Closed(-1, 5)),
        Arrhenius.Read(node, "diffusivity", Dimension.Diffusivity, Interval.Positive), node.Quantity("concentration", Dimension.Concentration, Interval.Positive));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<CarbonateReactionGrowth> Examples => [new(new(1e-12, 0.39), 0.5, 0.4, new(2e-18, 0.39), 4541)];
}
