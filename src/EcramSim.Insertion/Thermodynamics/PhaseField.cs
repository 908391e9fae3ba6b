using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// What a filling that varies in space costs, beyond the homogeneous free energy: μ = μ_h(x) − (κ/ρ)∇²x + (B/ρ)(x − x̄), ρ the number density of
/// sites, and at a surface κ·∂x/∂n = dγ/dx (outward normal n), or a fixed filling beyond the edge of a wetted facet.
/// </summary>
/// <param name="GradientEnergy">κ in J/m: energy density ½κ|∇x|².</param>
/// <param name="CoherencyModulus">B in Pa: energy density ½B(x − x̄)² of the strain that a coherent particle keeps; 0 without.</param>
/// <param name="WettedFilling">Filling beyond the edges of a facet, which seeds a phase there; null where edges do not matter.</param>
/// <param name="SurfaceEnergySlope">dγ/dx in J/m² of the outer surface, in the sign of κ·∂x/∂n = dγ/dx: &gt; 0 fills the surface; 0 is neutral.</param>
public sealed record PhaseField(double GradientEnergy, double CoherencyModulus = 0, double? WettedFilling = null, double SurfaceEnergySlope = 0)
{
    /// <summary>κ/ρ in eV m², the factor of −∇²x in μ.</summary>
    /// <param name="siteDensity">mol/m³.</param>
    public double GradientPotential(double siteDensity) => GradientEnergy / (siteDensity * PhysicalConstants.Faraday);

    /// <summary>B/ρ in eV, the factor of x − x̄ in μ.</summary>
    /// <param name="siteDensity">mol/m³.</param>
    public double CoherencyPotential(double siteDensity) => CoherencyModulus / (siteDensity * PhysicalConstants.Faraday);

    /// <summary>
    /// Keys <c>gradient_energy</c> (J/m) and, optional, <c>coherency_strain</c> (Pa), <c>wetted_filling</c>, <c>surface_energy_slope</c> (J/m²).
    /// </summary>
    public static PhaseField Read(ModelNode node) => new(
        node.Quantity("gradient_energy", Dimension.GradientEnergy, Interval.Positive),
        node.Quantity("coherency_strain", Dimension.Pressure, Interval.NotNegative, 0),
        node.Has("wetted_filling") ? node.Number("wetted_filling", Interval.Fraction) : null,
        node.Quantity("surface_energy_slope", Dimension.SurfaceEnergy, Interval.Finite, 0));
}
