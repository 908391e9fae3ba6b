using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Pulses;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.HalfSelect;

/// <summary>
/// The slots of one update in which a row or a column fires alone, applied to all cells of a tile: n mean steps at the weight after the
/// coincidences (steps of a part of the voltage are small against the window), clipped to the cell's bounds, without noise.
/// </summary>
internal static class HalfSelectKernel<TLaw, TCells> where TLaw : struct, IPulseLaw where TCells : struct, ICells
{
    /// <summary>Applies one update; <paramref name="ratio"/> is the part of the law's step that counts.</summary>
    public static void Run(in TLaw law, float ratio, in TCells cells, WeightMatrix weights, PulseTrains rows, PulseTrains columns, bool flip, bool wide)
    {
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(weights.Values);
        var part = Vector256.Create(ratio);
        for (var i = 0; i < weights.Rows; i++)
        {
            var (low, high) = (Vector256.Create(rows.Low[i]), Vector256.Create(wide ? rows.High[i] : 0));
            var sign = Vector256.Create(flip ? rows.Negative[i] : ~rows.Negative[i]);
            for (var j = 0; j < weights.Columns; j += Lanes.Count)
            {
                var alone = BitCount.Of(Vector256.LoadUnsafe(ref columns.Low[j]) ^ low);
                if (wide) alone += BitCount.Of(Vector256.LoadUnsafe(ref columns.High[j]) ^ high);
                if (alone == Vector256<uint>.Zero) continue;
                var at = (nuint)(i * weights.Stride + j);
                var up = (Vector256.LoadUnsafe(ref columns.Negative[j]) ^ sign).AsSingle();
                var own = cells.At(at);
                var weight = Vector256.LoadUnsafe(ref matrix, at);
                var step = law.Pulse(weight, up, Vector256<float>.Zero, own) - weight;
                var after = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(alone.AsInt32()) * part, step, weight);
                after = Vector256.MaxNative(Vector256.MinNative(after, own.Maximum), own.Minimum);
                // Cells outside their bounds for another reason are not the business of this.
                Vector256.ConditionalSelect(Vector256.Equals(step, Vector256<float>.Zero), weight, after).StoreUnsafe(ref matrix, at);
            }
            // The padding stays 0.
            weights.Values.AsSpan(i * weights.Stride + weights.Columns, weights.Stride - weights.Columns).Clear();
        }
    }
}
