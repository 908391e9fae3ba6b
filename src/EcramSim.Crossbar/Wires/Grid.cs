namespace EcramSim.Crossbar.Wires;

/// <summary>
/// How the nodes of an array lie in memory: row by row, eight lanes wide. Rows and columns are padded to eights; the stride is an odd
/// number of cache lines, so that a column does not fall on a few sets of the cache.
/// </summary>
internal readonly record struct Grid(int Rows, int Columns)
{
    /// <summary>Lanes of a vector.</summary>
    public const int Lanes = 8;

    /// <summary>Rows with padding.</summary>
    public int PaddedRows => (Rows + Lanes - 1) / Lanes * Lanes;

    /// <summary>Columns with padding.</summary>
    public int PaddedColumns => (Columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>From one row to the next.</summary>
    public int Stride => PaddedColumns / Lanes % 2 == 0 ? PaddedColumns + Lanes : PaddedColumns;

    /// <summary>Values of one field.</summary>
    public int Size => checked(PaddedRows * Stride);

    /// <summary>Copies rows × columns numbers into a field.</summary>
    public void Load(ReadOnlySpan<double> values, Field field)
    {
        for (var i = 0; i < Rows; i++) values.Slice(i * Columns, Columns).CopyTo(field.Span[(i * Stride)..]);
    }

    /// <summary>Copies a field without its padding.</summary>
    public void Store(Field field, Span<double> values)
    {
        for (var i = 0; i < Rows; i++) field.Span.Slice(i * Stride, Columns).CopyTo(values[(i * Columns)..]);
    }
}
