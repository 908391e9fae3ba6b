using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// All common tangents of a free energy: the lower convex hull of its values on a grid shows where they are, and the equal-area condition
/// between the two rising branches of μ makes them exact.
/// </summary>
internal static class CommonTangent
{
    // A hull that lies nearer to the curve than this (eV) follows rounding, not phases.
    private const double Flat = 1e-13;

    internal static IReadOnlyList<MiscibilityGap> All(IFreeEnergy law, double temperature, double[] x)
    {
        double[] g = [.. x.Select(v => law.FreeEnergy(v, temperature))], mu = [.. x.Select(v => law.ChemicalPotential(v, temperature))];
        var hull = LowerHull(x, g);
        var result = new List<MiscibilityGap>();
        for (var k = 1; k < hull.Count; k++)
        {
            var (i, j) = (hull[k - 1], hull[k]);
            if (j - i < 2) continue;
            var slope = (g[j] - g[i]) / (x[j] - x[i]);
            var height = 0.0;
            for (var m = i + 1; m < j; m++) height = Math.Max(height, g[m] - g[i] - slope * (x[m] - x[i]));
            if (height > Flat) result.Add(Refine(law, temperature, x, mu, i, j) ?? new(x[i], x[j], slope));
        }
        return result;
    }

    // Andrew's monotone chain; points on the hull stay.
    private static List<int> LowerHull(double[] x, double[] g)
    {
        var hull = new List<int>();
        for (var i = 0; i < x.Length; i++)
        {
            while (hull.Count > 1 && (g[hull[^1]] - g[hull[^2]]) / (x[hull[^1]] - x[hull[^2]]) > (g[i] - g[hull[^2]]) / (x[i] - x[hull[^2]]))
                hull.RemoveAt(hull.Count - 1);
            hull.Add(i);
        }
        return hull;
    }

    // Null where the tangent touches only one side, because the range of the law ends before the other phase.
    private static MiscibilityGap? Refine(IFreeEnergy law, double temperature, double[] x, double[] mu, int i, int j)
    {
        var (poor, rich) = (Branch.Around(law, temperature, x, mu, i), Branch.Around(law, temperature, x, mu, j));
        double low = Math.Max(poor.Lowest, rich.Lowest), high = Math.Min(poor.Highest, rich.Highest);
        if (!(low < high)) return null;
        double Area(double potential)
        {
            double a = poor.Filling(potential), b = rich.Filling(potential);
            return law.FreeEnergy(b, temperature) - law.FreeEnergy(a, temperature) - potential * (b - a);
        }
        if (Area(low) > 0 == Area(high) > 0) return null;
        // In eV; far below what a voltage needs, and above the rounding of the areas.
        var common = BracketedRoot.Find(Area, low, high, 1e-14);
        return new(poor.Filling(common), rich.Filling(common), common);
    }

    /// <summary>A piece of the grid on which μ rises, with its inverse x(μ).</summary>
    private sealed record Branch(IFreeEnergy Law, double Temperature, double[] X, double[] Mu, int First, int Last)
    {
        internal double Lowest => Mu[First];

        internal double Highest => Math.Max(Mu[Last], AtEnd ? Law.ChemicalPotential(End, Temperature) : Mu[Last]);

        // Beyond the last point of the grid the branch goes on to the largest filling that a double has.
        private bool AtEnd => Last == X.Length - 1 && !Law.Validity.MaximumIncluded;

        private double End => Math.BitDecrement(Law.Validity.Maximum);

        internal static Branch Around(IFreeEnergy law, double temperature, double[] x, double[] mu, int k)
        {
            int first = k, last = k;
            while (first > 0 && mu[first - 1] < mu[first]) first--;
            while (last < x.Length - 1 && mu[last + 1] > mu[last]) last++;
            return new(law, temperature, x, mu, first, last);
        }

        internal double Filling(double potential)
        {
            if (potential <= Lowest) return X[First];
            if (potential >= Highest) return AtEnd ? End : X[Last];
            var k = Array.BinarySearch(Mu, First, Last - First + 1, potential);
            if (k >= 0) return X[k];
            var (left, right) = (X[~k - 1], ~k <= Last ? X[~k] : End);
            return BracketedRoot.Find(v => Law.ChemicalPotential(v, Temperature) - potential, left, right);
        }
    }
}
