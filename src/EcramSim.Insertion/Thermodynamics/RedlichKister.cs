using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// Redlich–Kister expansion on a lattice gas: g = kT[x ln x + (1 − x) ln(1 − x)] + x(1 − x) Σ L_k (1 − 2x)^k. One term is the
/// regular solution with Ω = L₀. The coefficients do not depend on temperature.
/// </summary>
/// <param name="Coefficients">L₀, L₁, … in eV per ion.</param>
[ModelName("redlich-kister")]
public sealed record RedlichKister(IReadOnlyList<double> Coefficients) : IFreeEnergy
{
    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature)
    {
        var (p, d, _) = Polynomial(x);
        return LatticeEntropy.ChemicalPotential(x, temperature) + (1 - 2 * x) * p - 2 * x * (1 - x) * d;
    }

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature)
    {
        var (p, d, dd) = Polynomial(x);
        return LatticeEntropy.Slope(x, temperature) - 2 * p - 4 * (1 - 2 * x) * d + 4 * x * (1 - x) * dd;
    }

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature) => LatticeEntropy.FreeEnergy(x, temperature) + x * (1 - x) * Polynomial(x).Value;

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Key <c>coefficients</c>: a table with the column <c>L_eV</c>.</summary>
    public static RedlichKister Read(ModelNode node)
    {
        var coefficients = node.Table("coefficients", "L_eV")["L_eV"];
        return coefficients.Length is >= 1 and <= 20 ? new(coefficients) : throw node.Error("coefficients", $"{coefficients.Length} coefficients; 1 to 20 are allowed");
    }

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<RedlichKister> Examples => [new([0.06, -0.02, 0.03, 0.01])];

    // Σ L_k uᵏ at u = 1 − 2x, with its first two derivatives in u.
    private (double Value, double First, double Second) Polynomial(double x)
    {
        var u = 1 - 2 * x;
        double p = 0, d = 0, dd = 0;
        for (var k = Coefficients.Count - 1; k >= 0; k--)
        {
            dd = dd * u + 2 * d;
            d = d * u + p;
            p = p * u + Coefficients[k];
        }
        return (p, d, dd);
    }
}
