using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.SideReactions;

/// <summary>Solvent diffuses through the film and reacts at once at its inner face: i = F·D·c/L, whatever the potential. L² grows in proportion to time.</summary>
/// <param name="Diffusivity">D in m²/s, of solvent in the film.</param>
/// <param name="Concentration">c in mol/m³ of solvent in the electrolyte.</param>
[ModelName("solvent-limited")]
public sealed record SolventLimitedGrowth(Arrhenius Diffusivity, double Concentration) : IInterphaseGrowth
{
    /// <inheritdoc/>
    public double CurrentDensity(in InterphaseState state) => PhysicalConstants.Faraday * Diffusivity.At(state.Temperature) * Concentration / state.Thickness;

    /// <summary>Keys <c>diffusivity</c> (m²/s, with activation energy), <c>concentration</c> (mol/m³).</summary>
    public static SolventLimitedGrowth Read(ModelNode node) => new(Arrhenius.Read(node, "diffusivity", Dimension.Diffusivity, Interval.Positive),
        node.Quantity("concentration", Dimension.Concentration, Interval.Positive));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<SolventLimitedGrowth> Examples => [new(new(2.5e-22, 0.39), 2636)];
}
