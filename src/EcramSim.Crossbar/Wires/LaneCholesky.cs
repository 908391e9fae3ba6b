using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>L Lᵀ of a small dense matrix, for eight right-hand sides at once. An unknown that the matrix leaves free is 0.</summary>
internal sealed unsafe class LaneCholesky
{
    // Below this part of the diagonal a pivot is rounding.
    private const double Rounding = 1e-13;

    private readonly int _count, _stride;
    private readonly Field _lower;
    private readonly double[] _reciprocals;

    /// <summary>Room for so many unknowns.</summary>
    public LaneCholesky(int count)
    {
        _count = count;
        _stride = (count + 7) / 8 * 8;
        _lower = new Field(count * _stride);
        _reciprocals = new double[count];
    }

    /// <summary>Factors the symmetric <paramref name="matrix"/>, row by row.</summary>
    public void Factor(double[] matrix)
    {
        var count = _count;
        for (var i = 0; i < count; i++)
        {
            var row = _lower.Start + (nint)i * _stride;
            for (var j = 0; j < i; j++) row[j] = (matrix[i * count + j] - Dot(row, _lower.Start + (nint)j * _stride, j)) * _reciprocals[j];
            var pivot = matrix[i * count + i] - Dot(row, row, i);
            _reciprocals[i] = pivot > Rounding * matrix[i * count + i] ? 1 / Math.Sqrt(pivot) : 0;
        }
    }

    /// <summary>Solves in place; <paramref name="v"/> holds eight values per unknown.</summary>
    public void Solve(double* v)
    {
        for (var i = 0; i < _count; i++)
        {
            var row = _lower.Start + (nint)i * _stride;
            Vector512<double> even = Vector512.LoadAligned(v + 8 * (nint)i), odd = default;
            var j = 0;
            for (; j + 1 < i; j += 2)
            {
                even -= Vector512.Create(row[j]) * Vector512.LoadAligned(v + 8 * j);
                odd -= Vector512.Create(row[j + 1]) * Vector512.LoadAligned(v + 8 * j + 8);
            }
            if (j < i) even -= Vector512.Create(row[j]) * Vector512.LoadAligned(v + 8 * j);
            ((even + odd) * _reciprocals[i]).StoreAligned(v + 8 * (nint)i);
        }
        for (var i = _count - 1; i >= 0; i--)
        {
            var row = _lower.Start + (nint)i * _stride;
            var x = Vector512.LoadAligned(v + 8 * (nint)i) * _reciprocals[i];
            x.StoreAligned(v + 8 * (nint)i);
            for (var j = 0; j < i; j++) (Vector512.LoadAligned(v + 8 * j) - Vector512.Create(row[j]) * x).StoreAligned(v + 8 * j);
        }
    }

    private static double Dot(double* a, double* b, int count)
    {
        var sum = Vector512<double>.Zero;
        var k = 0;
        for (; k + 8 <= count; k += 8) sum = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(a + k), Vector512.LoadAligned(b + k), sum);
        var rest = Lane.Sum(sum);
        for (; k < count; k++) rest += a[k] * b[k];
        return rest;
    }
}
