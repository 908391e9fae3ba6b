using EcramSim.Crossbar.Numerics;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Tiles;

/// <summary>The weights of a tile, row by row; each row is padded with zeros to a multiple of eight columns. Row i is output i, column j input j.</summary>
internal sealed class WeightMatrix(int rows, int columns) : IStateful
{
    /// <summary>Number of outputs.</summary>
    public int Rows { get; } = rows;
    /// <summary>Number of inputs.</summary>
    public int Columns { get; } = columns;
    /// <summary>Length of a row with its padding.</summary>
    public int Stride { get; } = Lanes.Padded(columns);
    /// <summary>The weights; the padding stays 0.</summary>
    public float[] Values { get; } = LineArray.Of<float>(checked(rows * Lanes.Padded(columns)));

    /// <summary>Grows with every write, so that what is derived from the weights knows when it is old.</summary>
    public int Version { get; set; }

    /// <summary>Row <paramref name="i"/> without its padding.</summary>
    public Span<float> Row(int i) => Values.AsSpan(i * Stride, Columns);

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Values("values", Values.AsSpan());
        if (state.IsRestoring) Version++;
    }

    /// <summary>Copies all weights, row by row without padding.</summary>
    public void CopyTo(Span<float> destination)
    {
        for (var i = 0; i < Rows; i++) Row(i).CopyTo(destination[(i * Columns)..]);
    }
}
