using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// A host that changes from an ion-poor to an ion-rich phase, seen from outside at equilibrium (Maxwell): between the two phases
/// μ = s·(x − (x_p + x_r)/2), flat up to the slope that strain and size leave; beyond them dilute solutions of ions and of vacancies,
/// μ = μ(x_i) + kT{ln[x/(1 − x)] − ln[x_i/(1 − x_i)]}. What the boundary between the phases costs or delays is not in it.
/// </summary>
/// <param name="PoorFilling">x_p.</param>
/// <param name="RichFilling">x_r &gt; x_p.</param>
/// <param name="Slope">s ≥ 0 in eV per ion and unit of x.</param>
[ModelName("two-phase")]
public sealed record TwoPhasePlateau(double PoorFilling, double RichFilling, double Slope) : IFreeEnergy
{
    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature) =>
        Side(x) is not { } end ? OnPlateau(x)
        : OnPlateau(end) + LatticeEntropy.ChemicalPotential(x, temperature) - LatticeEntropy.ChemicalPotential(end, temperature);

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature) => Side(x) is null ? Slope : LatticeEntropy.Slope(x, temperature);

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature)
    {
        var middle = 0.5 * (PoorFilling + RichFilling);
        if (Side(x) is not { } end) return 0.5 * Slope * (x - middle) * (x - middle);
        return 0.5 * Slope * (end - middle) * (end - middle) + (OnPlateau(end) - LatticeEntropy.ChemicalPotential(end, temperature)) * (x - end)
            + LatticeEntropy.FreeEnergy(x, temperature) - LatticeEntropy.FreeEnergy(end, temperature);
    }

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Keys <c>poor_filling</c>, <c>rich_filling</c>, <c>slope</c> (eV per ion and unit of x; the host's <c>reference_voltage</c> belongs to the middle of the plateau).</summary>
    public static TwoPhasePlateau Read(ModelNode node)
    {
        var poor = node.Number("poor_filling", Interval.Fraction);
        return new(poor, node.Number("rich_filling", Interval.Open(poor, 1)), node.ElectronVolts("slope", Interval.Closed(0, 5)));
    }

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<TwoPhasePlateau> Examples => [new(0.1, 0.6, 0.02), new(0.15, 0.9, 0.06)];

    private double OnPlateau(double x) => Slope * (x - 0.5 * (PoorFilling + RichFilling));

    // The phase that is alone at x; null between the two.
    private double? Side(double x) => x < PoorFilling ? PoorFilling : x > RichFilling ? RichFilling : null;
}
