using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// y = W x and g = Wᵀ d for one vector, in an order of summation that depends on the matrix alone: a row's product is eight
/// running sums over its columns and one tree over the eight; a column's product runs down the rows.
/// </summary>
internal static partial class MatrixProduct
{
    private const int Block = 8;
    // Rows of which a stretch of columns stays in the first-level cache.
    private const int RowsAtOnce = 16;

    /// <summary>y = W x for rows <paramref name="from"/> … <paramref name="to"/> − 1. <paramref name="x"/> has the length of a padded row.</summary>
    public static void Forward(WeightMatrix w, ReadOnlySpan<float> x, Span<float> y, int from, int to)
    {
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(w.Values);
        ref var input = ref MemoryMarshal.GetReference(x);
        var stride = (nuint)w.Stride;
        var i = from;
        // Eight rows side by side hide the latency of the additions, and load x once for all of them.
        for (; i + Block <= to; i += Block)
        {
            ref var row = ref Unsafe.Add(ref matrix, (nuint)i * stride);
            ref var row4 = ref Unsafe.Add(ref row, 4 * stride);
            var (s0, s1, s2, s3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            var (s4, s5, s6, s7) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (nuint j = 0; j < stride; j += Lanes.Count)
            {
                var v = Vector256.LoadUnsafe(ref input, j);
                s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, j), v, s0);
                s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, j + stride), v, s1);
                s2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, j + 2 * stride), v, s2);
                s3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, j + 3 * stride), v, s3);
                s4 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row4, j), v, s4);
                s5 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row4, j + stride), v, s5);
                s6 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row4, j + 2 * stride), v, s6);
                s7 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row4, j + 3 * stride), v, s7);
            }
            y[i] = Sum(s0);
            y[i + 1] = Sum(s1);
            y[i + 2] = Sum(s2);
            y[i + 3] = Sum(s3);
            y[i + 4] = Sum(s4);
            y[i + 5] = Sum(s5);
            y[i + 6] = Sum(s6);
            y[i + 7] = Sum(s7);
        }
        for (; i < to; i++)
        {
            ref var row = ref Unsafe.Add(ref matrix, (nuint)i * stride);
            var s = Vector256<float>.Zero;
            for (nuint j = 0; j < stride; j += Lanes.Count)
                s = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, j), Vector256.LoadUnsafe(ref input, j), s);
            y[i] = Sum(s);
        }
    }

    /// <summary>y = W x where <paramref name="value"/> is the only input that is not 0: one column, as <see cref="Forward(WeightMatrix, ReadOnlySpan{float}, Span{float}, int, int)"/> gives it.</summary>
    public static void Column(WeightMatrix w, int column, float value, Span<float> y, int from, int to)
    {
        for (var i = from; i < to; i++) y[i] = w.Values[i * w.Stride + column] * value;
    }

    /// <summary>g = Wᵀ d for columns <paramref name="from"/> … <paramref name="to"/> − 1, multiples of eight; <paramref name="g"/> has the length of a padded row.</summary>
    public static void Backward(WeightMatrix w, ReadOnlySpan<float> d, Span<float> g, int from, int to)
    {
        // A few rows over all their columns, then the next: the matrix is read as it lies in memory.
        for (var i = 0; i < w.Rows; i += RowsAtOnce) AddRows(w, d, g, i, Math.Min(w.Rows, i + RowsAtOnce), from, to);
    }

    /// <summary>Adds rows <paramref name="firstRow"/> … <paramref name="lastRow"/> − 1 to the columns' sums, which begin with row 0.</summary>
    private static void AddRows(WeightMatrix w, ReadOnlySpan<float> d, Span<float> g, int firstRow, int lastRow, int from, int to)
    {
        var stride = (nuint)w.Stride;
        ref var matrix = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(w.Values), (nuint)firstRow * stride);
        ref var input = ref Unsafe.Add(ref MemoryMarshal.GetReference(d), firstRow);
        ref var output = ref MemoryMarshal.GetReference(g);
        var rows = lastRow - firstRow;
        var j = (nuint)from;
        for (; j + 64 <= (nuint)to; j += 64)
        {
            var (s0, s1, s2, s3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            var (s4, s5, s6, s7) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            if (firstRow > 0)
            {
                s0 = Vector256.LoadUnsafe(ref output, j);
                s1 = Vector256.LoadUnsafe(ref output, j + 8);
                s2 = Vector256.LoadUnsafe(ref output, j + 16);
                s3 = Vector256.LoadUnsafe(ref output, j + 24);
                s4 = Vector256.LoadUnsafe(ref output, j + 32);
                s5 = Vector256.LoadUnsafe(ref output, j + 40);
                s6 = Vector256.LoadUnsafe(ref output, j + 48);
                s7 = Vector256.LoadUnsafe(ref output, j + 56);
            }
            ref var row = ref Unsafe.Add(ref matrix, j);
            for (var i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, stride))
            {
                var v = Vector256.Create(Unsafe.Add(ref input, i));
                s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row), v, s0);
                s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 8), v, s1);
                s2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 16), v, s2);
                s3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 24), v, s3);
                s4 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 32), v, s4);
                s5 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 40), v, s5);
                s6 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 48), v, s6);
                s7 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 56), v, s7);
            }
            s0.StoreUnsafe(ref output, j);
            s1.StoreUnsafe(ref output, j + 8);
            s2.StoreUnsafe(ref output, j + 16);
            s3.StoreUnsafe(ref output, j + 24);
            s4.StoreUnsafe(ref output, j + 32);
            s5.StoreUnsafe(ref output, j + 40);
            s6.StoreUnsafe(ref output, j + 48);
            s7.StoreUnsafe(ref output, j + 56);
        }
        for (; j < (nuint)to; j += Lanes.Count)
        {
            var s = firstRow > 0 ? Vector256.LoadUnsafe(ref output, j) : Vector256<float>.Zero;
            ref var row = ref Unsafe.Add(ref matrix, j);
            for (var i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, stride))
                s = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row), Vector256.Create(Unsafe.Add(ref input, i)), s);
            s.StoreUnsafe(ref output, j);
        }
    }

    // The tree over eight lanes: halves, then halves of those.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector256<float> s)
    {
        var four = s.GetLower() + s.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }
}
