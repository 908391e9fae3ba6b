namespace EcramSim.Insertion.Numerics;

/// <summary>LU factors of a small dense matrix with row exchanges; keeps its arrays for the next matrix of the same size.</summary>
public sealed class LuFactors
{
    private readonly int _n;
    private readonly double[] _lu;
    private readonly int[] _pivot;

    /// <summary>For matrices of <paramref name="size"/> rows.</summary>
    public LuFactors(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        (_n, _lu, _pivot) = (size, new double[size * size], new int[size]);
    }

    /// <summary>Factors <paramref name="matrix"/> (row-major). False where it is singular or not finite.</summary>
    public bool Factor(ReadOnlySpan<double> matrix)
    {
        matrix[..(_n * _n)].CopyTo(_lu);
        for (var k = 0; k < _n; k++)
        {
            var p = k;
            for (var i = k + 1; i < _n; i++)
                if (Math.Abs(_lu[i * _n + k]) > Math.Abs(_lu[p * _n + k])) p = i;
            _pivot[k] = p;
            var pivot = _lu[p * _n + k];
            if (pivot == 0 || !double.IsFinite(pivot)) return false;
            if (p != k)
                for (var j = 0; j < _n; j++) (_lu[k * _n + j], _lu[p * _n + j]) = (_lu[p * _n + j], _lu[k * _n + j]);
            var upper = _lu.AsSpan(k * _n + k + 1, _n - k - 1);
            for (var i = k + 1; i < _n; i++)
            {
                var factor = _lu[i * _n + k];
                if (factor == 0) continue; // Most entries below a band are zero.
                factor /= pivot;
                _lu[i * _n + k] = factor;
                var row = _lu.AsSpan(i * _n + k + 1, _n - k - 1);
                for (var j = 0; j < row.Length; j++) row[j] -= factor * upper[j];
            }
        }
        return true;
    }

    /// <summary>Solves in place for one right-hand side.</summary>
    public void Solve(Span<double> b)
    {
        for (var k = 0; k < _n; k++)
            if (_pivot[k] != k) (b[k], b[_pivot[k]]) = (b[_pivot[k]], b[k]);
        for (var i = 1; i < _n; i++)
        {
            var sum = b[i];
            for (var j = 0; j < i; j++) sum -= _lu[i * _n + j] * b[j];
            b[i] = sum;
        }
        for (var i = _n - 1; i >= 0; i--)
        {
            var sum = b[i];
            for (var j = i + 1; j < _n; j++) sum -= _lu[i * _n + j] * b[j];
            b[i] = sum / _lu[i * _n + i];
        }
    }
}
