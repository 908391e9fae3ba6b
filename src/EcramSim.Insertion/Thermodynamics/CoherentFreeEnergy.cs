using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// The free energy that decides about phases inside one coherent particle: the strain ½(B/ρ)(x − x̄)² of two phases with mean x̄ differs from ½(B/ρ)x² only by terms that are
/// the same for both, so common tangents of g + ½(B/ρ)x² are the coherent phases (Cahn, Acta Metall. 10 (1962) 907), and its inflections the coherent spinodal. Its μ is
/// that of the particle plus (B/ρ)x̄: a coherent plateau is not flat.
/// </summary>
/// <param name="Law">The stress-free law.</param>
/// <param name="Stiffness">B/ρ in eV per site.</param>
public sealed record CoherentFreeEnergy(IFreeEnergy Law, double Stiffness) : IFreeEnergy
{
    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature) => Law.ChemicalPotential(x, temperature) + Stiffness * x;

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature) => Law.ChemicalPotentialSlope(x, temperature) + Stiffness;

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature) => Law.FreeEnergy(x, temperature) + 0.5 * Stiffness * x * x;

    /// <inheritdoc/>
    public Interval Validity => Law.Validity;
}
