using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// Layers in equilibrium at a given mean filling: ions move between pairs of layers down the difference of their potentials until all are equal,
/// from several starting orders; the lowest free energy wins.
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
            Relax(law, temperature, trial);
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

    private static void Relax(ILayeredFreeEnergy law, double temperature, Span<double> layers)
    {
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var moved = 0.0;
            for (var i = 0; i < layers.Length; i++)
                for (var j = 0; j < i; j++) moved = Math.Max(moved, Exchange(law, temperature, layers, j, i));
            if (moved < 1e-15 || layers.Length == 2) return;
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
        var poor = layers[i] <= layers[j];
        var (p, q) = poor == holes ? (j, i) : (i, j);
        var own = holes ? 1 - layers[p] : layers[p];
        var start = Math.Clamp(own, Edge, reach);
        var copy = layers.ToArray();
        var potentials = new double[layers.Length];
        // Difference of the potentials that drives ions from layer p to layer q while p holds u ions (or u holes).
        double Drive(double u)
        {
            copy[p] = holes ? 1 - u : u;
            copy[q] = holes ? total - 1 + u : total - u;
            law.ChemicalPotentials(copy, temperature, potentials);
            return holes ? potentials[q] - potentials[p] : potentials[p] - potentials[q];
        }
        var drive = Drive(start);
        // At equal fillings the drive vanishes by symmetry; whether that is a minimum shows a little beside it.
        double found;
        if (drive > 0) found = Drive(Edge) < 0 ? BracketedRoot.Find(Drive, Edge, start) : Edge;
        else if (drive < 0)
        {
            var near = reach * (1 - 1e-7);
            found = near > start && Drive(near) > 0 ? BracketedRoot.Find(Drive, start, near) : reach;
        }
        else found = start;
        layers[p] = holes ? 1 - found : found;
        layers[q] = holes ? total - 1 + found : total - found;
        return Math.Abs(found - own);
    }
}
