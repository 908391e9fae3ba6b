using EcramSim.Insertion.Materials;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Whether a current keeps a phase-separating host homogeneous (Bazant, Acc. Chem. Res. 46 (2013) 1144): a small bump of the filling grows as
/// long as (∂i/∂x)_V &gt; 0, with the filling felt through the rate itself and through μ~, dμ/dx = μ_h′ + B/ρ (long waves). Insertion that is
/// autoinhibitory (i0 falls with x) suppresses separation above a critical current, autocatalytic insertion never does.
/// </summary>
public static class PhaseSuppression
{
    // Finer than any feature of a law between its spinodals.
    private const int Points = 400;

    /// <summary>(∂i/∂x)_V in A/m² at a homogeneous filling <paramref name="x"/> that takes up <paramref name="currentDensity"/> (A/m²): bumps grow where it is positive. Null where the law cannot carry the current.</summary>
    public static double? Growth(Host host, double x, double currentDensity, double temperature)
    {
        var potential = host.FreeEnergy.ChemicalPotential(x, temperature);
        if (Surface.Voltage(host, x, potential, currentDensity, temperature) is not { } voltage) return null;
        var slopes = SurfaceSlopes.At(host, x, potential, voltage, temperature);
        var strain = host.PhaseField?.CoherencyPotential(host.SiteDensity) ?? 0;
        return slopes.Filling + slopes.Potential * (host.FreeEnergy.ChemicalPotentialSlope(x, temperature) + strain);
    }

    /// <summary>The smallest insertion current in A/m² that keeps every filling stable; 0 where none separates, null where none below <paramref name="largest"/> (A/m²) does.</summary>
    public static double? CriticalCurrent(Host host, double temperature, double largest)
    {
        if (Worst(host, 0, temperature) <= 0) return 0;
        if (Worst(host, largest, temperature) > 0) return null;
        var (low, high) = (0.0, largest);
        while (high - low > 1e-9 * high)
        {
            var middle = 0.5 * (low + high);
            if (Worst(host, middle, temperature) > 0) low = middle;
            else high = middle;
        }
        return high;
    }

    // The largest growth over all fillings that can carry the current.
    private static double Worst(Host host, double current, double temperature)
    {
        var worst = double.NegativeInfinity;
        for (var k = 1; k < Points; k++)
            if (Growth(host, (double)k / Points, current, temperature) is { } growth) worst = Math.Max(worst, growth);
        return worst;
    }
}
