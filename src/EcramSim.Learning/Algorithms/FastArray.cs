using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// The array that takes the gradients of Tiki-Taka rules. Alternating pulses drift each cell to its own symmetry point, so values are
/// counted from there: the reference is found by such pulses and held beside the array. Cells that take exact updates never forget; they are
/// emptied when they are read instead.
/// </summary>
internal sealed class FastArray : IStateful
{
    private readonly float[] _reference, _unit;

    /// <summary>Takes a tile and finds its reference.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="zeroShiftPairs">Pairs of an up and a down pulse on every cell; 0 leaves the reference at 0.</param>
    internal FastArray(ITile tile, int zeroShiftPairs)
    {
        Tile = tile;
        (_reference, _unit) = (new float[tile.Rows * tile.Columns], new float[tile.Columns]);
        if (zeroShiftPairs == 0 || Forgets is false) return;
        SymmetryPoint.Approach(tile, zeroShiftPairs);
        tile.GetWeights(_reference);
    }

    internal ITile Tile { get; }

    /// <summary>
    /// Whether pulses of both signs pull the cells back. Where not, there is no offset to chop away, and choppers would do harm: what the noise of a reading leaves
    /// in the emptied array is taken back at the next reading, if the sign is still the same.
    /// </summary>
    internal bool Forgets => Tile.Granularity > 0;

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Part("tile", Tile);
        state.Values("reference", _reference.AsSpan());
    }

    /// <summary>Reads one column through the periphery, from the reference.</summary>
    internal void ReadColumn(int column, Span<float> values)
    {
        _unit[column] = 1;
        Tile.Forward(_unit, values, 1);
        if (!Forgets) Tile.Update(_unit, values, 1, -1);
        _unit[column] = 0;
        for (var i = 0; i < values.Length; i++) values[i] -= _reference[i * Tile.Columns + column];
    }
}
