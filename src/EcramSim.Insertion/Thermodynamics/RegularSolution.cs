using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// Regular solution, μ = kT ln[x/(1 − x)] + Ω(1 − 2x): g = Ωx(1 − x) favours like neighbours for Ω &gt; 0, and above Ω = 2kT the
/// host separates into a poor and a rich phase.
/// </summary>
/// <param name="Omega">Ω in eV per ion.</param>
[ModelName("regular-solution")]
public sealed record RegularSolution(double Omega) : IFreeEnergy
{
    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature) => LatticeEntropy.ChemicalPotential(x, temperature) + Omega * (1 - 2 * x);

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature) => LatticeEntropy.Slope(x, temperature) - 2 * Omega;

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature) => LatticeEntropy.FreeEnergy(x, temperature) + Omega * x * (1 - x);

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>
    /// Lower spinodal x_s = ½(1 − √(1 − 2kT/Ω)), where dμ/dx = 0; the upper one is 1 − x_s. Null above the critical temperature, Ω ≤ 2kT.
    /// </summary>
    public double? Spinodal(double temperature)
    {
        var ratio = 2 * PhysicalConstants.ThermalEnergy(temperature) / Omega;
        // ½(1 − √(1 − r)) without cancellation for small r.
        return Omega > 0 && ratio < 1 ? 0.5 * ratio / (1 + Math.Sqrt(1 - ratio)) : null;
    }

    /// <summary>
    /// Filling of the poor phase in equilibrium with the rich one (1 − x_b): the root of μ = 0 below the spinodal. Null for Ω ≤ 2kT.
    /// </summary>
    public double? Binodal(double temperature)
    {
        if (Spinodal(temperature) is not { } spinodal) return null;
        // In y = ln[x/(1 − x)] the root stays well scaled for large Ω; bisection, as μ rises on (0, x_s).
        var omega = Omega / PhysicalConstants.ThermalEnergy(temperature);
        double low = -omega - 1, high = Math.Log(spinodal / (1 - spinodal));
        for (var i = 0; i < 200 && high - low > 0; i++)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) break;
            if (middle - omega * Math.Tanh(0.5 * middle) < 0) low = middle;
            else high = middle;
        }
        return 1 / (1 + Math.Exp(-0.5 * (low + high)));
    }

    /// <summary>
    /// Gap between charge and discharge at vanishing rate of a homogeneous particle, 2μ(x_s)/z in V: each sweep runs to its spinodal. 0 for Ω ≤ 2kT.
    /// </summary>
    public double VoltageGap(double temperature, int chargeNumber = 1) =>
        Spinodal(temperature) is { } spinodal ? 2 * ChemicalPotential(spinodal, temperature) / chargeNumber : 0;

    /// <summary>Key <c>omega</c> (eV per ion).</summary>
    public static RegularSolution Read(ModelNode node) => new(node.ElectronVolts("omega", Interval.Closed(-1, 1)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<RegularSolution> Examples => [new(0.1158), new(-0.05)];
}
