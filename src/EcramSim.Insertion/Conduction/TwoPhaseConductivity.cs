using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ = [(x_r − x)·σ_p(T) + (x − x_p)·σ_r(T)]/(x_r − x_p): an ion-poor and an ion-rich phase side by side as columns from source to drain,
/// in the amounts of the lever rule. Each phase has its own temperature dependence, so the range may shrink or grow when warm.
/// </summary>
/// <param name="PoorFilling">x_p, of the poor phase.</param>
/// <param name="RichFilling">x_r &gt; x_p, of the rich phase.</param>
/// <param name="Poor">σ_p &gt; 0 in S/m.</param>
/// <param name="Rich">σ_r &gt; 0 in S/m.</param>
[ModelName("two-phase")]
public sealed record TwoPhaseConductivity(double PoorFilling, double RichFilling, Arrhenius Poor, Arrhenius Rich) : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) =>
        ((RichFilling - x) * Poor.At(temperature) + (x - PoorFilling) * Rich.At(temperature)) / (RichFilling - PoorFilling);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature) => (Rich.At(temperature) - Poor.At(temperature)) / (RichFilling - PoorFilling);

    /// <inheritdoc/>
    public Interval Validity => Interval.Closed(PoorFilling, RichFilling);

    /// <summary>Keys <c>poor</c>, <c>rich</c> (S/m, each with its own activation), <c>poor_filling</c>, <c>rich_filling</c>.</summary>
    public static TwoPhaseConductivity Read(ModelNode node)
    {
        var poor = node.Number("poor_filling", Interval.Fraction);
        return new(poor, node.Number("rich_filling", Interval.Open(poor, 1)),
            Arrhenius.Read(node, "poor", Dimension.Conductivity, Interval.Positive), Arrhenius.Read(node, "rich", Dimension.Conductivity, Interval.Positive));
    }

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<TwoPhaseConductivity> Examples => [new(0.01, 0.6, new(1, 0.3), new(100, 0.1)), new(0.15, 0.9, new(1e5), new(10, 0.2))];
}
