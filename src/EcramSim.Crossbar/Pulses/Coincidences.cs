using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// How many pulses the trains of a row and of a span of columns make, and a random number for every cell that gets any. A pass of its own: what follows
/// has a long chain of operations per cell, and a processor looks only so many instructions ahead.
/// </summary>
/// <param name="columns">The columns.</param>
/// <param name="wide">Whether trains are longer than 32 slots.</param>
/// <param name="noisy">Whether cells take random numbers.</param>
internal struct Coincidences(PulseTrains columns, bool wide, bool noisy)
{
    /// <summary>Cells of a row that are taken together: 32 times sixteen.</summary>
    public const int Span = 32 * Lanes.Wide;

    private Vector512<int> _pulses, _pulsesUp;

    /// <summary>Which sixteens of the span from column <paramref name="from"/> share a slot with the row: for all of them at once, by what each fires together.</summary>
    public readonly uint Hits(Line row, int from)
    {
        ref var low = ref columns.LowOfSixteen[from / Lanes.Wide];
        ref var high = ref columns.HighOfSixteen[from / Lanes.Wide];
        var hits = 0U;
        if (!Vector512.IsHardwareAccelerated)
        {
            for (var sixteen = 0; sixteen < Span / Lanes.Wide; sixteen += Lanes.Count)
            {
                var together = Vector256.LoadUnsafe(ref low, (nuint)sixteen) & Vector256.Create(row.Low);
                if (wide) together |= Vector256.LoadUnsafe(ref high, (nuint)sixteen) & Vector256.Create(row.High);
                hits |= Vector256.ExtractMostSignificantBits(~Vector256.Equals(together, Vector256<uint>.Zero)) << sixteen;
            }
            return hits;
        }
        for (var sixteen = 0; sixteen < Span / Lanes.Wide; sixteen += Lanes.Wide)
        {
            var together = Vector512.LoadUnsafe(ref low, (nuint)sixteen) & Vector512.Create(row.Low);
            if (wide) together |= Vector512.LoadUnsafe(ref high, (nuint)sixteen) & Vector512.Create(row.High);
            hits |= (uint)Vector512.ExtractMostSignificantBits(Vector512.GreaterThan(together, Vector512<uint>.Zero)) << sixteen;
        }
        return hits;
    }

    /// <summary>The pulses of the cells of the span from column <paramref name="from"/>, where <paramref name="hits"/> says that there are any.</summary>
    /// <param name="row">The row.</param>
    /// <param name="from">First column.</param>
    /// <param name="hits">Of <see cref="Hits"/>.</param>
    /// <param name="noise">Random numbers of the stripe.</param>
    /// <param name="found">Takes the result.</param>
    public void Find(Line row, int from, uint hits, ref LaneNoise noise, ref Found found)
    {
        if (noisy) noise.Prepare(Lanes.Wide * BitOperations.PopCount(hits));
        if (!Avx512F.IsSupported)
        {
            FindEights(row, from, hits, ref noise, ref found);
            return;
        }
        ref var ready = ref noise.Ready();
        ref var place = ref found.Place;
        ref var low = ref columns.Low[from];
        ref var high = ref columns.High[from];
        ref var negative = ref columns.Negative[from];
        var (rowLow, rowHigh, rowUp) = (Vector512.Create(row.Low), Vector512.Create(row.High), Vector512.Create(row.Up));
        var (pulses, pulsesUp) = (_pulses, _pulsesUp);
        nint used = 0;
        var (takes, longs) = (noisy, wide);
        for (; hits != 0; hits &= hits - 1)
        {
            var j = (nuint)(BitOperations.TrailingZeroCount(hits) * Lanes.Wide);
            var count = BitCount.Of(Vector512.LoadUnsafe(ref low, j) & rowLow).AsInt32();
            if (longs) count += BitCount.Of(Vector512.LoadUnsafe(ref high, j) & rowHigh).AsInt32();
            pulses += count;
            pulsesUp += count & (Vector512.LoadUnsafe(ref negative, j) ^ rowUp).AsInt32();
            Found.Note(ref place, j, count);
            if (takes) Found.Note(ref place, j, LaneNoise.Take(ref ready, count, ref used));
        }
        noise.Skip((int)used);
        (_pulses, _pulsesUp) = (pulses, pulsesUp);
    }

    // The same for processors that take eight cells at once.
    private void FindEights(Line row, int from, uint hits, ref LaneNoise noise, ref Found found)
    {
        ref var ready = ref noise.Ready();
        ref var place = ref found.Place;
        ref var ranks = ref noise.RankTable;
        ref var low = ref columns.Low[from];
        ref var high = ref columns.High[from];
        ref var negative = ref columns.Negative[from];
        var (rowLow, rowHigh, rowUp) = (Vector256.Create(row.Low), Vector256.Create(row.High), Vector256.Create(row.Up));
        var (pulses, pulsesUp) = (Vector256<int>.Zero, Vector256<int>.Zero);
        nint used = 0;
        var (takes, longs) = (noisy, wide);
        for (; hits != 0; hits &= hits - 1)
        {
            var j = (nuint)(BitOperations.TrailingZeroCount(hits) * Lanes.Wide);
            for (var end = j + Lanes.Wide; j < end; j += Lanes.Count)
            {
                var count = BitCount.Of(Vector256.LoadUnsafe(ref low, j) & rowLow).AsInt32();
                if (longs) count += BitCount.Of(Vector256.LoadUnsafe(ref high, j) & rowHigh).AsInt32();
                pulses += count;
                pulsesUp += count & (Vector256.LoadUnsafe(ref negative, j) ^ rowUp).AsInt32();
                Found.Note(ref place, j, count);
                if (takes) Found.Note(ref place, j, LaneNoise.Take(ref ready, ref ranks, Vector256.GreaterThan(count, Vector256<int>.Zero), ref used));
            }
        }
        noise.Skip((int)used);
        _pulses += Vector512.Create(pulses, Vector256<int>.Zero);
        _pulsesUp += Vector512.Create(pulsesUp, Vector256<int>.Zero);
    }

    /// <summary>Pulses up and down of all cells so far.</summary>
    public readonly (long Up, long Down) Total()
    {
        long all = Vector512.Sum(_pulses), up = Vector512.Sum(_pulsesUp);
        return (up, all - up);
    }

    /// <summary>The train of a row, and its sign: all bits set where a column of positive sign makes pulses up.</summary>
    public readonly record struct Line(uint Low, uint High, uint Up);
}
