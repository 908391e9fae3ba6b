using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tiles;

/// <summary>A wait so short that no cell's rate of drift changes on its way: every weight moves by what a table over the weights says, times the cell's own pace.</summary>
/// <param name="origin">Weight of the first point of the table.</param>
/// <param name="spacing">Weight between two points.</param>
/// <param name="points">Number of points, ≥ 2.</param>
internal sealed class ShortDrift(double origin, double spacing, int points)
{
    private readonly float[] _table = new float[LaneRows.Width * points];

    /// <summary>Moves the weights; bounds stop them as they stop a pulse, and a cell that stands outside stays there.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="cells">Their bounds.</param>
    /// <param name="moves">Move at every point; between them, straight lines, beyond the ends those of the ends.</param>
    /// <param name="paces">Factor of every cell on its move, in the order of <see cref="WeightMatrix.Values"/>; null: 1.</param>
    public void Run<TCells>(WeightMatrix weights, in TCells cells, ReadOnlySpan<float> moves, Half[]? paces) where TCells : struct, ICells
    {
        for (var k = 0; k < points; k++) (_table[LaneRows.Width * k], _table[LaneRows.Width * k + 1]) = (moves[k], moves[Math.Min(k + 1, points - 1)] - moves[k]);
        var rows = new LaneRows(_table);
        var (scale, zero) = (Vector256.Create((float)(1 / spacing)), Vector256.Create((float)(-origin / spacing)));
        var last = Vector256.Create(points - 1f);
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Stride; j += Lanes.Count)
            {
                var at = i * weights.Stride + j;
                var own = cells.At((nuint)at);
                var weight = Vector256.LoadUnsafe(ref weights.Values[at]);
                var place = Vector256.MinNative(Vector256.MaxNative(Vector256.FusedMultiplyAdd(weight, scale, zero), Vector256<float>.Zero), last);
                var below = Vector256.ConvertToInt32Native(place);
                rows.At(below, out var move, out var difference, out _, out _);
                move = Vector256.FusedMultiplyAdd(place - Vector256.ConvertToSingle(below), difference, move);
                if (paces is not null) move *= Pace(paces, at);
                var moved = Vector256.MinNative(Vector256.MaxNative(weight + move, Vector256.MinNative(weight, own.Minimum)), Vector256.MaxNative(weight, own.Maximum));
                // The cells of the padding do not exist.
                if (weights.Columns - j < Lanes.Count) moved = Vector256.ConditionalSelect(Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(weights.Columns - j)).AsSingle(), moved, weight);
                moved.StoreUnsafe(ref weights.Values[at]);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pace(Half[] paces, int at)
    {
        var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(paces)), (nuint)at));
        return Vector256.ShiftLeft(Vector256.Create(low, high), 13).AsSingle() * Vector256.Create(FactorUnit.Inverse);
    }
}
