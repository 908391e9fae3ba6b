using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ = σ_ins·f(T) + σ_m·(T₀/T)ⁿ·(1 − x)/(1 + exp[(x − x_mit)/w]): the hole density 1 − x times a smooth switch between metal (x &lt; x_mit)
/// and insulator. LixCoO2 films: transition near x ≈ 0.8, about four decades between x = 1 and 0.5. The metal conducts worse when warm (n &gt; 0),
/// the insulator better. T₀ is the reference temperature of f.
/// </summary>
/// <param name="Insulator">σ_ins &gt; 0 in S/m, of the full host.</param>
/// <param name="Metal">σ_m &gt; 0 in S/m, per hole and site.</param>
/// <param name="Transition">x_mit.</param>
/// <param name="Width">w &gt; 0, in units of x.</param>
/// <param name="Activation">f(T) of the insulator, 1 at its reference temperature.</param>
/// <param name="MetalExponent">n ≥ 0; about 1 where phonons scatter, 0 in disordered films.</param>
[ModelName("hole-metal-insulator")]
public sealed record HoleMetalInsulatorConductivity(double Insulator, double Metal, double Transition, double Width, Arrhenius Activation, double MetalExponent = 0)
    : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) =>
        Insulator * Activation.Factor(temperature) + MetalAt(temperature) * (1 - x) * Switch(x);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature)
    {
        var s = Switch(x);
        return -MetalAt(temperature) * s * (1 + (1 - x) * (1 - s) / Width);
    }

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>
    /// Keys <c>insulator</c>, <c>metal</c> (S/m), <c>transition</c>, <c>width</c> (in x), optional activation of the insulator and
    /// <c>metal_temperature_exponent</c>.
    /// </summary>
    public static HoleMetalInsulatorConductivity Read(ModelNode node) => new(
        node.Quantity("insulator", Dimension.Conductivity, Interval.Positive),
        node.Quantity("metal", Dimension.Conductivity, Interval.Positive),
        node.Number("transition", Interval.Fraction), node.Number("width", new Interval(0, 1, false, true)), Arrhenius.ReadFactor(node),
        node.Number("metal_temperature_exponent", Interval.Closed(0, 5), 0));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<HoleMetalInsulatorConductivity> Examples =>
        [new(0.1, 2500, 0.8, 0.03, new(1)), new(0.1, 2500, 0.8, 0.03, new(1, 0.16), 1)];

    private double MetalAt(double temperature) => MetalExponent == 0 ? Metal : Metal * Math.Pow(Activation.ReferenceTemperature / temperature, MetalExponent);

    private double Switch(double x) => 1 / (1 + Math.Exp((x - Transition) / Width));
}
