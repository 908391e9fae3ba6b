namespace EcramSim.Ecram.Numerics;

/// <summary>LU factors of a small dense matrix with partial pivoting, in place and without allocation.</summary>
internal sealed class DenseLu(int size)
{
    private readonly int[] _pivot = new int[size];

    /// <summary>The matrix, row-major; after <see cref="Factor"/> its factors.</summary>
    public double[] Matrix { get; } = new double[size * size];

    /// <summary>Factors <see cref="Matrix"/>; false when it is singular or not finite.</summary>
    public bool Factor()
    {
        var a = Matrix;
        for (var k = 0; k < size; k++)
        {
            var p = k;
            for (var i = k + 1; i < size; i++) if (Math.Abs(a[i * size + k]) > Math.Abs(a[p * size + k])) p = i;
            var pivot = a[p * size + k];
            if (pivot == 0 || !double.IsFinite(pivot)) return false;
            _pivot[k] = p;
            if (p != k) for (var j = 0; j < size; j++) (a[k * size + j], a[p * size + j]) = (a[p * size + j], a[k * size + j]);
            for (var i = k + 1; i < size; i++)
            {
                var factor = a[i * size + k] /= pivot;
                if (factor == 0) continue;
                for (var j = k + 1; j < size; j++) a[i * size + j] -= factor * a[k * size + j];
            }
        }
        return true;
    }

    /// <summary>Solves in place.</summary>
    public void Solve(Span<double> x)
    {
        var a = Matrix;
        for (var k = 0; k < size; k++) if (_pivot[k] != k) (x[k], x[_pivot[k]]) = (x[_pivot[k]], x[k]);
        for (var i = 1; i < size; i++)
        {
            var sum = x[i];
            for (var j = 0; j < i; j++) sum -= a[i * size + j] * x[j];
            x[i] = sum;
        }
        for (var i = size - 1; i >= 0; i--)
        {
            var sum = x[i];
            for (var j = i + 1; j < size; j++) sum -= a[i * size + j] * x[j];
            x[i] = sum / a[i * size + i];
        }
    }
}
