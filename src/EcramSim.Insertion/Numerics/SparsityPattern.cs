namespace EcramSim.Insertion.Numerics;

/// <summary>
/// Where a square matrix may differ from zero, by columns with ascending rows. Immutable: matrices, their factors and the colouring for
/// difference quotients share one. The diagonal always belongs to it.
/// </summary>
public sealed class SparsityPattern
{
    private readonly int[] _columnStart, _rows;

    private SparsityPattern(int size, int[] columnStart, int[] rows) => (Size, _columnStart, _rows) = (size, columnStart, rows);

    /// <summary>Rows, and columns.</summary>
    public int Size { get; }

    /// <summary>Number of entries.</summary>
    public int Count => _rows.Length;

    /// <summary>Column j holds the entries from ColumnStart[j] to before ColumnStart[j + 1].</summary>
    public ReadOnlySpan<int> ColumnStart => _columnStart;

    /// <summary>Row of each entry.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>Every entry.</summary>
    public static SparsityPattern Dense(int size) => Banded(size, size - 1, size - 1);

    /// <summary>The diagonal alone.</summary>
    public static SparsityPattern Diagonal(int size) => Banded(size, 0, 0);

    /// <summary>A band of <paramref name="lower"/> diagonals below and <paramref name="upper"/> above the main one.</summary>
    public static SparsityPattern Banded(int size, int lower, int upper) => FromEntries(size, BandEntries(size, lower, upper));

    /// <summary>The given entries (repeats are harmless) and the diagonal.</summary>
    public static SparsityPattern FromEntries(int size, IEnumerable<(int Row, int Column)> entries)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var columns = new SortedSet<int>[size];
        for (var j = 0; j < size; j++) columns[j] = [j];
        foreach (var (row, column) in entries)
        {
            if ((uint)row >= (uint)size || (uint)column >= (uint)size)
                throw new ArgumentException(FormattableString.Invariant($"entry ({row}, {column}) lies outside a matrix of {size} rows"));
            columns[column].Add(row);
        }
        var start = new int[size + 1];
        for (var j = 0; j < size; j++) start[j + 1] = start[j] + columns[j].Count;
        return new(size, start, [.. columns.SelectMany(c => c)]);
    }

    /// <summary>The entries of a band, for patterns that are composed of several.</summary>
    public static IEnumerable<(int Row, int Column)> BandEntries(int size, int lower, int upper)
    {
        for (var j = 0; j < size; j++)
            for (var i = Math.Max(0, j - upper); i <= Math.Min(size - 1, j + lower); i++) yield return (i, j);
    }

    /// <summary>The entries, by columns.</summary>
    public IEnumerable<(int Row, int Column)> Entries()
    {
        for (var j = 0; j < Size; j++)
            for (var p = _columnStart[j]; p < _columnStart[j + 1]; p++) yield return (_rows[p], j);
    }

    /// <summary>Index of the entry in the values of a matrix.</summary>
    /// <exception cref="ArgumentException">The entry is not part of the pattern.</exception>
    public int Position(int row, int column)
    {
        var p = Array.BinarySearch(_rows, _columnStart[column], _columnStart[column + 1] - _columnStart[column], row);
        return p >= 0 ? p : throw new ArgumentException(FormattableString.Invariant($"entry ({row}, {column}) is not part of the pattern"));
    }
}
