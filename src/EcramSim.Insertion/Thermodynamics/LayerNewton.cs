namespace EcramSim.Insertion.Thermodynamics;

/// <summary>Newton's method for equal potentials in all layers at a given mean filling, in u = ln[x/(1 − x)], where the entropy is a straight line.</summary>
internal static class LayerNewton
{
    private const int MostSteps = 12;

    /// <summary>Improves <paramref name="layers"/>; false where it does not converge.</summary>
    internal static bool Solve(ILayeredFreeEnergy law, double mean, double temperature, Span<double> layers)
    {
        var n = layers.Length;
        Span<double> mu = stackalloc double[n], h = stackalloc double[n * n], matrix = stackalloc double[(n + 1) * (n + 2)];
        for (var step = 0; step < MostSteps; step++)
        {
            law.ChemicalPotentials(layers, temperature, mu);
            law.ChemicalPotentialSlopes(layers, temperature, h);
            // Unknowns: du of every layer and the common potential; last row: the mean.
            var missing = n * mean;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) matrix[i * (n + 2) + j] = h[i * n + j] * layers[j] * (1 - layers[j]);
                matrix[i * (n + 2) + n] = -1;
                matrix[i * (n + 2) + n + 1] = -mu[i];
                matrix[n * (n + 2) + i] = layers[i] * (1 - layers[i]);
                missing -= layers[i];
            }
            matrix[n * (n + 2) + n] = 0;
            matrix[n * (n + 2) + n + 1] = missing;
            if (!Eliminate(matrix, n + 1)) return false;
            var largest = 0.0;
            for (var i = 0; i < n; i++)
            {
                var du = matrix[i * (n + 2) + n + 1];
                largest = Math.Max(largest, Math.Abs(du));
                var x = layers[i];
                layers[i] = x / (x + (1 - x) * Math.Exp(-du));
                if (!(layers[i] is > 0 and < 1)) return false;
            }
            if (largest < 1e-13) return true;
            if (largest > 5) return false;
        }
        return false;
    }

    // Gauss–Jordan with pivoting on n rows of n + 1; the solution replaces the last column.
    private static bool Eliminate(Span<double> a, int n)
    {
        var width = n + 1;
        for (var c = 0; c < n; c++)
        {
            var pivot = c;
            for (var r = c + 1; r < n; r++)
                if (Math.Abs(a[r * width + c]) > Math.Abs(a[pivot * width + c])) pivot = r;
            if (!(Math.Abs(a[pivot * width + c]) > 1e-300)) return false;
            for (var k = 0; k < width; k++) (a[c * width + k], a[pivot * width + k]) = (a[pivot * width + k], a[c * width + k]);
            for (var r = 0; r < n; r++)
            {
                if (r == c) continue;
                var factor = a[r * width + c] / a[c * width + c];
                for (var k = c; k < width; k++) a[r * width + k] -= factor * a[c * width + k];
            }
        }
        for (var r = 0; r < n; r++) a[r * width + n] /= a[r * width + r];
        return true;
    }
}
