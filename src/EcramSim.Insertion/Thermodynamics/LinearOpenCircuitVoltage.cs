using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// μ = s·x at every temperature: a straight open-circuit voltage U = U₀ − (s/z)·x, as of amorphous films whose site energies are
/// spread widely, or of a constant volumetric capacitance C* (s/z = F·c_sites/C*).
/// </summary>
/// <param name="Interaction">s ≥ 0 in eV per ion.</param>
[ModelName("linear")]
public sealed record LinearOpenCircuitVoltage(double Interaction) : IFreeEnergy
{
    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature) => Interaction * x;

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature) => Interaction;

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature) => 0.5 * Interaction * x * x;

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Key <c>interaction</c> (eV per ion; a slope of 1.25 V per unit of x is 1.25 eV for z = 1, 2.5 eV for z = 2).</summary>
    public static LinearOpenCircuitVoltage Read(ModelNode node) => new(node.ElectronVolts("interaction", Interval.Closed(0, 20)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<LinearOpenCircuitVoltage> Examples => [new(1.25)];
}
