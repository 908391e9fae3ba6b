using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ = (σ_ins + σ_m·(1 − x)/(1 + exp[(x − x_mit)/w]))·f(T): the hole density 1 − x times a smooth switch between metal (x &lt; x_mit)
/// and insulator. LixCoO2 films: transition near x ≈ 0.8, about four decades between x = 1 and 0.5.
/// </summary>
/// <param name="Insulator">σ_ins &gt; 0 in S/m, of the full host.</param>
/// <param name="Metal">σ_m &gt; 0 in S/m, per hole and site.</param>
/// <param name="Transition">x_mit.</param>
/// <param name="Width">w &gt; 0, in units of x.</param>
/// <param name="Activation">f(T), 1 at its reference temperature.</param>
[ModelName("hole-metal-insulator")]
public sealed record HoleMetalInsulatorConductivity(double Insulator, double Metal, double Transition, double Width, Arrhenius Activation)
    : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) => (Insulator + Metal * (1 - x) * Switch(x)) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature)
    {
        var s = Switch(x);
        return -Metal * s * (1 + (1 - x) * (1 - s) / Width) * Activation.Factor(temperature);
    }

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Keys <c>insulator</c>, <c>metal</c> (S/m), <c>transition</c>, <c>width</c> (in x), optional activation.</summary>
    public static HoleMetalInsulatorConductivity Read(ModelNode node) => new(
        node.Quantity("insulator", Dimension.Conductivity, Interval.Positive),
        node.Quantity("metal", Dimension.Conductivity, Interval.Positive),
        node.Number("transition", Interval.Fraction), node.Number("width", new Interval(0, 1, false, true)), Arrhenius.ReadFactor(node));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<HoleMetalInsulatorConductivity> Examples => [new(0.1, 2500, 0.8, 0.03, new(1))];

    private double Switch(double x) => 1 / (1 + Math.Exp((x - Transition) / Width));
}
