using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// MPET's operators on its uniform grid r_k = kR/(N − 1): central curvature, (n + 1)·2(x₁ − x₀)/h² at the centre and
/// nβ/R + 2(x_{N−2} − x_{N−1} + hβ)/h² at the surface (n = 0 slab, 1 cylinder, 2 sphere), and (W·diag v)ẋ with W tridiagonal [⅛ ¾ ⅛], W[1,0] = W[N−2,N−1] = ¼.
/// </summary>
internal static class MpetCurvature
{
    internal static (double[] Below, double[] At, double[] Above) Matrix(RadialGrid grid)
    {
        var (n, power) = (grid.Count, (int)grid.Geometry);
        var h = Spacing(grid);
        var (below, at, above) = (new double[n], new double[n], new double[n]);
        (at[0], above[0]) = (-2 * (power + 1) / (h * h), 2 * (power + 1) / (h * h));
        for (var k = 1; k + 1 < n; k++)
        {
            var lean = 0.5 * power / (grid.Nodes[k] * h);
            (below[k], at[k], above[k]) = (1 / (h * h) - lean, -2 / (h * h), 1 / (h * h) + lean);
        }
        (below[n - 1], at[n - 1]) = (2 / (h * h), -2 / (h * h));
        return (below, at, above);
    }

    /// <summary>What β = ∂x/∂n adds to ∇²x at the surface, per β.</summary>
    internal static double SurfaceGain(RadialGrid grid) => (int)grid.Geometry / grid.Radius + 2 / Spacing(grid);

    internal static SparseMatrix Mass(RadialGrid grid)
    {
        var n = grid.Count;
        var mass = new SparseMatrix(SparsityPattern.Banded(n, 1, 1));
        for (var k = 0; k < n; k++)
        {
            mass[k, k] = 0.75 * grid.Volumes[k];
            var isEnd = k == 0 || k == n - 1;
            if (k > 0) mass[k - 1, k] = (isEnd ? 0.25 : 0.125) * grid.Volumes[k];
            if (k + 1 < n) mass[k + 1, k] = (isEnd ? 0.25 : 0.125) * grid.Volumes[k];
        }
        return mass;
    }

    private static double Spacing(RadialGrid grid)
    {
        var h = grid.Spacings[0];
        foreach (var spacing in grid.Spacings)
            if (Math.Abs(spacing / h - 1) > 1e-9) throw new ArgumentException("MPET's scheme needs equal distances between nodes");
        return h;
    }
}
