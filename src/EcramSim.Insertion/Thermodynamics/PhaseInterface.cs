using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// The flat boundary between two phases in equilibrium (Cahn and Hilliard, J. Chem. Phys. 28 (1958) 258): what gradient energy makes of a miscibility gap.
/// </summary>
/// <param name="Energy">γ = ∫√(2κρ Δg) dx over the gap, in J/m²; Δg the height of the free energy above the common tangent.</param>
/// <param name="Width">ℓ = (x_rich − x_poor)·√(κ/(2ρ Δg_max)) in m: the gap over the steepest gradient.</param>
public sealed record PhaseInterface(double Energy, double Width)
{
    /// <summary>
    /// The boundary of one gap; null where the host has no gradient energy, and for layered hosts, whose layers each have a profile of their own.
    /// </summary>
    public static PhaseInterface? Of(Host host, MiscibilityGap gap, double temperature)
    {
        if (host.PhaseField is not { } field || host.FreeEnergy is ILayeredFreeEnergy) return null;
        // ρΔg in J/m³ for Δg in eV per site.
        var density = host.SiteDensity * PhysicalConstants.Faraday;
        double Height(double x) => density * Math.Max(host.FreeEnergy.FreeEnergy(x, temperature) - gap.Tangent(host.FreeEnergy, x, temperature), 0);
        // √Δg falls linearly to the ends, with logarithms near 0 and 1: even steps in the angle of x smooth them.
        const int steps = 2000;
        double sum = 0, highest = 0, reach = gap.Rich - gap.Poor;
        for (var k = 0; k < steps; k++)
        {
            var angle = Math.PI * (k + 0.5) / steps;
            var height = Height(gap.Poor + 0.5 * reach * (1 - Math.Cos(angle)));
            highest = Math.Max(highest, height);
            sum += Math.Sqrt(2 * field.GradientEnergy * height) * Math.Sin(angle);
        }
        return new(0.5 * reach * Math.PI / steps * sum, reach * Math.Sqrt(field.GradientEnergy / (2 * highest)));
    }
}
