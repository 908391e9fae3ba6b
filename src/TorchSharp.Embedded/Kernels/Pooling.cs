using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>Largest and mean values over the windows of planes of [depth, height, width], and their backward.</summary>
internal static unsafe class Pooling
{
    private const long ThreadedWork = 1 << 16;

    private static void Planes(long planes, long work, Action<long, long> body) => Threads.For(planes, 1, Math.Max(1, planes * work / ThreadedWork), body);

    private static long Visits(Window[] w) => w.Aggregate(1L, (n, v) => n * v.Output) * 4;

    /// <summary>The largest element of each window and its place in the plane: the first on ties, a NaN before all.</summary>
    internal static void Max<T>(T* x, long planes, Window[] w, T* y, long* places) where T : unmanaged, IFloatingPointIeee754<T>
    {
        long size = w[0].Input * w[1].Input * w[2].Input, outputs = w[0].Output * w[1].Output * w[2].Output;
        var twos = typeof(T) == typeof(float) && w[0].Output == 1 && Halves(w[1]) && Halves(w[2]);
        Planes(planes, Visits(w), (from, to) =>
        {
            for (var p = from; p < to; p++)
                if (twos) MaxOfTwos((float*)(x + p * size), w[2].Input, w[1].Output, w[2].Output, (float*)(y + p * outputs), places + p * outputs);
                else Max(x + p * size, w[0], w[1], w[2], y + p * outputs, places + p * outputs);
        });
    }

    /// <summary>Windows of two beside each other, none of them cut off.</summary>
    private static bool Halves(Window w) => w.Step == 1 && w.Output > 0 && w.From[0] == 0 && w.To[0] == 2 && w.To[^1] == 2 * w.Output && (w.Output == 1 || w.From[1] == 2);

