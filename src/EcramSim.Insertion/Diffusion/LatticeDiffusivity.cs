using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Diffusion;

/// <summary>
/// D = D₀(T)·x(1 − x): a hop needs an ion and an empty site beside it. Together with μ of a lattice gas, dμ/dx = kT/[x(1 − x)], it gives
/// Fick's law with D₀.
/// </summary>
/// <param name="Value">D₀ in m²/s.</param>
[ModelName("lattice")]
public sealed record LatticeDiffusivity(Arrhenius Value) : IDiffusivity
{
    /// <inheritdoc/>
    public double Diffusivity(double x, double temperature) => Value.At(temperature) * x * (1 - x);

    /// <inheritdoc/>
    public double DiffusivitySlope(double x, double temperature) => Value.At(temperature) * (1 - 2 * x);

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Key <c>diffusivity</c> (D₀, m²/s, with <c>diffusivity_activation_energy</c>).</summary>
    public static LatticeDiffusivity Read(ModelNode node) => new(Arrhenius.Read(node, "diffusivity", Dimension.Diffusivity, Interval.Positive));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<LatticeDiffusivity> Examples => [new(new Arrhenius(5.3e-19))];
}
