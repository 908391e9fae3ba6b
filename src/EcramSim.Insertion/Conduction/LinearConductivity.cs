using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ = (a + b·x)·f(T): every ion brings (b &gt; 0) or removes (b &lt; 0) one carrier of constant mobility. A negative intercept with
/// b &gt; 0 is an offset x₀ = −a/b below which the law does not hold.
/// </summary>
/// <param name="Intercept">a in S/m, the extrapolation to the empty host.</param>
/// <param name="Slope">b in S/m.</param>
/// <param name="Activation">f(T), 1 at its reference temperature.</param>
[ModelName("linear")]
public sealed record LinearConductivity(double Intercept, double Slope, Arrhenius Activation) : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) => (Intercept + Slope * x) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature) => Slope * Activation.Factor(temperature);

    /// <inheritdoc/>
    public Interval Validity
    {
        get
        {
            var zero = Slope == 0 ? double.NaN : -Intercept / Slope;
            return Slope > 0 ? Interval.Open(Math.Max(0, zero), 1) : Interval.Open(0, Slope < 0 ? Math.Min(1, zero) : 1);
        }
    }

    /// <summary>Keys <c>intercept</c>, <c>slope</c> (S/m), optional <c>activation_energy</c>, <c>reference_temperature</c>.</summary>
    public static LinearConductivity Read(ModelNode node)
    {
        var law = new LinearConductivity(node.Quantity("intercept", Dimension.Conductivity, Interval.Finite),
            node.Quantity("slope", Dimension.Conductivity, Interval.Finite), Arrhenius.ReadFactor(node));
        if (Math.Max(law.Intercept, law.Intercept + law.Slope) <= 0)
            throw node.Error("slope", "intercept + slope·x is positive for no x between 0 and 1");
        return law;
    }

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<LinearConductivity> Examples => [new(-45, 1000, new(1)), new(5000, -5000, new(1, 0.1))];
}
