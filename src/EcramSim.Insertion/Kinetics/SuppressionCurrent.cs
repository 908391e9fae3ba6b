using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// The current at which insertion itself keeps a phase-separating host uniform (Bai, Cogswell and Bazant, Nano Lett. 11 (2011) 4890; Bazant, Faraday Discuss.
/// 199 (2017) 423). At fixed potential a richer spot grows if its insertion current rises with the filling, di/dx &gt; 0 with dμ/dx + B/ρ in both overpotential
/// and activity (long waves; gradient energy only helps). Where i0 falls with x fast enough, this ends above a critical current.
/// </summary>
public static class SuppressionCurrent
{
    private const int Fillings = 400;

    /// <summary>
    /// Smallest i in A/m² per interface area for which di/dx ≤ 0 at every filling that can carry it; 0 for a host that mixes, null where no current
    /// up to 10⁴ times the largest exchange current is enough.
    /// </summary>
    /// <param name="host">The host; its coherency strain counts.</param>
    /// <param name="temperature">K.</param>
    public static double? Find(Host host, double temperature)
    {
        var range = host.FreeEnergy.Validity;
        double[] x = [.. Enumerable.Range(0, Fillings).Select(k => range.Minimum + (range.Maximum - range.Minimum) * (k + 0.5) / Fillings)];
        var scale = x.Max(v => host.Kinetics.ExchangeCurrentDensity(host.Interface(v, temperature)));
        double low = 1e-5 * scale, high = 1e4 * scale;
        if (!IsUnstable(host, x, low, temperature)) return 0;
        if (IsUnstable(host, x, high, temperature)) return null;
        // The boundary is crossed once: more current moves every filling further from equilibrium.
        while (high / low > 1 + 1e-10)
        {
            var middle = Math.Sqrt(low * high);
            if (IsUnstable(host, x, middle, temperature)) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }

    /// <summary>di/dx in A/m² at fixed potential while i = <paramref name="currentDensity"/> (A/m²) flows into filling <paramref name="x"/>; null where the law cannot carry it.</summary>
    public static double? Slope(Host host, double x, double currentDensity, double temperature)
    {
        var state = host.Interface(x, temperature);
        if (RequiredOverpotential.Find(host.Kinetics, state, currentDensity) is not { } eta) return null;
        var slope = host.FreeEnergy.ChemicalPotentialSlope(x, temperature) + (host.PhaseField?.CoherencyPotential(host.SiteDensity) ?? 0);
        var step = 1e-6 * Math.Min(x, 1 - x);
        double At(double dx) => host.Kinetics.CurrentDensity(
            state with { X = x + dx, LogActivity = state.LogActivity + slope * dx / PhysicalConstants.ThermalEnergy(temperature) }, eta + slope * dx / host.ChargeNumber);
        return (At(step) - At(-step)) / (2 * step);
    }

    private static bool IsUnstable(Host host, double[] x, double currentDensity, double temperature)
    {
        foreach (var v in x)
            if (Slope(host, v, currentDensity, temperature) is > 0) return true;
        return false;
    }
}
