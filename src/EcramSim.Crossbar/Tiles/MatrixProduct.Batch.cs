using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// The products for several vectors at once: four vectors share every load of a weight, and blocks of the matrix stay in the cache for all
/// vectors. Each element is summed as for one vector alone, to the same bits.
/// </summary>
internal static partial class MatrixProduct
{
    private const int Together = 4, RowsTogether = 3, ColumnsTogether = 24;
    // Floats of the matrix that stay in the second-level cache while all vectors pass.
    private const int Cached = 1 << 16;

    /// <summary>y = W x for rows <paramref name="from"/> … <paramref name="to"/> − 1 and <paramref name="count"/> vectors: <paramref name="x"/> one padded row after the other, the results <paramref name="pitch"/> apart in <paramref name="y"/>.</summary>
    public static void Forward(WeightMatrix w, ReadOnlySpan<float> x, Span<float> y, int count, int pitch, int from, int to)
    {
        var block = Math.Max(RowsTogether, Cached / w.Stride / RowsTogether * RowsTogether);
        for (var i = from; i < to; i += block)
        {
            var end = Math.Min(to, i + block);
            var b = 0;
            for (; b + Together <= count; b += Together) Four(w, x[(b * w.Stride)..], y[(b * pitch)..], pitch, i, end);
            for (; b < count; b++) Forward(w, x.Slice(b * w.Stride, w.Stride), y.Slice(b * pitch, pitch), i, end);
        }
    }

    /// <summary>g = Wᵀ d for columns <paramref name="from"/> … <paramref name="to"/> − 1, multiples of eight, and <paramref name="count"/> vectors, <paramref name="pitch"/> apart in <paramref name="d"/>; the results are padded rows in <paramref name="g"/>, one after the other.</summary>
    public static void Backward(WeightMatrix w, ReadOnlySpan<float> d, Span<float> g, int count, int pitch, int from, int to)
    {
        var block = Math.Max(8, Cached / w.Stride);
        for (var i = 0; i < w.Rows; i += block)
        {
            var end = Math.Min(w.Rows, i + block);
            var b = 0;
            for (; b + Together <= count; b += Together) FourBack(w, d[(b * pitch)..], g[(b * w.Stride)..], pitch, i, end, from, to);
            for (; b < count; b++) AddRows(w, d.Slice(b * pitch, pitch), g.Slice(b * w.Stride, w.Stride), i, end, from, to);
        }
    }

