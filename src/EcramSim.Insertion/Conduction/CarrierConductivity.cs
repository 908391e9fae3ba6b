using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ = zFc·n·μ₀nᵐ·f(T): carriers times mobility. Every ion brings z electrons (n = x) or fills z holes (n = 1 − x) on the c sites of the host;
/// with m &gt; 0 the mobility grows with the filling of the carriers' states, as in a doped polymer whose tail of traps is filled first.
/// </summary>
/// <param name="Mobility">μ₀ &gt; 0 in m²/(V s), at n = 1.</param>
/// <param name="AreHoles">Whether n = 1 − x.</param>
/// <param name="Exponent">m ≥ 0; 0 is a constant mobility.</param>
/// <param name="Activation">f(T), 1 at its reference temperature.</param>
/// <param name="ChargeDensity">zFc in C/m³: the host tells it.</param>
[ModelName("carriers")]
public sealed record CarrierConductivity(double Mobility, bool AreHoles, double Exponent, Arrhenius Activation, double ChargeDensity = double.NaN)
    : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) =>
        ChargeDensity * Mobility * Math.Pow(Carriers(x), 1 + Exponent) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature) =>
        (AreHoles ? -1 : 1) * ChargeDensity * Mobility * (1 + Exponent) * Math.Pow(Carriers(x), Exponent) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>
    /// Keys <c>carriers</c> ("electrons" or "holes"), <c>mobility</c> (m²/(V s), at one carrier per site and charge of the ion),
    /// optional <c>mobility_exponent</c> and activation.
    /// </summary>
    public static CarrierConductivity Read(ModelNode node) => new(
        node.Quantity("mobility", Dimension.Mobility, Interval.Positive), node.Choice("carriers", ["electrons", "holes"]) == "holes",
        node.Number("mobility_exponent", Interval.Closed(0, 10), 0), Arrhenius.ReadFactor(node));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<CarrierConductivity> Examples =>
        [new(5e-5, true, 0, new(1, 0.05), 1e8), new(1e-5, false, 0, new(1, 0.1), 9e8), new(1e-4, true, 1.5, new(1), 1e8)];

    private double Carriers(double x) => AreHoles ? 1 - x : x;
}
