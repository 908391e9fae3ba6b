using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// Coincidences of the trains of rows and columns, and what the cells make of them: specialised by the JIT for the law and
/// the kind of spread. Rows go in stripes of <see cref="Stripe.Rows"/>; a stripe draws its noise in order: eight
/// neighbouring cells after the other, in each all first pulses, then all second ones, …; so results do not depend on who runs which stripe.
/// <see cref="UpdateReference{TLaw}"/> is the scalar twin.
/// </summary>
internal static class UpdateKernel<TLaw, TCells> where TLaw : struct, IPulseLaw where TCells : struct, ICells
{
    // Columns whose eights one 64-bit mask names.
    private const int Span = 64 * Lanes.Count;

    /// <summary>
    /// Applies one update to the rows of one stripe; returns the pulses up and down that cells received. Whether the law is additive comes
    /// from outside, because a law that leaves the question to its interface is boxed to answer it.
    /// </summary>
    [SkipLocalsInit]
    public static (long Up, long Down) Run(in TLaw law, bool additive, in TCells cells, WeightMatrix weights, PulseTrains rows, PulseTrains columns,
        bool flip, bool wide, PhiloxLanes random, ulong step, int stripe)
    {
        var noisy = law.IsNoisy;
        var stride = (nuint)weights.Stride;
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(weights.Values);
        ref var low = ref MemoryMarshal.GetArrayDataReference(columns.Low);
        ref var high = ref MemoryMarshal.GetArrayDataReference(columns.High);
        ref var negative = ref MemoryMarshal.GetArrayDataReference(columns.Negative);
        var noise = new LaneNoise(random, (uint)stripe, step);
        var pulses = Vector256<int>.Zero;
        var pulsesUp = Vector256<int>.Zero;
        var end = Math.Min(weights.Rows, (stripe + 1) * Stripe.Rows);
        for (var i = stripe * Stripe.Rows; i < end; i++)
        {
            var rowLow = rows.Low[i];
            var rowHigh = wide ? rows.High[i] : 0;
            if ((rowLow | rowHigh) == 0) continue;
            var rowSign = Vector256.Create(flip ? rows.Negative[i] : ~rows.Negative[i]);
            var start = (nuint)i * stride;
            for (nuint from = 0; from < stride; from += Span)
            {
                var hits = Hits(ref low, ref high, rowLow, rowHigh, wide, from, Math.Min(from + Span, stride));
                for (; hits != 0; hits &= hits - 1)
                {
                    var j = from + (nuint)BitOperations.TrailingZeroCount(hits) * Lanes.Count;
                    var count = BitCount.Of(Vector256.LoadUnsafe(ref low, j) & Vector256.Create(rowLow)).AsInt32();
                    if (wide) count += BitCount.Of(Vector256.LoadUnsafe(ref high, j) & Vector256.Create(rowHigh)).AsInt32();
                    // Up where the signs of x and d agree (or differ, for a negative learning rate).
                    var up = (Vector256.LoadUnsafe(ref negative, j) ^ rowSign).AsSingle();
                    pulses += count;
                    pulsesUp += count & up.AsInt32();
                    var lanes = cells.At(start + j);
                    var weight = Vector256.LoadUnsafe(ref matrix, start + j);
                    var fires = Vector256.GreaterThan(count, Vector256<int>.Zero);
                    if (additive)
                    {
                        var xi = Vector256<float>.Zero;
                        if (noisy) xi = noise.Next(fires);
                        var after = law.Pulses(weight, up, Vector256.ConvertToSingle(count), xi, lanes, out var reach);
                        var lower = Vector256.MinNative(after, weight) - reach;
                        var upper = Vector256.MaxNative(after, weight) + reach;
                        var near = Vector256.LessThan(lower, lanes.Minimum) | Vector256.GreaterThan(upper, lanes.Maximum);
                        if ((near.AsInt32() & fires) == Vector256<int>.Zero)
                        {
                            Vector256.ConditionalSelect(fires.AsSingle(), after, weight).StoreUnsafe(ref matrix, start + j);
                            continue;
                        }
                    }
                    do
                    {
                        var xi = Vector256<float>.Zero;
                        if (noisy) xi = noise.Next(fires);
                        var after = Clip(law.Pulse(weight, up, xi, lanes), lanes);
                        weight = Vector256.ConditionalSelect(fires.AsSingle(), after, weight);
                        count -= Vector256<int>.One;
                        fires = Vector256.GreaterThan(count, Vector256<int>.Zero);
                    }
                    while (fires != Vector256<int>.Zero);
                    weight.StoreUnsafe(ref matrix, start + j);
                }
            }
        }
        return (Total(pulsesUp), Total(pulses) - Total(pulsesUp));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Clip(Vector256<float> weight, in CellLanes cells) =>
        Vector256.MaxNative(Vector256.MinNative(weight, cells.Maximum), cells.Minimum);

    // Which eights of columns share a slot with the row. Found beforehand and without a branch: whether they do cannot be predicted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hits(ref uint low, ref uint high, uint rowLow, uint rowHigh, bool wide, nuint from, nuint to)
    {
        var hits = 0UL;
        for (var j = to - Lanes.Count; ; j -= Lanes.Count)
        {
            var together = Vector256.LoadUnsafe(ref low, j) & Vector256.Create(rowLow);
            if (wide) together |= Vector256.LoadUnsafe(ref high, j) & Vector256.Create(rowHigh);
            hits = hits + hits + (together == Vector256<uint>.Zero ? 0UL : 1);
            if (j == from) return hits;
        }
    }

    private static long Total(Vector256<int> counts)
    {
        var total = 0L;
        for (var lane = 0; lane < Lanes.Count; lane++) total += counts.GetElement(lane);
        return total;
    }
}
