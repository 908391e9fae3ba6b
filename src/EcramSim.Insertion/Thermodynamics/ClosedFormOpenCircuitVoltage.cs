using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// A fit of measured voltages as parameter sets of batteries print it (Dualfoil, Doyle, Fuller and Newman and their successors):
/// U(x) = U_c + Σ a·tanh[(o + m·sx)/w] + Σ a·exp[(o + m·sx)/w] + Σ a·(o + m·sx)ⁿ, s a stretch of the filling, 1 in most. μ = −z(U − U₀) at every
/// temperature. Fits are smooth, not always monotone, and useless beyond the data: the range of validity belongs to the law.
/// </summary>
/// <param name="Constant">U_c in V.</param>
/// <param name="Terms">The sums, in any order.</param>
/// <param name="Stretch">s.</param>
/// <param name="Range">Fillings for which the fit holds.</param>
/// <param name="Reference">U₀ in V, of the host.</param>
/// <param name="ChargeNumber">z, of the host.</param>
[ModelName("closed-form")]
public sealed record ClosedFormOpenCircuitVoltage(double Constant, IReadOnlyList<VoltageTerm> Terms, double Stretch, Interval Range, double Reference = 0, int ChargeNumber = 1)
    : IOpenCircuitVoltage
{
    /// <inheritdoc/>
    public IFreeEnergy For(double reference, int chargeNumber) => this with { Reference = reference, ChargeNumber = chargeNumber };

    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature)
    {
        var sum = Constant - Reference;
        foreach (var term in Terms) sum += term.Value(Stretch * x);
        return -ChargeNumber * sum;
    }

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature)
    {
        var sum = 0.0;
        foreach (var term in Terms) sum += term.Slope(Stretch * x);
        return -ChargeNumber * Stretch * sum;
    }

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature)
    {
        var sum = 0.0;
        foreach (var term in Terms) sum += term.Integral(Stretch * x);
        return -ChargeNumber * ((Constant - Reference) * x + sum / Stretch);
    }

    /// <inheritdoc/>
    public Interval Validity => Range;

    /// <summary>
    /// Keys <c>minimum_filling</c>, <c>maximum_filling</c>, optional <c>constant</c> (V), <c>stretch</c>, and the tables <c>tanh</c> and <c>exponential</c>
    /// (columns <c>amplitude_V</c>, <c>offset</c>, <c>slope</c>, <c>width</c>) and <c>power</c> (<c>amplitude_V</c>, <c>offset</c>, <c>slope</c>, <c>exponent</c>).
    /// </summary>
    public static ClosedFormOpenCircuitVoltage Read(ModelNode node)
    {
        var low = node.Number("minimum_filling", Interval.Fraction);
        var high = node.Number("maximum_filling", new Interval(low, 1, false, false));
        List<VoltageTerm> terms = [.. Rows(node, "tanh", VoltageShape.Tanh, "width"), .. Rows(node, "exponential", VoltageShape.Exponential, "width"), .. Rows(node, "power", VoltageShape.Power, "exponent")];
        return new(node.Quantity("constant", Dimension.Volt, Interval.Closed(-100, 100), 0), terms, node.Number("stretch", Interval.Positive, 1), Interval.Closed(low, high));
    }

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<ClosedFormOpenCircuitVoltage> Examples =>
    [
        new(0.19, [new(VoltageShape.Exponential, 1.5, 0, -120, 1), new(VoltageShape.Tanh, 0.035, -0.29, 1, 0.083)], 1, Interval.Closed(0.01, 0.99)),
        new(4.2, [new(VoltageShape.Power, -0.03, 1.01, -1, -0.5), new(VoltageShape.Power, -0.2, 0, 1, 2), new(VoltageShape.Power, 0.01, 0.1, 1, -1)], 1.06, Interval.Closed(0.05, 0.9), 3.9, 2),
    ];

    private static IEnumerable<VoltageTerm> Rows(ModelNode node, string key, VoltageShape shape, string last)
    {
        if (!node.Has(key)) yield break;
        var table = node.Table(key, "amplitude_V", "offset", "slope", last);
        for (var i = 0; i < table[last].Length; i++)
        {
            if (table["slope"][i] == 0 || (shape != VoltageShape.Power && table[last][i] == 0))
                throw node.Error(key, $"row {i + 1}: slope{(shape == VoltageShape.Power ? "" : " and width")} must not be 0; use the key constant");
            yield return new(shape, table["amplitude_V"][i], table["offset"][i], table["slope"][i], table[last][i]);
        }
    }
}
