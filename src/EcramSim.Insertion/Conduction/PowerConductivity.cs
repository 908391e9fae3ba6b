using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>σ = (σ_r + σ₁·xⁿ)·f(T): convex for n &gt; 1, as where carriers delocalise upon filling.</summary>
/// <param name="Residual">σ_r ≥ 0 in S/m, conductivity of the empty host.</param>
/// <param name="Prefactor">σ₁ &gt; 0 in S/m.</param>
/// <param name="Exponent">n &gt; 0.</param>
/// <param name="Activation">f(T), 1 at its reference temperature.</param>
[ModelName("power")]
public sealed record PowerConductivity(double Residual, double Prefactor, double Exponent, Arrhenius Activation) : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) =>
        (Residual + Prefactor * Math.Pow(x, Exponent)) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature) =>
        Prefactor * Exponent * Math.Pow(x, Exponent - 1) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Keys <c>residual</c>, <c>prefactor</c> (S/m), <c>exponent</c>, optional activation.</summary>
    public static PowerConductivity Read(ModelNode node) => new(
        node.Quantity("residual", Dimension.Conductivity, Interval.NotNegative),
        node.Quantity("prefactor", Dimension.Conductivity, Interval.Positive),
        node.Number("exponent", new Interval(0, 10, false, true)), Arrhenius.ReadFactor(node));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<PowerConductivity> Examples => [new(1, 1000, 1.7, new(1, 0.05))];
}
