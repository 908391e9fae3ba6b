using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Pulses;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.HalfSelect;

/// <summary>
/// The slots of one update in which a row or a column fires alone, and those in which neither does where the scheme reaches such cells, applied to all cells of a tile:
/// n mean steps at the weight after the coincidences, forwards and backwards (steps of a part of the voltage are small against the window), clipped to the cell's bounds, without noise.
/// </summary>
internal static class HalfSelectKernel<TLaw, TCells> where TLaw : struct, IPulseLaw where TCells : struct, ICells
{
    /// <summary>Applies one update.</summary>
    /// <param name="law">The cells' answer.</param>
    /// <param name="ratio">The part of the law's step that counts.</param>
    /// <param name="cells">Their spread.</param>
    /// <param name="weights">Their state.</param>
    /// <param name="rows">Trains of the rows.</param>
    /// <param name="columns">Trains of the columns.</param>
    /// <param name="flip">Whether the learning rate is negative.</param>
    /// <param name="wide">Whether trains have more than 32 slots.</param>
    /// <param name="slots">Slots of a train in which cells without a firing line see the part backwards; 0: none.</param>
    public static void Run(in TLaw law, float ratio, in TCells cells, WeightMatrix weights, PulseTrains rows, PulseTrains columns, bool flip, bool wide, int slots = 0)
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
                if (alone == Vector256<uint>.Zero && slots == 0) continue;
                var at = (nuint)(i * weights.Stride + j);
                var up = (Vector256.LoadUnsafe(ref columns.Negative[j]) ^ sign).AsSingle();
                var own = cells.At(at);
                var weight = Vector256.LoadUnsafe(ref matrix, at);
                var step = law.Pulse(weight, up, Vector256<float>.Zero, own) - weight;
                var after = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(alone.AsInt32()) * part, step, weight);
                var isStill = Vector256.Equals(step, Vector256<float>.Zero);
                if (slots > 0)
                {
                    var fired = BitCount.Of(Vector256.LoadUnsafe(ref columns.Low[j]) | low);
                    if (wide) fired += BitCount.Of(Vector256.LoadUnsafe(ref columns.High[j]) | high);
                    var silent = Vector256.ConvertToSingle((Vector256.Create((uint)slots) - fired).AsInt32());
                    var back = law.Pulse(weight, ~up, Vector256<float>.Zero, own) - weight;
                    after = Vector256.FusedMultiplyAdd(silent * part, back, after);
                    isStill &= Vector256.Equals(back, Vector256<float>.Zero);
                }
                after = Vector256.MaxNative(Vector256.MinNative(after, own.Maximum), own.Minimum);
                // Cells outside their bounds for another reason are not the business of this.
                Vector256.ConditionalSelect(isStill, weight, after).StoreUnsafe(ref matrix, at);
            }
            // The padding stays 0.
            weights.Values.AsSpan(i * weights.Stride + weights.Columns, weights.Stride - weights.Columns).Clear();
        }
    }
}
