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
    /// Applies one update to the rows of one stripe; returns the pulses up and down that cells received.
    /// </summary>
    [SkipLocalsInit]
    public static (long Up, long Down) Run(in TLaw law, in PulseSums sums, in TCells cells, WeightMatrix weights, PulseTrains rows, PulseTrains columns,
        bool flip, bool wide, PhiloxLanes random, ulong step, int stripe)
    {
        var (stride, summable) = (weights.Stride, sums.Exist);
        var noise = new LaneNoise(random, (uint)stripe, step, stackalloc float[LaneNoise.Room]);
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
                var hits = pulses.Hits(row, from);
                if (hits == 0) continue;
                pulses.Find(row, from, hits, ref noise, ref found);
                var single = hits;
                if (summable) single = Sums(law, sums, cells, weights, columns, row.Up, wide, i, from, hits, ref found, singles);
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

    // Sums of the cells of a span, by what is known of their bounds; returns the sixteens in which some go pulse by pulse.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Sums(in TLaw law, in PulseSums sums, in TCells cells, WeightMatrix weights, PulseTrains columns, uint rowUp, bool wide, int i, int from, uint hits,
        ref Found found, Span<ushort> singles)
    {
        var (single, stride) = (0U, weights.Stride);
        // The last eight of a row may have no neighbour.
        var half = stride - from >= Coincidences.Span || stride % Lanes.Wide == 0 ? 0 : 1U << ((stride - from) / Lanes.Wide);
        if (!Vector512.IsHardwareAccelerated)
        {
            if (sums.StayWithin) SumsOfEight<Within>(law, cells, weights, columns, rowUp, i, from, hits, half, ref found, ref single, singles);
            else SumsOfEight<Watched>(law, cells, weights, columns, rowUp, i, from, hits, half, ref found, ref single, singles);
            return single;
        }
        var (whole, watched) = (hits & ~half, 0U);
        if (whole == 0) { }
        else if (sums.StayWithin) SumsOfSixteen<Whole, Within>(law, sums, cells, weights, columns, rowUp, wide, i, from, whole, ref found, ref single, singles);
        else if (sums.Half < 0) watched = whole;
        else watched = SumsOfSixteen<Whole, Far>(law, sums, cells, weights, columns, rowUp, wide, i, from, whole, ref found, ref single, singles);
        if (watched != 0) SumsOfSixteen<Whole, Watched>(law, sums, cells, weights, columns, rowUp, wide, i, from, watched, ref found, ref single, singles);
        if ((hits & half) == 0) return single;
        if (sums.StayWithin) SumsOfSixteen<Half, Within>(law, sums, cells, weights, columns, rowUp, wide, i, from, half, ref found, ref single, singles);
        else SumsOfSixteen<Half, Watched>(law, sums, cells, weights, columns, rowUp, wide, i, from, half, ref found, ref single, singles);
        return single;
    }

    // One draw for all pulses of a cell; lanes that have no such sum stay as they are, to go pulse by pulse: which sixteens and which lanes of them
    // goes to single and singles. No call in the loop, and what it reads is copied first, so that all stays in registers. Returns the sixteens
    // that were left alone because a cell of theirs may come near a bound, where TBounds leaves them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static uint SumsOfSixteen<TWidth, TBounds>(in TLaw law, in PulseSums sums, in TCells cells, WeightMatrix weights, PulseTrains columns, uint rowUp, bool wide, int i, int from, uint hits,
        ref Found found, ref uint single, Span<ushort> singles) where TWidth : struct, IWidth where TBounds : struct, IBounds
    {
        ref var negative = ref columns.Negative[from];
        var start = (nuint)i * (nuint)weights.Stride + (nuint)from;
        ref var matrix = ref weights.Values[start];
        ref var place = ref found.Place;
        ref var lanesOf = ref MemoryMarshal.GetReference(singles);
        var (all, rule) = (cells, law);
        var sign = Vector512.Create(rowUp);
        var (left, close) = (0U, 0U);
        var roots = new CountRoots(wide);
        var (middle, far) = (Vector512.Create(sums.Middle), Vector512.Create(sums.Half));
        for (; hits != 0; hits &= hits - 1)
        {
            var sixteen = BitOperations.TrailingZeroCount(hits);
            var j = (nuint)(sixteen * Lanes.Wide);
            var weight = TWidth.IsHalf ? Vector512.Create(Vector256.LoadUnsafe(ref matrix, j), Vector256<float>.Zero) : Vector512.LoadUnsafe(ref matrix, j);
            if (TBounds.AreFar && Vector512.GreaterThanAny(Vector512.Abs(weight - middle), far))
            {
                close |= 1U << sixteen;
                continue;
            }
            // Up where the signs of x and d agree (or differ, for a negative learning rate).
            var up = (Vector512.LoadUnsafe(ref negative, j) ^ sign).AsSingle();
            var count = roots.Of(Found.Count(ref place, j));
            var own = TBounds.AreFar ? all.Unbounded(start + j, up) : all.At(start + j, up);
            var after = rule.Pulses(weight, up, count, Found.Noise(ref place, j), own, out var mean, out var reach);
            if (!TBounds.AreFar) after = Vector512.MaxNative(Vector512.MinNative(after, own.Maximum), own.Minimum);
            after = Vector512.ConditionalSelect(Vector512.GreaterThan(count.Number, Vector512<float>.Zero), after, weight);
            var lower = Vector512.MinNative(mean, weight) - reach;
            var upper = Vector512.MaxNative(mean, weight) + reach;
            if (TBounds.AreWatched ? Vector512.LessThanAny(lower, own.Minimum) || Vector512.GreaterThanAny(upper, own.Maximum) : !TBounds.AreFar && Vector512.GreaterThanAny(reach, Vector512<float>.Zero))
            {
                // A single pulse is its own sum.
                var near = (TBounds.AreWatched ? Vector512.LessThan(lower, own.Minimum) | Vector512.GreaterThan(upper, own.Maximum) : Vector512.GreaterThan(reach, Vector512<float>.Zero)) & Vector512.GreaterThan(count.Number, Vector512<float>.One);
                after = Vector512.ConditionalSelect(near, weight, after);
                var lanes = (ushort)Vector512.ExtractMostSignificantBits(near);
                if (lanes != 0) left |= 1U << sixteen;
                Unsafe.Add(ref lanesOf, sixteen) = lanes;
            }
            if (TWidth.IsHalf) after.GetLower().StoreUnsafe(ref matrix, j);
            else after.StoreUnsafe(ref matrix, j);
        }
        single |= left;
        return close;
    }

    // The same for processors that take eight cells at once; of the sixteens in half, the first eight are there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static void SumsOfEight<TBounds>(in TLaw law, in TCells cells, WeightMatrix weights, PulseTrains columns, uint rowUp, int i, int from, uint hits, uint half,
        ref Found found, ref uint single, Span<ushort> singles) where TBounds : struct, IBounds
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
                var count = CountRoots.Of(Found.CountOfEight(ref place, j));
                var own = all.At(start + j, up);
                var weight = Vector256.LoadUnsafe(ref matrix, j);
                var after = law.Pulses(weight, up, count, Found.NoiseOfEight(ref place, j), own, out var mean, out var reach);
                var lower = Vector256.MinNative(mean, weight) - reach;
                var upper = Vector256.MaxNative(mean, weight) + reach;
                var near = (TBounds.AreWatched ? Vector256.LessThan(lower, own.Minimum) | Vector256.GreaterThan(upper, own.Maximum) : Vector256.GreaterThan(reach, Vector256<float>.Zero)) & Vector256.GreaterThan(count.Number, Vector256<float>.One);
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
        var count = Found.CountOfEight(ref found.Place, (nuint)j);
        var up = (Vector256.LoadUnsafe(ref columns.Negative[from + j]) ^ Vector256.Create(rowUp)).AsSingle();
        var bits = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        count &= Vector256.Equals(Vector256.Create((int)chosen) & bits, bits);
        var index = (nuint)(i * weights.Stride + from + j);
        var own = cells.At(index);
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(weights.Values);
        var weight = Vector256.LoadUnsafe(ref matrix, index);
        // All numbers beforehand: no call in the loop, so that all stays in registers.
        nint used = 0;
        var (rule, takes) = (law, law.IsNoisy);
        if (takes) noise.Prepare(Vector256.Sum(count) + Lanes.Count);
        ref var ready = ref noise.Ready();
        ref var ranks = ref noise.RankTable;
        for (var fires = Vector256.GreaterThan(count, Vector256<int>.Zero); fires != Vector256<int>.Zero; fires = Vector256.GreaterThan(count, Vector256<int>.Zero))
        {
            var xi = takes ? LaneNoise.Take(ref ready, ref ranks, fires, ref used) : Vector256<float>.Zero;
            var after = Vector256.MaxNative(Vector256.MinNative(rule.Pulse(weight, up, xi, own), own.Maximum), own.Minimum);
            weight = Vector256.ConditionalSelect(fires.AsSingle(), after, weight);
            count -= Vector256<int>.One;
        }
        noise.Skip((int)used);
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

    // What is asked of the bounds: whether a walk may come near, whether it is already known to be far, or neither.
    private interface IBounds
    {
        static abstract bool AreWatched { get; }

        static abstract bool AreFar { get; }
    }

    private readonly struct Watched : IBounds
    {
        public static bool AreWatched => true;

        public static bool AreFar => false;
    }

    private readonly struct Far : IBounds
    {
        public static bool AreWatched => false;

        public static bool AreFar => true;
    }

    // The law stays within its bounds by itself.
    private readonly struct Within : IBounds
    {
        public static bool AreWatched => false;

        public static bool AreFar => false;
    }
}
