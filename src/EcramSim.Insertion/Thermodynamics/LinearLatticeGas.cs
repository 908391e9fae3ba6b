using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// Lattice gas with a mean-field repulsion, μ = kT ln[x/(1 − x)] + s·x (Frumkin isotherm): dilute ions whose voltage also slopes.
/// A slope of U in V per unit of x is s = z·slope.
/// </summary>
/// <param name="Interaction">s in eV per ion; negative values attract, below −4kT the host separates into phases.</param>
[ModelName("linear-lattice-gas")]
public sealed record LinearLatticeGas(double Interaction) : IFreeEnergy
{
    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature) => LatticeEntropy.ChemicalPotential(x, temperature) + Interaction * x;

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature) => LatticeEntropy.Slope(x, temperature) + Interaction;

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature) => LatticeEntropy.FreeEnergy(x, temperature) + 0.5 * Interaction * x * x;

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Key <c>interaction</c> (eV per ion).</summary>
    public static LinearLatticeGas Read(ModelNode node) => new(node.ElectronVolts("interaction", Interval.Closed(-10, 10)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<LinearLatticeGas> Examples => [new(1.0)];
}
