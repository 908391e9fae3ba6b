using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

using static torch;

/// <summary>Sums and other reductions over some dimensions. Float sums run in double, in an order that depends on the shape alone.</summary>
internal static unsafe class Reduction
{
    /// <summary>Which dimensions are reduced; none named means all.</summary>
    internal static bool[] Mask(int dims, ReadOnlySpan<long> dim)
    {
        var mask = new bool[dims];
        if (dim.Length == 0)
        {
            Array.Fill(mask, true);
            return mask;
        }
        foreach (var d in dim)
        {
            var at = Shape.Wrap(d, dims);
            if (dims == 0) continue;
            if (mask[at]) throw TorchError.New($"dim {at} appears multiple times in the list of dims");
            mask[at] = true;
        }
        return mask;
    }

    internal static long[] ResultSizes(long[] sizes, bool[] mask, bool keepdim)
    {
        var result = new List<long>(sizes.Length);
        for (var d = 0; d < sizes.Length; d++)
        {
            if (!mask[d]) result.Add(sizes[d]);
            else if (keepdim) result.Add(1);
        }
        return result.Count == 0 ? Shape.Scalar : [.. result];
    }

    /// <summary>Sum over the masked dimensions; x of a compute type.</summary>
    internal static TensorImpl Sum(TensorImpl x, bool[] mask, bool keepdim)
    {
        var result = TensorImpl.Allocate(ResultSizes(x.Sizes, mask, keepdim), x.Dtype);
        if (x.IsContiguous && x.Dtype == ScalarType.Float32 && Block(x.Sizes, mask, out var outer, out var count, out var inner) && inner > 1)
        {
            for (long o = 0; o < outer; o++) ColumnSums(x.F32 + o * count * inner, count, inner, result.F32 + o * inner);
            return result;
        }
        var rows = Rows(x, mask, out var n, out var m);
        if (x.Dtype == ScalarType.Float32)
            for (long i = 0; i < n; i++) result.F32[i] = (float)SumOf(rows.F32 + i * m, m);
        else if (x.Dtype == ScalarType.Float64)
            for (long i = 0; i < n; i++)
            {
                double sum = 0;
                for (long j = 0; j < m; j++) sum += rows.F64[i * m + j];
                result.F64[i] = sum;
            }
        else
            for (long i = 0; i < n; i++)
            {
                long sum = 0;
                for (long j = 0; j < m; j++) sum += rows.I64[i * m + j];
                result.I64[i] = sum;
            }
        rows.Release();
        return result;
    }

    /// <summary>The masked dimensions last and contiguous, seen as n rows of m; owned by the caller.</summary>
    internal static TensorImpl Rows(TensorImpl x, bool[] mask, out long n, out long m)
    {
        n = 1;
        m = 1;
        var order = new int[x.Dim];
        var at = 0;
        for (var d = 0; d < x.Dim; d++)
        {
            if (mask[d]) m *= x.Sizes[d];
            else
            {
                order[at++] = d;
                n *= x.Sizes[d];
            }
        }
        for (var d = 0; d < x.Dim; d++)
            if (mask[d]) order[at++] = d;
        var sizes = Array.ConvertAll(order, d => x.Sizes[d]);
        var strides = Array.ConvertAll(order, d => x.Strides[d]);
        var moved = x.View(x.Offset, sizes, strides);
        var ready = Copying.Ready(moved, x.Dtype);
        moved.Release();
        return ready;
    }

    /// <summary>True when the reduced dimensions are neighbours, so that x is [outer, count, inner].</summary>
    private static bool Block(long[] sizes, bool[] mask, out long outer, out long count, out long inner)
    {
        outer = count = inner = 1;
        var d = 0;
        for (; d < sizes.Length && !mask[d]; d++) outer *= sizes[d];
        for (; d < sizes.Length && mask[d]; d++) count *= sizes[d];
        for (; d < sizes.Length && !mask[d]; d++) inner *= sizes[d];
        return d == sizes.Length;
    }

    internal static double SumOf(float* p, long n)
    {
        var s0 = Vector256<double>.Zero;
        var s1 = Vector256<double>.Zero;
        long i = 0;
        for (; i + 8 <= n; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(p + i));
            s0 += low;
            s1 += high;
        }
        s0 += s1;
        var sum = s0.GetElement(0) + s0.GetElement(1) + (s0.GetElement(2) + s0.GetElement(3));
        for (; i < n; i++) sum += p[i];
        return sum;
    }

    private static void ColumnSums(float* p, long rows, long columns, float* target)
    {
        long j = 0;
        for (; j + 8 <= columns; j += 8)
        {
            var s0 = Vector256<double>.Zero;
            var s1 = Vector256<double>.Zero;
            for (long i = 0; i < rows; i++)
            {
                var (low, high) = Vector256.Widen(Vector256.Load(p + i * columns + j));
                s0 += low;
                s1 += high;
            }
            Vector256.Narrow(s0, s1).Store(target + j);
        }
        for (; j < columns; j++)
        {
            double sum = 0;
            for (long i = 0; i < rows; i++) sum += p[i * columns + j];
            target[j] = (float)sum;
        }
    }

    /// <summary>Largest (or smallest) element of each row and its place; the first on ties, NaN wins.</summary>
    internal static void Extremes(TensorImpl rows, long n, long m, bool largest, TensorImpl values, TensorImpl places)
    {
        for (long i = 0; i < n; i++)
        {
            long best = 0;
            if (rows.Dtype == ScalarType.Float32) best = Extreme(rows.F32 + i * m, m, largest);
            else if (rows.Dtype == ScalarType.Float64) best = Extreme(rows.F64 + i * m, m, largest);
            else best = Extreme(rows.I64 + i * m, m, largest);
            places.I64[i] = best;
            if (rows.Dtype == ScalarType.Float32) values.F32[i] = rows.F32[i * m + best];
            else if (rows.Dtype == ScalarType.Float64) values.F64[i] = rows.F64[i * m + best];
            else values.I64[i] = rows.I64[i * m + best];
        }
        GC.KeepAlive(rows);
    }

    private static long Extreme<T>(T* p, long m, bool largest) where T : unmanaged, System.Numerics.INumber<T>
    {
        long best = 0;
        for (long j = 1; j < m; j++)
        {
            if (T.IsNaN(p[best])) break;
            if (T.IsNaN(p[j]) || (largest ? p[j] > p[best] : p[j] < p[best])) best = j;
        }
        return best;
    }
}