    private static void Max<T>(T* x, Window wd, Window wh, Window ww, T* y, long* places) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (long od = 0; od < wd.Output; od++)
            for (long oh = 0; oh < wh.Output; oh++)
                for (long ow = 0; ow < ww.Output; ow++)
                {
                    var best = T.NegativeInfinity;
                    long place = -1;
                    for (var d = wd.From[od]; d < wd.To[od]; d += wd.Step)
                        for (var h = wh.From[oh]; h < wh.To[oh]; h += wh.Step)
                        {
                            var row = (d * wh.Input + h) * ww.Input;
                            for (var v = ww.From[ow]; v < ww.To[ow]; v += ww.Step)
                            {
                                var value = x[row + v];
                                if (place >= 0 && !(value > best) && !T.IsNaN(value)) continue;
                                best = value;
                                place = row + v;
                            }
                        }
                    *y++ = best;
                    *places++ = place;
                }
    }

    /// <summary>Windows of 2×2 without overlap, eight at a time; the last eight of a row may be computed twice, fewer in a row of their own.</summary>
    private static void MaxOfTwos(float* x, long width, long rows, long columns, float* y, long* places)
    {
        var n = (int)Math.Min(columns, Lanes.Width);
        var few = stackalloc float[6 * Lanes.Width];
        var fewPlaces = stackalloc long[Lanes.Width];
        new Span<float>(few, 6 * Lanes.Width).Clear();
        for (long h = 0; h < rows; h++, y += columns, places += columns)
        {
            var row = x + 2 * h * width;
            if (n == Lanes.Width)
            {
                for (long j = 0; j < columns; j += n)
                {
                    var at = Math.Min(j, columns - n);
                    MaxOfTwos(row + 2 * at, row + width + 2 * at, (int)(2 * h * width + 2 * at), (int)width, y + at, places + at);
                }
                continue;
            }
            for (var i = 0; i < 2 * n; i++) (few[i], few[16 + i]) = (row[i], row[width + i]);
            MaxOfTwos(few, few + 16, (int)(2 * h * width), (int)width, few + 32, fewPlaces);
            for (var i = 0; i < n; i++) (y[i], places[i]) = (few[32 + i], fewPlaces[i]);
        }
    }

    private static void MaxOfTwos(float* upper, float* lower, int first, int width, float* y, long* places)
    {
        Halve(upper, out var best, out var other);
        var place = Vector256<int>.Indices * 2 + Vector256.Create(first);
        var below = place + Vector256.Create(width);
        Better(other, place + Vector256<int>.One, ref best, ref place);
        Halve(lower, out var left, out var right);
        Better(left, below, ref best, ref place);
        Better(right, below + Vector256<int>.One, ref best, ref place);
        best.Store(y);
        var (low, high) = Vector256.Widen(place);
        low.Store(places);
        high.Store(places + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Better(Vector256<float> value, Vector256<int> where, ref Vector256<float> best, ref Vector256<int> place)
    {
        var better = Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
        best = Vector256.ConditionalSelect(better, value, best);
        place = Vector256.ConditionalSelect(better.AsInt32(), where, place);
    }

    /// <summary>The even and the odd ones of sixteen neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halve(float* p, out Vector256<float> even, out Vector256<float> odd)
    {
        var order = Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7);
        var a = Vector256.Shuffle(Vector256.Load(p), order);
        var b = Vector256.Shuffle(Vector256.Load(p + 8), order);
        even = Vector256.Create(a.GetLower(), b.GetLower());
        odd = Vector256.Create(a.GetUpper(), b.GetUpper());
    }

    /// <summary>Each gradient goes to the place that won.</summary>
    internal static void MaxGradient<T>(T* dy, long* places, long planes, long outputs, long size, T* dx) where T : unmanaged, INumber<T> =>
        Planes(planes, outputs, (from, to) =>
        {
            for (var p = from; p < to; p++)
            {
                var plane = dx + p * size;
                new Span<T>(plane, checked((int)size)).Clear();
                for (var i = p * outputs; i < (p + 1) * outputs; i++)
                    if (places[i] >= 0) plane[places[i]] += dy[i];
            }
        });

    /// <summary>The sum of each window over <paramref name="divisor"/>, or over the number of its positions.</summary>
    internal static void Mean<T>(T* x, long planes, Window[] w, bool countPadding, long? divisor, T* y) where T : unmanaged, INumber<T> =>
        Means(x, planes, w, countPadding, divisor, y, spread: false);

    /// <summary>Each gradient, divided likewise, goes to every position of its window.</summary>
    internal static void MeanGradient<T>(T* dy, long planes, Window[] w, bool countPadding, long? divisor, T* dx) where T : unmanaged, INumber<T> =>
        Means(dx, planes, w, countPadding, divisor, dy, spread: true);

    private static void Means<T>(T* x, long planes, Window[] w, bool countPadding, long? divisor, T* y, bool spread) where T : unmanaged, INumber<T>
    {
        long size = w[0].Input * w[1].Input * w[2].Input, outputs = w[0].Output * w[1].Output * w[2].Output;
        Planes(planes, Visits(w), (from, to) =>
        {
            for (var p = from; p < to; p++)
            {
                if (spread) new Span<T>(x + p * size, checked((int)size)).Clear();
                Means(x + p * size, w[0], w[1], w[2], countPadding, divisor, y + p * outputs, spread);
            }
        });
    }

    private static void Means<T>(T* x, Window wd, Window wh, Window ww, bool countPadding, long? divisor, T* y, bool spread) where T : unmanaged, INumber<T>
    {
        for (long od = 0; od < wd.Output; od++)
            for (long oh = 0; oh < wh.Output; oh++)
                for (long ow = 0; ow < ww.Output; ow++, y++)
                {
                    long d0 = wd.From[od], d1 = wd.To[od], h0 = wh.From[oh], h1 = wh.To[oh], w0 = ww.From[ow], w1 = ww.To[ow];
                    var count = countPadding ? wd.Counted[od] * wh.Counted[oh] * ww.Counted[ow] : (d1 - d0) * (h1 - h0) * (w1 - w0);
                    var over = T.CreateTruncating(divisor ?? count);
                    var value = spread ? *y / over : T.Zero;
                    for (var d = d0; d < d1; d++)
                        for (var h = h0; h < h1; h++)
                        {
                            var row = x + (d * wh.Input + h) * ww.Input;
                            if (spread)
                                for (var v = w0; v < w1; v++) row[v] += value;
                            else
                                for (var v = w0; v < w1; v++) value += row[v];
                        }
                    if (!spread) *y = d1 > d0 && h1 > h0 && w1 > w0 ? value / over : T.Zero;
                }
    }
}
