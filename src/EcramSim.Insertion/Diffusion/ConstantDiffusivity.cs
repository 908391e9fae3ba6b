using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Diffusion;

/// <summary>D = D₀(T) at every filling.</summary>
/// <param name="Value">D₀ in m²/s.</param>
[ModelName("constant")]
public sealed record ConstantDiffusivity(Arrhenius Value) : IDiffusivity
{
    /// <inheritdoc/>
    public double Diffusivity(double x, double temperature) => Value.At(temperature);

    /// <inheritdoc/>
    public double DiffusivitySlope(double x, double temperature) => 0;

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Key <c>diffusivity</c> (m²/s, with <c>diffusivity_activation_energy</c>).</summary>
    public static ConstantDiffusivity Read(ModelNode node) => new(Arrhenius.Read(node, "diffusivity", Dimension.Diffusivity, Interval.Positive));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<ConstantDiffusivity> Examples => [new(new Arrhenius(1e-14, 0.3))];
}
