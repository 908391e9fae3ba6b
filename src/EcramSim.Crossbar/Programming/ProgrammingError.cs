using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Programming;

/// <summary>
/// What writing leaves wrong, where it is not simulated pulse by pulse: w + (σ_a + σ_r|w|)ξ, ξ standard normal for every cell,
/// limited to the bounds of the cells.
/// </summary>
/// <param name="Absolute">σ_a, in units of weight.</param>
/// <param name="Relative">σ_r.</param>
public sealed record ProgrammingError(double Absolute, double Relative)
{
    /// <summary>Reads the object "programming_error" of an array file, keys "absolute" and "relative" (each optional, "none" is 0); null where it is missing.</summary>
    public static ProgrammingError? Read(ModelNode array)
    {
        if (!array.Has("programming_error")) return null;
        var node = array.Child("programming_error");
        double Of(string key) => node.Has(key) ? node.NumberOrNone(key, new Interval(0, 1, false, true)) ?? 0 : 0;
        return new ProgrammingError(Of("absolute"), Of("relative"));
    }

    /// <summary>Leaves the error in the weights that a tile was just given, within its nominal bounds; the stream is named after the tile.</summary>
    public void Leave(ITile tile, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(tile);
        var random = new RandomStream(seed, $"{tile.Name}/program/error");
        var weights = new float[tile.Rows * tile.Columns];
        tile.GetWeights(weights);
        foreach (ref var w in weights.AsSpan())
            w = (float)Math.Min(tile.Maximum, Math.Max(tile.Minimum, w + (Absolute + Relative * Math.Abs(w)) * random.NextNormal()));
        tile.SetWeights(weights);
    }
}
