namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// Thermodynamics of a homogeneous host: one function μ(x) gives open-circuit voltage and activity.
/// x is the fraction of filled sites, 0 &lt; x &lt; 1; energies are per ion in eV; temperature in K.
/// Relative to the reference voltage of the host: U(x) = U₀ − μ(x)/z with μ in eV.
/// A law is evaluated as it stands; keeping x inside <see cref="Validity"/> is the caller's part.
/// </summary>
public interface IFreeEnergy
{
    /// <summary>μ(x, T) in eV per ion, including the configurational part.</summary>
    double ChemicalPotential(double x, double temperature);

    /// <summary>dμ/dx in eV per ion.</summary>
    double ChemicalPotentialSlope(double x, double temperature);

    /// <summary>Homogeneous free energy per site g(x, T) in eV, with dg/dx = μ; its zero is free.</summary>
    double FreeEnergy(double x, double temperature);

    /// <summary>The fillings for which the law is defined; inside (0, 1).</summary>
    Quantities.Interval Validity { get; }
}
