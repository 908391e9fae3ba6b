using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.SideReactions;

/// <summary>
/// Electrons migrate through the film to its outer face: i = κ(U − φ)/L where φ &lt; U, else 0. L² grows in proportion to time.
/// </summary>
/// <param name="Conductivity">κ in S/m, electronic, of the film.</param>
/// <param name="Voltage">U in V against Li/Li⁺ at the outer face.</param>
[ModelName("electron-limited")]
public sealed record ElectronLimitedGrowth(Arrhenius Conductivity, double Voltage) : IInterphaseGrowth
{
    /// <inheritdoc/>
    public double CurrentDensity(in InterphaseState state) => Conductivity.At(state.Temperature) * Math.Max(Voltage - state.Potential, 0) / state.Thickness;

    /// <summary>Keys <c>conductivity</c> (S/m, with activation energy), <c>voltage</c> (V).</summary>
    public static ElectronLimitedGrowth Read(ModelNode node) => new(Arrhenius.Read(node, "conductivity", Dimension.Conductivity, Interval.Positive),
        node.Quantity("voltage", Dimension.Volt, Interval.Closed(-1, 5)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<ElectronLimitedGrowth> Examples => [new(new(8.95e-14), 0.1)];
}
