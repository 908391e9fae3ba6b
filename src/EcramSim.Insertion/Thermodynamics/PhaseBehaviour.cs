using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>Where a host of one filling is unstable, and into which phases it separates, at one temperature; for any free energy.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Spinodals">Fillings at which dμ/dx changes sign, ascending; empty for a host that mixes at every filling.</param>
/// <param name="Gaps">The gaps, ascending.</param>
public sealed record PhaseBehaviour(double Temperature, IReadOnlyList<double> Spinodals, IReadOnlyList<MiscibilityGap> Gaps)
{
    /// <summary>Searches the whole range of validity; gaps narrower than about 1e-3 in x (4e-3 of layered hosts) are not resolved.</summary>
    /// <param name="law">Any free energy; where it jumps in slope the gap spans the jump.</param>
    /// <param name="temperature">K.</param>
    public static PhaseBehaviour Of(IFreeEnergy law, double temperature)
    {
        var x = FillingGrid.Over(law);
        return new(temperature, SpinodalsOf(law, temperature, x), CommonTangent.All(law, temperature, x));
    }

    /// <summary>Fillings at which dμ/dx changes sign at <paramref name="temperature"/> (K), ascending.</summary>
    public static IReadOnlyList<double> SpinodalsOf(IFreeEnergy law, double temperature) => SpinodalsOf(law, temperature, FillingGrid.Over(law));

    /// <summary>
    /// The temperature in K above which no filling is unstable, to 1e-9 relative, sought between two temperatures; null where nothing is
    /// unstable at the lower one or something still is at the higher.
    /// </summary>
    public static double? CriticalTemperature(IFreeEnergy law, double low, double high)
    {
        var x = FillingGrid.Over(law);
        bool Mixes(double temperature) => LowestSlope(law, temperature, x) >= 0;
        if (Mixes(low) || !Mixes(high)) return null;
        while (high - low > 1e-9 * high)
        {
            var middle = 0.5 * (low + high);
            if (Mixes(middle)) high = middle;
            else low = middle;
        }
        return 0.5 * (low + high);
    }

    private static List<double> SpinodalsOf(IFreeEnergy law, double temperature, double[] x)
    {
        var result = new List<double>();
        var previous = law.ChemicalPotentialSlope(x[0], temperature);
        for (var i = 1; i < x.Length; i++)
        {
            var slope = law.ChemicalPotentialSlope(x[i], temperature);
            // From zero is no crossing: a law with a flat μ is neither stable nor unstable.
            if (previous < 0 != slope < 0 && previous != 0 && slope != 0)
                result.Add(BracketedRoot.Find(f => law.ChemicalPotentialSlope(f, temperature), x[i - 1], x[i]));
            if (slope != 0) previous = slope;
        }
        return result;
    }

    // The smallest dμ/dx, refined between the neighbours of the smallest grid point.
    private static double LowestSlope(IFreeEnergy law, double temperature, double[] x)
    {
        var best = 0;
        var lowest = double.PositiveInfinity;
        for (var i = 0; i < x.Length; i++)
            if (law.ChemicalPotentialSlope(x[i], temperature) is var slope && slope < lowest) (lowest, best) = (slope, i);
        double a = x[Math.Max(best - 1, 0)], b = x[Math.Min(best + 1, x.Length - 1)];
        // Golden section inside the two neighbouring intervals.
        const double ratio = 0.6180339887498949;
        for (var k = 0; k < 60 && b - a > 1e-12; k++)
        {
            double left = b - ratio * (b - a), right = a + ratio * (b - a);
            double fl = law.ChemicalPotentialSlope(left, temperature), fr = law.ChemicalPotentialSlope(right, temperature);
            lowest = Math.Min(lowest, Math.Min(fl, fr));
            if (fl < fr) b = right;
            else a = left;
        }
        return lowest;
    }
}
