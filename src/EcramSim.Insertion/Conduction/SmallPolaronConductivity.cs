using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ = 4σ_max·x(1 − x)·(T₀/T)·f(T): a small polaron on a fraction x of the sites hops to an empty neighbour; σ_max is reached at x = ½.
/// The law of weakly doped tungsten oxide (W5+ beside W6+). T₀ is the reference temperature of f; the factor T₀/T is that of Einstein's relation
/// (adiabatic hopping; Austin and Mott, Adv. Phys. 18 (1969) 41).
/// </summary>
/// <param name="Maximum">σ_max &gt; 0 in S/m, at T₀.</param>
/// <param name="Activation">f(T), 1 at its reference temperature: hopping is activated, 0.1–0.3 eV.</param>
[ModelName("small-polaron")]
public sealed record SmallPolaronConductivity(double Maximum, Arrhenius Activation) : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) => 4 * MaximumAt(temperature) * x * (1 - x);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature) => 4 * MaximumAt(temperature) * (1 - 2 * x);

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Keys <c>maximum</c> (S/m), optional <c>activation_energy</c>, <c>reference_temperature</c>.</summary>
    public static SmallPolaronConductivity Read(ModelNode node) =>
        new(node.Quantity("maximum", Dimension.Conductivity, Interval.Positive), Arrhenius.ReadFactor(node));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<SmallPolaronConductivity> Examples => [new(300, new(1, 0.2))];

    private double MaximumAt(double temperature) => Maximum * Activation.ReferenceTemperature / temperature * Activation.Factor(temperature);
}
