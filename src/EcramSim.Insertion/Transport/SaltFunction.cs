using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Transport;

/// <summary>A property of a solution as its fits give it: (Σ aₖ uᵏ)·exp(Σ bₖ uᵏ)·Arrhenius factor, u = c in mol/L.</summary>
public sealed class SaltFunction
{
    private readonly double[] _polynomial, _exponent;
    private readonly Arrhenius _factor;

    /// <summary>A function from its coefficients.</summary>
    /// <param name="polynomial">aₖ in the unit of the property.</param>
    /// <param name="exponent">bₖ; none where null.</param>
    /// <param name="factor">Of temperature; 1 where null.</param>
    public SaltFunction(IReadOnlyList<double> polynomial, IReadOnlyList<double>? exponent = null, Arrhenius? factor = null)
    {
        if (polynomial.Count == 0) throw new ArgumentException("a property needs at least one coefficient");
        (_polynomial, _exponent, _factor) = ([.. polynomial], [.. exponent ?? []], factor ?? new Arrhenius(1));
    }

    /// <summary>Value and slope (per mol/m³) at <paramref name="concentration"/> in mol/m³.</summary>
    public (double Value, double Slope) At(double concentration, double temperature)
    {
        var u = 1e-3 * concentration;
        var (p, dp) = Horner(_polynomial, u);
        var scale = _factor.At(temperature);
        if (_exponent.Length == 0) return (scale * p, 1e-3 * scale * dp);
        var (b, db) = Horner(_exponent, u);
        scale *= Math.Exp(b);
        return (scale * p, 1e-3 * scale * (dp + p * db));
    }

    /// <summary>
    /// Keys <c>KEY</c> (table with the column <paramref name="column"/>: a₀, a₁, …), <c>KEY_exponent</c> (table with the column <c>b</c>; optional)
    /// and <c>KEY_activation_energy</c> (eV; optional, about 298.15 K).
    /// </summary>
    public static SaltFunction Read(ModelNode node, string key, string column)
    {
        var exponent = node.Has(key + "_exponent") ? node.Table(key + "_exponent", "b")["b"] : null;
        var energy = node.Has(key + "_activation_energy") ? node.ElectronVolts(key + "_activation_energy", Interval.Closed(0, 3)) : 0;
        var coefficients = node.Table(key, column)[column];
        if (coefficients.Length == 0) throw node.Error(key, $"column '{column}' is empty");
        return new(coefficients, exponent, new Arrhenius(1, energy));
    }

    private static (double Value, double Slope) Horner(double[] coefficients, double u)
    {
        double value = 0, slope = 0;
        for (var k = coefficients.Length - 1; k >= 0; k--) (value, slope) = (value * u + coefficients[k], slope * u + value);
        return (value, slope);
    }
}
