namespace EcramSim.Crossbar.Wires;

/// <summary>How the nodes of several inputs lie in memory: the inputs of one node side by side, nodes row by row, rows of whole strips of eight nodes.</summary>
internal readonly record struct BlockGrid(int Rows, int Columns)
{
    /// <summary>Inputs of a block.</summary>
    public const int Inputs = 16;

    /// <summary>Columns of a strip.</summary>
    public const int Width = 8;

    /// <summary>Values of one row of a strip.</summary>
    public const int StripSize = Width * Inputs;

    /// <summary>Number of strips.</summary>
    public int Strips => (Columns + Width - 1) / Width;

    /// <summary>Values from one row to the next.</summary>
    public int RowSize => Strips * StripSize;

    /// <summary>Values of one field.</summary>
    public int Size => checked(Rows * RowSize);

    /// <summary>Columns of strip <paramref name="strip"/>.</summary>
    public int Count(int strip) => Math.Min(Width, Columns - strip * Width);
}
