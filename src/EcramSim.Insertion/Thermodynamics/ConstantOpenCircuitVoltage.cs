using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>μ = 0: a reservoir of constant voltage U₀, such as a metal of the ion itself or a host on its two-phase plateau.</summary>
[ModelName("constant")]
public sealed record ConstantOpenCircuitVoltage : IFreeEnergy
{
    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature) => 0;

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature) => 0;

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature) => 0;

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>No keys.</summary>
    public static ConstantOpenCircuitVoltage Read(ModelNode node) => new();

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<ConstantOpenCircuitVoltage> Examples => [new()];
}
