using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// Coincidences of the trains of rows and columns, and what the cells make of them: specialised by the JIT for the law and
/// the kind of spread. Rows go in stripes of <see cref="StripeRows"/>; a stripe draws its noise in order, one vector for each
/// pulse of eight neighbouring cells of which at least one fires, so results do not depend on who runs which stripe.
/// <see cref="UpdateReference{TLaw}"/> is the scalar twin.
/// </summary>
internal static class UpdateKernel<TLaw, TCells> where TLaw : struct, IPulseLaw where TCells : struct, ICells
{
    /// <summary>Rows of a stripe.</summary>
    public const int StripeRows = Stripe.Rows;

    /// <summary>Applies one update to the rows of one stripe; returns the pulses up and down that cells received.</summary>
    [SkipLocalsInit]
    public static (long Up, long Down) Run(in TLaw law, in TCells cells, WeightMatrix weights, PulseTrains rows, PulseTrains columns,
        bool flip, bool wide, PhiloxLanes random, ulong step, int stripe)
    {
        var noisy = law.IsNoisy;
        var additive = law.IsAdditive;
        var stride = (nuint)weights.Stride;
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(weights.Values);
        ref var low = ref MemoryMarshal.GetArrayDataReference(columns.Low);
        ref var high = ref MemoryMarshal.GetArrayDataReference(columns.High);
        ref var negative = ref MemoryMarshal.GetArrayDataReference(columns.Negative);
        Unsafe.SkipInit(out NoiseBuffer buffer);
        ref var noise = ref Unsafe.As<NoiseBuffer, float>(ref buffer);
        var left = 0;
        var block = 0u;
        var pulses = Vector256<int>.Zero;
        var pulsesUp = Vector256<int>.Zero;
        var end = Math.Min(weights.Rows, (stripe + 1) * StripeRows);
        for (var i = stripe * StripeRows; i < end; i++)
        {
            var rowLow = rows.Low[i];
            var rowHigh = wide ? rows.High[i] : 0;
            if ((rowLow | rowHigh) == 0) continue;
            var rowSign = Vector256.Create(flip ? rows.Negative[i] : ~rows.Negative[i]);
            var start = (nuint)i * stride;
            for (nuint j = 0; j < stride; j += Lanes.Count)
            {
                var together = Vector256.LoadUnsafe(ref low, j) & Vector256.Create(rowLow);
                Vector256<int> count;
                if (wide)
                {
                    var togetherHigh = Vector256.LoadUnsafe(ref high, j) & Vector256.Create(rowHigh);
                    if ((together | togetherHigh) == Vector256<uint>.Zero) continue;
                    count = (BitCount.Of(together) + BitCount.Of(togetherHigh)).AsInt32();
                }
                else
                {
                    if (together == Vector256<uint>.Zero) continue;
                    count = BitCount.Of(together).AsInt32();
                }
                // Up where the signs of x and d agree (or differ, for a negative learning rate).
                var up = (Vector256.LoadUnsafe(ref negative, j) ^ rowSign).AsSingle();
                pulses += count;
                pulsesUp += count & up.AsInt32();
                var lanes = cells.At(start + j);
                var weight = Vector256.LoadUnsafe(ref matrix, start + j);
                var several = Vector256.GreaterThanAny(count, Vector256<int>.One);
                if (several && additive)
                {
                    var xi = Vector256<float>.Zero;
                    if (noisy) xi = Next(random, ref noise, ref left, ref block, stripe, step);
                    var after = law.Pulses(weight, up, Vector256.ConvertToSingle(count), xi, lanes, out var reach);
                    var lower = Vector256.ConditionalSelect(Vector256.LessThan(after, weight), after, weight) - reach;
                    var upper = Vector256.ConditionalSelect(Vector256.GreaterThan(after, weight), after, weight) + reach;
                    if (!Vector256.LessThanAny(lower, lanes.Minimum) && !Vector256.GreaterThanAny(upper, lanes.Maximum))
                    {
                        Vector256.ConditionalSelect(Vector256.GreaterThan(count, Vector256<int>.Zero).AsSingle(), after, weight).StoreUnsafe(ref matrix, start + j);
                        continue;
                    }
                }
                var remaining = count;
                do
                {
                    var xi = Vector256<float>.Zero;
                    if (noisy) xi = Next(random, ref noise, ref left, ref block, stripe, step);
                    var after = Clip(law.Pulse(weight, up, xi, lanes), lanes);
                    weight = Vector256.ConditionalSelect(Vector256.GreaterThan(remaining, Vector256<int>.Zero).AsSingle(), after, weight);
                    remaining -= Vector256<int>.One;
                }
                while (Vector256.GreaterThanAny(remaining, Vector256<int>.Zero));
                weight.StoreUnsafe(ref matrix, start + j);
            }
        }
        return (Total(pulsesUp), Total(pulses) - Total(pulsesUp));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Next(PhiloxLanes random, ref float noise, ref int left, ref uint block, int stripe, ulong step)
    {
        if (left == 0)
        {
            NormalLanes.Block(random, block, (uint)stripe, step, ref noise);
            block += Lanes.Count;
            left = PhiloxLanes.BlockSize;
        }
        var xi = Vector256.LoadUnsafe(ref noise, (nuint)(PhiloxLanes.BlockSize - left));
        left -= Lanes.Count;
        return xi;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Clip(Vector256<float> weight, in CellLanes cells)
    {
        weight = Vector256.ConditionalSelect(Vector256.GreaterThan(weight, cells.Maximum), cells.Maximum, weight);
        return Vector256.ConditionalSelect(Vector256.LessThan(weight, cells.Minimum), cells.Minimum, weight);
    }

    private static long Total(Vector256<int> counts)
    {
        var total = 0L;
        for (var lane = 0; lane < Lanes.Count; lane++) total += counts.GetElement(lane);
        return total;
    }

    [InlineArray(PhiloxLanes.BlockSize)]
    private struct NoiseBuffer
    {
        private float _first;
    }
}
