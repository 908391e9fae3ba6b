namespace EcramSim.Insertion.Numerics;

/// <summary>A square matrix of doubles on a fixed pattern. Writing outside the pattern is an error.</summary>
/// <param name="pattern">Where it may differ from zero.</param>
public sealed class SparseMatrix(SparsityPattern pattern)
{
    private readonly double[] _values = new double[pattern.Count];

    /// <summary>Where it may differ from zero.</summary>
    public SparsityPattern Pattern { get; } = pattern;

    /// <summary>The entries in the order of the pattern.</summary>
    public Span<double> Values => _values;

    /// <summary>One entry, found by bisection in its column: loops keep <see cref="SparsityPattern.Position"/> and write to <see cref="Values"/>.</summary>
    public double this[int row, int column]
    {
        get => _values[Pattern.Position(row, column)];
        set => _values[Pattern.Position(row, column)] = value;
    }

    /// <summary>A diagonal matrix: with zeros on it, the mass matrix of a differential-algebraic system.</summary>
    public static SparseMatrix Diagonal(ReadOnlySpan<double> values)
    {
        var matrix = new SparseMatrix(SparsityPattern.Diagonal(values.Length));
        values.CopyTo(matrix._values);
        return matrix;
    }

    /// <summary>All entries to zero.</summary>
    public void Clear() => Array.Clear(_values);

    /// <summary><paramref name="result"/> += factor · this · <paramref name="x"/>.</summary>
    public void MultiplyAdd(double factor, ReadOnlySpan<double> x, Span<double> result)
    {
        var start = Pattern.ColumnStart;
        var rows = Pattern.Rows;
        for (var j = 0; j < Pattern.Size; j++)
        {
            var scaled = factor * x[j];
            for (var p = start[j]; p < start[j + 1]; p++) result[rows[p]] += _values[p] * scaled;
        }
    }
}
