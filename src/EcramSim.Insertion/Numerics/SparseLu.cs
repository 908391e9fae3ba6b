using System.Numerics;

namespace EcramSim.Insertion.Numerics;

/// <summary>
/// LU factors of a sparse matrix, real or complex. The first factorisation goes column by column in the order of
/// <see cref="EliminationOrder"/>, exchanges rows where the diagonal is weak, and keeps pattern and exchanges; later ones with the same
/// pattern reuse both without allocation, until a pivot becomes weak. One instance per thread.
/// </summary>
/// <typeparam name="T">double or <see cref="Complex"/>.</typeparam>
public sealed class SparseLu<T> where T : struct, INumberBase<T>
{
    // The diagonal is kept while it is not weaker than this share of the largest candidate; on reuse, far below.
    private const double Preference = 0.1, Weakest = 1e-6;

    private readonly SparsityPattern _pattern;
    private readonly int[] _order, _pivotOfRow;
    private readonly T[] _work, _diagonal;
    private readonly int[] _lowerStart, _upperStart;
    private int[] _lowerRow = [], _upperRow = [];
    private T[] _lower = [], _upper = [];
    private bool _analysed;

    /// <summary>For matrices on <paramref name="pattern"/>.</summary>
    /// <param name="pattern">Where entries may differ from zero.</param>
    /// <param name="order">Columns in the order of elimination; minimum degree where null.</param>
    public SparseLu(SparsityPattern pattern, int[]? order = null)
    {
        var n = pattern.Size;
        (_pattern, _order) = (pattern, order ?? EliminationOrder.MinimumDegree(pattern));
        (_pivotOfRow, _work, _diagonal, _lowerStart, _upperStart) = (new int[n], new T[n], new T[n], new int[n + 1], new int[n + 1]);
    }

    /// <summary>Entries of both factors, the diagonal counted once; 0 before the first factorisation.</summary>
    public int FactorCount => _analysed ? _lower.Length + _upper.Length + _pattern.Size : 0;

    /// <summary>Factors the matrix with these <paramref name="values"/> (in the order of the pattern). False where it is singular or not finite.</summary>
    public bool Factor(ReadOnlySpan<T> values) => (_analysed && Refactor(values)) || (_analysed = Analyse(values));

    /// <summary>Solves in place.</summary>
    public void Solve(Span<T> b)
    {
        var n = _order.Length;
        var x = _work;
        for (var i = 0; i < n; i++) x[_pivotOfRow[i]] = b[i];
        for (var k = 0; k < n; k++)
        {
            var value = x[k];
            if (value == T.Zero) continue;
            for (var p = _lowerStart[k]; p < _lowerStart[k + 1]; p++) x[_lowerRow[p]] -= _lower[p] * value;
        }
        for (var k = n - 1; k >= 0; k--)
        {
            var value = x[k] * _diagonal[k];
            b[_order[k]] = value;
            if (value == T.Zero) continue;
            for (var p = _upperStart[k]; p < _upperStart[k + 1]; p++) x[_upperRow[p]] -= _upper[p] * value;
        }
    }

    private static double Size(T value) =>
        value is double d ? Math.Abs(d) : value is Complex c ? Math.Abs(c.Real) + Math.Abs(c.Imaginary) : double.CreateChecked(T.Abs(value));

    // The columns again on the pattern and pivots that are known. Factors hold the inverse of the diagonal.
    private bool Refactor(ReadOnlySpan<T> values)
    {
        var start = _pattern.ColumnStart;
        var rows = _pattern.Rows;
        var x = _work;
        for (var k = 0; k < _order.Length; k++)
        {
            var (lower, lowerEnd, upper, upperEnd) = (_lowerStart[k], _lowerStart[k + 1], _upperStart[k], _upperStart[k + 1]);
            for (var p = upper; p < upperEnd; p++) x[_upperRow[p]] = T.Zero;
            for (var p = lower; p < lowerEnd; p++) x[_lowerRow[p]] = T.Zero;
            x[k] = T.Zero;
            var column = _order[k];
            for (var p = start[column]; p < start[column + 1]; p++) x[_pivotOfRow[rows[p]]] = values[p];
            for (var p = upper; p < upperEnd; p++)
            {
                var j = _upperRow[p];
                var value = _upper[p] = x[j];
                if (value == T.Zero) continue;
                for (var l = _lowerStart[j]; l < _lowerStart[j + 1]; l++) x[_lowerRow[l]] -= _lower[l] * value;
            }
            var largest = 0.0;
            for (var p = lower; p < lowerEnd; p++) largest = Math.Max(largest, Size(x[_lowerRow[p]]));
            var size = Size(x[k]);
            if (!(size > Weakest * largest && size > 0 && double.IsFinite(size))) return false;
            var inverse = _diagonal[k] = T.One / x[k];
            for (var p = lower; p < lowerEnd; p++) _lower[p] = x[_lowerRow[p]] * inverse;
        }
        return true;
    }

    private bool Analyse(ReadOnlySpan<T> values)
    {
        var n = _order.Length;
        var start = _pattern.ColumnStart;
        var rows = _pattern.Rows;
        var rowOfPivot = new int[n];
        var marked = new bool[n];
        var x = new T[n];
        Array.Fill(_pivotOfRow, -1);
        List<int> lowerRow = [], upperRow = [], touched = [];
        List<T> lower = [], upper = [];
        for (var k = 0; k < n; k++)
        {
            var column = _order[k];
            touched.Clear();
            for (var p = start[column]; p < start[column + 1]; p++)
            {
                (x[rows[p]], marked[rows[p]]) = (values[p], true);
                touched.Add(rows[p]);
            }
            for (var j = 0; j < k; j++)
            {
                var row = rowOfPivot[j];
                if (!marked[row]) continue;
                upperRow.Add(j);
                upper.Add(x[row]);
                for (var l = _lowerStart[j]; l < _lowerStart[j + 1]; l++)
                {
                    var target = lowerRow[l];
                    if (!marked[target])
                    {
                        marked[target] = true;
                        touched.Add(target);
                    }
                    x[target] -= lower[l] * x[row];
                }
            }
            _upperStart[k + 1] = upperRow.Count;
            var best = -1;
            foreach (var row in touched)
                if (_pivotOfRow[row] < 0 && (best < 0 || Size(x[row]) > Size(x[best]) || (Size(x[row]) == Size(x[best]) && row < best))) best = row;
            if (best < 0 || !(Size(x[best]) > 0) || !double.IsFinite(Size(x[best]))) return false;
            if (marked[column] && _pivotOfRow[column] < 0 && Size(x[column]) >= Preference * Size(x[best])) best = column;
            (_pivotOfRow[best], rowOfPivot[k]) = (k, best);
            _diagonal[k] = T.One / x[best];
            foreach (var row in touched)
            {
                if (_pivotOfRow[row] < 0)
                {
                    lowerRow.Add(row);
                    lower.Add(x[row] * _diagonal[k]);
                }
                (x[row], marked[row]) = (T.Zero, false);
            }
            _lowerStart[k + 1] = lowerRow.Count;
        }
        (_lowerRow, _upperRow, _lower, _upper) = ([.. lowerRow.Select(r => _pivotOfRow[r])], [.. upperRow], [.. lower], [.. upper]);
        return true;
    }
}
