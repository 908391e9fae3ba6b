using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>Ideal lattice gas, μ = kT ln[x/(1 − x)]: equal, independent sites, at most one ion each.</summary>
[ModelName("lattice-gas")]
public sealed record LatticeGas : IFreeEnergy
{
    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature) => LatticeEntropy.ChemicalPotential(x, temperature);

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature) => LatticeEntropy.Slope(x, temperature);

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature) => LatticeEntropy.FreeEnergy(x, temperature);

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>No keys.</summary>
    public static LatticeGas Read(ModelNode node) => new();

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<LatticeGas> Examples => [new()];
}
