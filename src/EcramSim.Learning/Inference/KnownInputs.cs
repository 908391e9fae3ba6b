using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.Inference;

/// <summary>
/// Inputs of one tile whose readings tell how it has changed: every line at plus or minus the full range, signs from the stream named after the
/// tile, so that each weight takes part in every reading.
/// </summary>
internal sealed class KnownInputs
{
    private readonly ITile _tile;
    private readonly float[] _x, _now;
    private float[] _reference = [];

    /// <summary>So many vectors.</summary>
    internal KnownInputs(ITile tile, int vectors, ulong seed)
    {
        (_tile, Vectors) = (tile, vectors);
        _x = new float[vectors * tile.Columns];
        _now = new float[vectors * tile.Rows];
        var stream = new RandomStream(seed, $"{tile.Name}/known-inputs");
        foreach (ref var v in _x.AsSpan()) v = (stream.NextUInt32() & 1) == 0 ? 1 : -1;
    }

    private KnownInputs(KnownInputs other, ITile tile)
    {
        (_tile, _x, _reference, Vectors) = (tile, other._x, other._reference, other.Vectors);
        _now = new float[other._now.Length];
    }

    /// <summary>The same inputs, and what they gave, for another tile of the same cells.</summary>
    internal KnownInputs On(ITile tile) => new(this, tile);

    /// <summary>Number of readings.</summary>
    internal int Vectors { get; }

    /// <summary>Reads what later readings are compared with.</summary>
    internal void Remember()
    {
        _reference = new float[_now.Length];
        _tile.Forward(_x, _reference, Vectors);
    }

    /// <summary>The correction that a reading of this moment asks for; null without one.</summary>
    internal OutputCorrection? Correction(DriftCompensation compensation)
    {
        if (compensation == DriftCompensation.None) return null;
        _tile.Forward(_x, _now, Vectors);
        return compensation.Correction(_x, _reference, _now, Vectors);
    }
}
