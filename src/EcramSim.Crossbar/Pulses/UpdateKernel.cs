using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// What the cells make of the coincidences of trains: specialised by the JIT for the law and
/// the kind of spread. Rows go in stripes of <see cref="Stripe.Rows"/>; a stripe draws its noise in order: row after row, in each
/// <see cref="Coincidences.Span"/> cells after the other. Of these, first every cell that fires takes one number, for the sum of its pulses; then the
/// cells that have no sum (a bound near, or too many pulses for it) take one per pulse: eight neighbours after the other, in each all first pulses,
/// then all second ones, …. So results do not depend on who runs which stripe. <see cref="UpdateReference{TLaw}"/> is the scalar twin.
/// </summary>
internal static class UpdateKernel<TLaw, TCells> where TLaw : struct, IPulseLaw where TCells : struct, ICells
{
    /// <summary>
    /// Applies one update to the rows of one stripe; returns the pulses up and down that cells received. Whether the law has a sum of several pulses comes
    /// from outside, because a law that leaves the question to its interface is boxed to answer it.
    /// </summary>
    [SkipLocalsInit]
    public static (long Up, long Down) Run(in TLaw law, bool summable, in TCells cells, WeightMatrix weights, PulseTrains rows, PulseTrains columns,
        bool flip, bool wide, PhiloxLanes random, ulong step, int stripe)
    {
        var stride = weights.Stride;
        var noise = new LaneNoise(random, (uint)stripe, step);
        var pulses = new Coincidences(columns, wide, summable && law.IsNoisy);
        Unsafe.SkipInit(out Found found);
        found.Begin(law.IsNoisy);
        Span<ushort> singles = stackalloc ushort[Coincidences.Span / Lanes.Wide];
        var end = Math.Min(weights.Rows, (stripe + 1) * Stripe.Rows);
        for (var i = stripe * Stripe.Rows; i < end; i++)
        {
            var row = new Coincidences.Line(rows.Low[i], wide ? rows.High[i] : 0, flip ? rows.Negative[i] : ~rows.Negative[i]);
            if ((row.Low | row.High) == 0) continue;
            for (var from = 0; from < stride; from += Coincidences.Span)
            {
                var hits = pulses.Hits(row, from, Math.Min(from + Coincidences.Span, stride));
                if (hits == 0) continue;
                pulses.Find(row, from, hits, ref noise, ref found);
                var single = hits;
                if (summable)
                {
                    // The last eight of a row may have no neighbour.
                    var half = stride - from >= Coincidences.Span || stride % Lanes.Wide == 0 ? 0 : 1U << ((stride - from) / Lanes.Wide);
                    single = 0;
                    if (!Vector512.IsHardwareAccelerated) SumsOfEight(law, cells, weights, columns, row.Up, i, from, hits, half, ref found, ref single, singles);
                    else if ((hits & ~half) != 0) Sums<Whole>(law, cells, weights, columns, row.Up, i, from, hits & ~half, ref found, ref single, singles);
                    if (Vector512.IsHardwareAccelerated && (hits & half) != 0) Sums<Half>(law, cells, weights, columns, row.Up, i, from, hits & half, ref found, ref single, singles);
                }
                for (; single != 0; single &= single - 1)
                {
                    var at = BitOperations.TrailingZeroCount(single) * Lanes.Wide;
                    var chosen = summable ? singles[at / Lanes.Wide] : ushort.MaxValue;
                    for (var j = at; chosen != 0 && from + j < stride; j += Lanes.Count, chosen >>= Lanes.Count)
                        if ((byte)chosen != 0) Singly(law, cells, weights, columns, row.Up, i, from, j, (byte)chosen, ref found, ref noise);
                }
            }
        }
        return pulses.Total();
    }