    private static void Four(WeightMatrix w, ReadOnlySpan<float> x, Span<float> y, int pitch, int from, int to)
    {
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(w.Values);
        var stride = (nuint)w.Stride;
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var x1 = ref Unsafe.Add(ref x0, stride);
        ref var x2 = ref Unsafe.Add(ref x1, stride);
        ref var x3 = ref Unsafe.Add(ref x2, stride);
        ref var sums = ref MemoryMarshal.GetReference(y);
        var i = from;
        for (; i + RowsTogether <= to; i += RowsTogether)
        {
            ref var p = ref Unsafe.Add(ref matrix, (nuint)i * stride);
            ref var q = ref Unsafe.Add(ref p, stride);
            ref var r = ref Unsafe.Add(ref q, stride);
            var (p0, p1, p2, p3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            var (q0, q1, q2, q3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            var (r0, r1, r2, r3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (nuint j = 0; j < stride; j += Lanes.Count)
            {
                var (u, v, t) = (Vector256.LoadUnsafe(ref p, j), Vector256.LoadUnsafe(ref q, j), Vector256.LoadUnsafe(ref r, j));
                var input = Vector256.LoadUnsafe(ref x0, j);
                p0 = Vector256.FusedMultiplyAdd(u, input, p0);
                q0 = Vector256.FusedMultiplyAdd(v, input, q0);
                r0 = Vector256.FusedMultiplyAdd(t, input, r0);
                input = Vector256.LoadUnsafe(ref x1, j);
                p1 = Vector256.FusedMultiplyAdd(u, input, p1);
                q1 = Vector256.FusedMultiplyAdd(v, input, q1);
                r1 = Vector256.FusedMultiplyAdd(t, input, r1);
                input = Vector256.LoadUnsafe(ref x2, j);
                p2 = Vector256.FusedMultiplyAdd(u, input, p2);
                q2 = Vector256.FusedMultiplyAdd(v, input, q2);
                r2 = Vector256.FusedMultiplyAdd(t, input, r2);
                input = Vector256.LoadUnsafe(ref x3, j);
                p3 = Vector256.FusedMultiplyAdd(u, input, p3);
                q3 = Vector256.FusedMultiplyAdd(v, input, q3);
                r3 = Vector256.FusedMultiplyAdd(t, input, r3);
            }
            Put(ref Unsafe.Add(ref sums, i), pitch, p0, p1, p2, p3);
            Put(ref Unsafe.Add(ref sums, i + 1), pitch, q0, q1, q2, q3);
            Put(ref Unsafe.Add(ref sums, i + 2), pitch, r0, r1, r2, r3);
        }
        for (; i < to; i++)
        {
            ref var p = ref Unsafe.Add(ref matrix, (nuint)i * stride);
            var (p0, p1, p2, p3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (nuint j = 0; j < stride; j += Lanes.Count)
            {
                var u = Vector256.LoadUnsafe(ref p, j);
                p0 = Vector256.FusedMultiplyAdd(u, Vector256.LoadUnsafe(ref x0, j), p0);
                p1 = Vector256.FusedMultiplyAdd(u, Vector256.LoadUnsafe(ref x1, j), p1);
                p2 = Vector256.FusedMultiplyAdd(u, Vector256.LoadUnsafe(ref x2, j), p2);
                p3 = Vector256.FusedMultiplyAdd(u, Vector256.LoadUnsafe(ref x3, j), p3);
            }
            Put(ref Unsafe.Add(ref sums, i), pitch, p0, p1, p2, p3);
        }
    }

    /// <summary>The trees of <see cref="Sum"/> over four vectors side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float y, int pitch, Vector256<float> s0, Vector256<float> s1, Vector256<float> s2, Vector256<float> s3)
    {
        y = Sum(s0);
        Unsafe.Add(ref y, pitch) = Sum(s1);
        Unsafe.Add(ref y, 2 * pitch) = Sum(s2);
        Unsafe.Add(ref y, 3 * pitch) = Sum(s3);
    }

    // Rows from … to, added to what the rows before them gave.
    private static void FourBack(WeightMatrix w, ReadOnlySpan<float> d, Span<float> g, int pitch, int firstRow, int lastRow, int from, int to)
    {
        ref var matrix = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(w.Values), (nuint)firstRow * (nuint)w.Stride);
        var stride = (nuint)w.Stride;
        ref var d0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(d), firstRow);
        ref var d1 = ref Unsafe.Add(ref d0, pitch);
        ref var d2 = ref Unsafe.Add(ref d1, pitch);
        ref var d3 = ref Unsafe.Add(ref d2, pitch);
        ref var sums = ref MemoryMarshal.GetReference(g);
        var rows = lastRow - firstRow;
        var j = (nuint)from;
        for (; j + ColumnsTogether <= (nuint)to; j += ColumnsTogether)
        {
            ref var g0 = ref Unsafe.Add(ref sums, j);
            ref var g1 = ref Unsafe.Add(ref g0, stride);
            ref var g2 = ref Unsafe.Add(ref g1, stride);
            ref var g3 = ref Unsafe.Add(ref g2, stride);
            var (p0, q0, r0) = Start(ref g0, firstRow);
            var (p1, q1, r1) = Start(ref g1, firstRow);
            var (p2, q2, r2) = Start(ref g2, firstRow);
            var (p3, q3, r3) = Start(ref g3, firstRow);
            ref var row = ref Unsafe.Add(ref matrix, j);
            for (var i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, stride))
            {
                var (u, v, t) = (Vector256.LoadUnsafe(ref row), Vector256.LoadUnsafe(ref row, 8), Vector256.LoadUnsafe(ref row, 16));
                var error = Vector256.Create(Unsafe.Add(ref d0, i));
                p0 = Vector256.FusedMultiplyAdd(u, error, p0);
                q0 = Vector256.FusedMultiplyAdd(v, error, q0);
                r0 = Vector256.FusedMultiplyAdd(t, error, r0);
                error = Vector256.Create(Unsafe.Add(ref d1, i));
                p1 = Vector256.FusedMultiplyAdd(u, error, p1);
                q1 = Vector256.FusedMultiplyAdd(v, error, q1);
                r1 = Vector256.FusedMultiplyAdd(t, error, r1);
                error = Vector256.Create(Unsafe.Add(ref d2, i));
                p2 = Vector256.FusedMultiplyAdd(u, error, p2);
                q2 = Vector256.FusedMultiplyAdd(v, error, q2);
                r2 = Vector256.FusedMultiplyAdd(t, error, r2);
                error = Vector256.Create(Unsafe.Add(ref d3, i));
                p3 = Vector256.FusedMultiplyAdd(u, error, p3);
                q3 = Vector256.FusedMultiplyAdd(v, error, q3);
                r3 = Vector256.FusedMultiplyAdd(t, error, r3);
            }
            Store(ref g0, p0, q0, r0);
            Store(ref g1, p1, q1, r1);
            Store(ref g2, p2, q2, r2);
            Store(ref g3, p3, q3, r3);
        }
        for (; j < (nuint)to; j += Lanes.Count)
        {
            var (s0, s1, s2, s3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            if (firstRow > 0)
            {
                s0 = Vector256.LoadUnsafe(ref sums, j);
                s1 = Vector256.LoadUnsafe(ref sums, j + stride);
                s2 = Vector256.LoadUnsafe(ref sums, j + 2 * stride);
                s3 = Vector256.LoadUnsafe(ref sums, j + 3 * stride);
            }
            ref var row = ref Unsafe.Add(ref matrix, j);
            for (var i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, stride))
            {
                var u = Vector256.LoadUnsafe(ref row);
                s0 = Vector256.FusedMultiplyAdd(u, Vector256.Create(Unsafe.Add(ref d0, i)), s0);
                s1 = Vector256.FusedMultiplyAdd(u, Vector256.Create(Unsafe.Add(ref d1, i)), s1);
                s2 = Vector256.FusedMultiplyAdd(u, Vector256.Create(Unsafe.Add(ref d2, i)), s2);
                s3 = Vector256.FusedMultiplyAdd(u, Vector256.Create(Unsafe.Add(ref d3, i)), s3);
            }
            s0.StoreUnsafe(ref sums, j);
            s1.StoreUnsafe(ref sums, j + stride);
            s2.StoreUnsafe(ref sums, j + 2 * stride);
            s3.StoreUnsafe(ref sums, j + 3 * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> First, Vector256<float> Second, Vector256<float> Third) Start(ref float g, int firstRow) => firstRow == 0
        ? (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero)
        : (Vector256.LoadUnsafe(ref g), Vector256.LoadUnsafe(ref g, 8), Vector256.LoadUnsafe(ref g, 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float g, Vector256<float> first, Vector256<float> second, Vector256<float> third)
    {
        first.StoreUnsafe(ref g);
        second.StoreUnsafe(ref g, 8);
        third.StoreUnsafe(ref g, 16);
    }
}
