using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ = (σ_r + σ₁·[(x − x_c)/(1 − x_c)]^t)·f(T) above the threshold x_c, σ_r·f(T) below: conducting sites connect at x_c;
/// t ≈ 2 for three-dimensional percolation, 1.3 in two dimensions (Stauffer and Aharony).
/// </summary>
/// <param name="Residual">σ_r &gt; 0 in S/m, below the threshold.</param>
/// <param name="Prefactor">σ₁ &gt; 0 in S/m, the gain at x = 1.</param>
/// <param name="Threshold">x_c.</param>
/// <param name="Exponent">t ≥ 1, so that the slope stays finite at the threshold.</param>
/// <param name="Activation">f(T), 1 at its reference temperature.</param>
[ModelName("percolation")]
public sealed record PercolationConductivity(double Residual, double Prefactor, double Threshold, double Exponent, Arrhenius Activation)
    : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) =>
        (Residual + (x <= Threshold ? 0 : Prefactor * Math.Pow(Connected(x), Exponent))) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature) => x <= Threshold ? 0
        : Prefactor * Exponent / (1 - Threshold) * Math.Pow(Connected(x), Exponent - 1) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Keys <c>residual</c>, <c>prefactor</c> (S/m), <c>threshold</c>, <c>exponent</c>, optional activation.</summary>
    public static PercolationConductivity Read(ModelNode node) => new(
        node.Quantity("residual", Dimension.Conductivity, Interval.Positive),
        node.Quantity("prefactor", Dimension.Conductivity, Interval.Positive),
        node.Number("threshold", Interval.Fraction), node.Number("exponent", Interval.Closed(1, 10)), Arrhenius.ReadFactor(node));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<PercolationConductivity> Examples => [new(0.01, 2e4, 0.32, 1.9, new(1, 0.05))];

    private double Connected(double x) => (x - Threshold) / (1 - Threshold);
}
