namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// Layers in equilibrium at a given mean filling. From several starting orders ions move between pairs of layers down the difference of their
/// potentials, until Newton's method takes over for all layers together; the lowest free energy wins.
/// </summary>
internal static class LayerEquilibrium
{
    private const int MostSweeps = 400;
    // Fillings stay this far inside (0, 1); the logarithm there is worth 36 kT.
    private const double Edge = 2.3e-16;

    internal static void Find(ILayeredFreeEnergy law, double mean, double temperature, Span<double> layers)
    {
        var n = law.Layers;
        Span<double> trial = stackalloc double[n];
        var best = double.PositiveInfinity;
        // k layers as full as the total allows, the others share what remains; k = n is the even distribution.
        for (var k = n; k >= 1; k--)
        {
            var total = n * mean;
            var rich = Math.Min(1, total / k);
            for (var i = 0; i < n; i++) trial[i] = i < k ? rich : (total - k * rich) / (n - k);
            // Layers one after the other for the last start: full, partly filled, empty.
            if (k == 1)
                for (var i = 0; i < n; i++) trial[i] = Math.Clamp(total - i, 0, 1);
            Relax(law, mean, temperature, trial);
            var energy = law.FreeEnergy(trial, temperature);
            if (!(energy < best - 1e-14)) continue;
            best = energy;
            trial.CopyTo(layers);
        }
        layers.Sort(static (a, b) => b.CompareTo(a));
    }

    /// <summary>dμ/dx of the mean at equal potentials, n/(1ᵀH⁻¹1) with H = ∂μ_i/∂x_j, from determinants: no division by a pivot that vanishes.</summary>
    internal static double Slope(ReadOnlySpan<double> h, int n)
    {
        if (n == 2) return 2 * (h[0] * h[3] - h[1] * h[2]) / (h[0] + h[3] - h[1] - h[2]);
        // Cofactors of a symmetric 3×3 matrix.
        double a = h[0], b = h[1], c = h[2], d = h[4], e = h[5], f = h[8];
        double c00 = d * f - e * e, c01 = c * e - b * f, c02 = b * e - c * d, c11 = a * f - c * c, c12 = b * c - a * e, c22 = a * d - b * b;
        return 3 * (a * c00 + b * c01 + c * c02) / (c00 + c11 + c22 + 2 * (c01 + c02 + c12));
    }

    private static void Relax(ILayeredFreeEnergy law, double mean, double temperature, Span<double> layers)
    {
        Span<double> polished = stackalloc double[layers.Length];
        for (var sweep = 1; sweep <= MostSweeps; sweep++)
        {
            var moved = 0.0;
            for (var i = 0; i < layers.Length; i++)
                for (var j = 0; j < i; j++) moved = Math.Max(moved, Exchange(law, temperature, layers, j, i));
            if (moved < 1e-15 || layers.Length == 2) return;
            if (sweep < 2) continue;
            layers.CopyTo(polished);
            // Newton may run to a saddle or elsewhere: it is believed only where it went downhill.
            if (!LayerNewton.Solve(law, mean, temperature, polished) || !(law.FreeEnergy(polished, temperature) <= law.FreeEnergy(layers, temperature) + 1e-16)) continue;
            polished.CopyTo(layers);
            return;
        }
    }

    // Moves ions from layer j to layer i (or back) to the nearest minimum downhill; returns how much.
    private static double Exchange(ILayeredFreeEnergy law, double temperature, Span<double> layers, int i, int j)
    {
        var total = layers[i] + layers[j];
        // The smaller of the two, or the hole of the fuller one, as unknown: it stays exact where it is tiny.
        var holes = total > 1;
        var reach = 0.5 * (holes ? 2 - total : total);
        if (reach <= Edge) return 0;
        var (p, q) = layers[i] <= layers[j] == holes ? (j, i) : (i, j);
        var own = holes ? 1 - layers[p] : layers[p];
        var pair = new Pair(p, q, total, holes);
        var u = Math.Clamp(own, Edge, reach);
        var drive = pair.Drive(law, temperature, layers, u);
        // Ions leave layer p while the drive is positive. At equal fillings the drive vanishes by symmetry.
        double low = drive > 0 ? Edge : u, high = drive > 0 ? u : reach * (1 - 1e-7);
        if (drive != 0 && low < high)
        {
            if (drive > 0 && pair.Drive(law, temperature, layers, low) >= 0) u = low;
            else if (drive < 0 && pair.Drive(law, temperature, layers, high) <= 0) u = reach;
            else u = pair.Root(law, temperature, layers, low, high);
        }
        pair.Set(layers, u);
        return Math.Abs(u - own);
    }

    /// <summary>Two layers that exchange ions: the fuller or emptier one, p, holds u holes or ions.</summary>
    private readonly record struct Pair(int P, int Q, double Total, bool Holes)
    {
        internal void Set(Span<double> layers, double u)
        {
            layers[P] = Holes ? 1 - u : u;
            layers[Q] = Holes ? Total - 1 + u : Total - u;
        }

        /// <summary>What drives ions (or holes) out of layer p, eV.</summary>
        internal double Drive(ILayeredFreeEnergy law, double temperature, Span<double> layers, double u)
        {
            Span<double> potentials = stackalloc double[layers.Length];
            Set(layers, u);
            law.ChemicalPotentials(layers, temperature, potentials);
            return Holes ? potentials[Q] - potentials[P] : potentials[P] - potentials[Q];
        }

        // Newton's method inside a bracket: the drive is negative at low, positive at high.
        internal double Root(ILayeredFreeEnergy law, double temperature, Span<double> layers, double low, double high)
        {
            var n = layers.Length;
            Span<double> slopes = stackalloc double[n * n];
            var u = Middle(low, high);
            for (var k = 0; k < 200; k++)
            {
                var drive = Drive(law, temperature, layers, u);
                if (drive == 0) return u;
                if (drive < 0) low = u;
                else high = u;
                law.ChemicalPotentialSlopes(layers, temperature, slopes);
                var slope = slopes[P * n + P] + slopes[Q * n + Q] - 2 * slopes[P * n + Q];
                var next = u - drive / slope;
                if (!(next > low && next < high)) next = Middle(low, high);
                if (Math.Abs(next - u) <= 4e-16 * u) return next;
                u = next;
            }
            return u;
        }

        private static double Middle(double low, double high) => high > 8 * low ? Math.Sqrt(low * high) : 0.5 * (low + high);
    }
}