    // One draw for all pulses of a cell; lanes that have no such sum stay as they are, to go pulse by pulse: which sixteens and which lanes of them
    // goes to single and singles. No call in the loop, and what it reads is copied first, so that all stays in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static void Sums<TWidth>(in TLaw law, in TCells cells, WeightMatrix weights, PulseTrains columns, uint rowUp, int i, int from, uint hits,
        ref Found found, ref uint single, Span<ushort> singles) where TWidth : struct, IWidth
    {
        ref var negative = ref columns.Negative[from];
        var start = (nuint)i * (nuint)weights.Stride + (nuint)from;
        ref var matrix = ref weights.Values[start];
        ref var place = ref found.Place;
        ref var lanesOf = ref MemoryMarshal.GetReference(singles);
        var all = cells;
        var sign = Vector512.Create(rowUp);
        var left = 0U;
        for (; hits != 0; hits &= hits - 1)
        {
            var sixteen = BitOperations.TrailingZeroCount(hits);
            var j = (nuint)(sixteen * Lanes.Wide);
            // Up where the signs of x and d agree (or differ, for a negative learning rate).
            var up = (Vector512.LoadUnsafe(ref negative, j) ^ sign).AsSingle();
            var count = new PulseCount<Vector512<float>>(Found.Count(ref place, j), Found.Root(ref place, j));
            var own = all.At(start + j, up);
            var weight = TWidth.IsHalf ? Vector512.Create(Vector256.LoadUnsafe(ref matrix, j), Vector256<float>.Zero) : Vector512.LoadUnsafe(ref matrix, j);
            var after = law.Pulses(weight, up, count, Found.Noise(ref place, j), own, out var mean, out var reach);
            var lower = Vector512.MinNative(mean, weight) - reach;
            var upper = Vector512.MaxNative(mean, weight) + reach;
            after = Vector512.MaxNative(Vector512.MinNative(after, own.Maximum), own.Minimum);
            after = Vector512.ConditionalSelect(Vector512.GreaterThan(count.Number, Vector512<float>.Zero), after, weight);
            if (Vector512.LessThanAny(lower, own.Minimum) || Vector512.GreaterThanAny(upper, own.Maximum))
            {
                // A single pulse is its own sum.
                var near = (Vector512.LessThan(lower, own.Minimum) | Vector512.GreaterThan(upper, own.Maximum)) & Vector512.GreaterThan(count.Number, Vector512<float>.One);
                after = Vector512.ConditionalSelect(near, weight, after);
                var lanes = (ushort)Vector512.ExtractMostSignificantBits(near);
                if (lanes != 0) left |= 1U << sixteen;
                Unsafe.Add(ref lanesOf, sixteen) = lanes;
            }
            if (TWidth.IsHalf) after.GetLower().StoreUnsafe(ref matrix, j);
            else after.StoreUnsafe(ref matrix, j);
        }
        single |= left;
    }

    // The same for processors that take eight cells at once; of the sixteens in half, the first eight are there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static void SumsOfEight(in TLaw law, in TCells cells, WeightMatrix weights, PulseTrains columns, uint rowUp, int i, int from, uint hits, uint half,
        ref Found found, ref uint single, Span<ushort> singles)
    {
        ref var negative = ref columns.Negative[from];
        var start = (nuint)i * (nuint)weights.Stride + (nuint)from;
        ref var matrix = ref weights.Values[start];
        ref var place = ref found.Place;
        var all = cells;
        var sign = Vector256.Create(rowUp);
        var left = 0U;
        for (; hits != 0; hits &= hits - 1)
        {
            var sixteen = BitOperations.TrailingZeroCount(hits);
            var j = (nuint)(sixteen * Lanes.Wide);
            var (lanes, end) = (0U, ((half >> sixteen) & 1) != 0 ? Lanes.Count : Lanes.Wide);
            for (var lane = 0; lane < end; lane += Lanes.Count, j += Lanes.Count)
            {
                var up = (Vector256.LoadUnsafe(ref negative, j) ^ sign).AsSingle();
                var count = new PulseCount<Vector256<float>>(Found.CountOfEight(ref place, j), Found.RootOfEight(ref place, j));
                var own = all.At(start + j, up);
                var weight = Vector256.LoadUnsafe(ref matrix, j);
                var after = law.Pulses(weight, up, count, Found.NoiseOfEight(ref place, j), own, out var mean, out var reach);
                var lower = Vector256.MinNative(mean, weight) - reach;
                var upper = Vector256.MaxNative(mean, weight) + reach;
                var near = (Vector256.LessThan(lower, own.Minimum) | Vector256.GreaterThan(upper, own.Maximum)) & Vector256.GreaterThan(count.Number, Vector256<float>.One);
                after = Vector256.MaxNative(Vector256.MinNative(after, own.Maximum), own.Minimum);
                after = Vector256.ConditionalSelect(near, weight, Vector256.ConditionalSelect(Vector256.GreaterThan(count.Number, Vector256<float>.Zero), after, weight));
                after.StoreUnsafe(ref matrix, j);
                lanes |= Vector256.ExtractMostSignificantBits(near) << lane;
            }
            if (lanes == 0) continue;
            left |= 1U << sixteen;
            singles[sixteen] = (ushort)lanes;
        }
        single |= left;
    }

    // Pulse by pulse, those lanes of the eight cells from column j of the span whose bits are set.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Singly(in TLaw law, in TCells cells, WeightMatrix weights, PulseTrains columns, uint rowUp, int i, int from, int j, byte chosen,
        ref Found found, ref LaneNoise noise)
    {
        var count = Vector256.ConvertToInt32(Found.CountOfEight(ref found.Place, (nuint)j));
        var up = (Vector256.LoadUnsafe(ref columns.Negative[from + j]) ^ Vector256.Create(rowUp)).AsSingle();
        var bits = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        count &= Vector256.Equals(Vector256.Create((int)chosen) & bits, bits);
        var index = (nuint)(i * weights.Stride + from + j);
        var own = cells.At(index);
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(weights.Values);
        var weight = Vector256.LoadUnsafe(ref matrix, index);
        for (var fires = Vector256.GreaterThan(count, Vector256<int>.Zero); fires != Vector256<int>.Zero; fires = Vector256.GreaterThan(count, Vector256<int>.Zero))
        {
            var xi = law.IsNoisy ? noise.Next(fires) : Vector256<float>.Zero;
            var after = Vector256.MaxNative(Vector256.MinNative(law.Pulse(weight, up, xi, own), own.Maximum), own.Minimum);
            weight = Vector256.ConditionalSelect(fires.AsSingle(), after, weight);
            count -= Vector256<int>.One;
        }
        weight.StoreUnsafe(ref matrix, index);
    }

    // Whether sixteen cells are there or only the first eight of them.
    private interface IWidth
    {
        static abstract bool IsHalf { get; }
    }

    private readonly struct Whole : IWidth
    {
        public static bool IsHalf => false;
    }

    private readonly struct Half : IWidth
    {
        public static bool IsHalf => true;
    }
}
