using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.SideReactions;

/// <summary>
/// Neutral lithium interstitials carry the electrons through the film: i = F·D·c₀·exp(−eφ/kT)/L, c₀ their concentration in equilibrium with lithium
/// metal. L² grows in proportion to time, and a decade faster for every 59 mV (298 K) towards lithium.
/// </summary>
/// <param name="Diffusivity">D in m²/s.</param>
/// <param name="Concentration">c₀ in mol/m³ at φ = 0.</param>
[ModelName("interstitial-limited")]
public sealed record InterstitialLimitedGrowth(Arrhenius Diffusivity, double Concentration) : IInterphaseGrowth
{
    /// <inheritdoc/>
    public double CurrentDensity(in InterphaseState state) => PhysicalConstants.Faraday * Diffusivity.At(state.Temperature) * Concentration
        * Math.Exp(-state.Potential / PhysicalConstants.ThermalEnergy(state.Temperature)) / state.Thickness;

    /// <summary>Keys <c>diffusivity</c> (m²/s, with activation energy), <c>concentration</c> (mol/m³).</summary>
    public static InterstitialLimitedGrowth Read(ModelNode node) => new(Arrhenius.Read(node, "diffusivity", Dimension.Diffusivity, Interval.Positive),
        node.Quantity("concentration", Dimension.Concentration, Interval.Positive));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<InterstitialLimitedGrowth> Examples => [new(new(1e-20), 15)];
}
