using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>
/// The products in which one operand is a vector, as in training with one sample at a time: vector by matrix and
/// matrix by vector read the matrix once, and an outer product writes its result once. Packing would cost more than
/// the product. Sums have one order, whatever the number of threads.
/// </summary>
internal static unsafe class VectorProduct
{
    internal static bool Takes<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c) where T : unmanaged
    {
        if (b.Columns == 1 && a.Rows != 1) (a, b, c) = (b.Transposed, a.Transposed, c.Transposed);
        if (a.Rows == 1) return a.Column == 1 && c.Column == 1 && (b.Row == 1 || b.Column == 1);
        return a.Columns == 1 && (c.Column == 1 ? b.Column == 1 : c.Row == 1 && a.Row == 1);
    }

    /// <summary>C ← A·B or C ← C + A·B, for what <see cref="Takes{T}"/>.</summary>
    internal static void Run<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool add) where T : unmanaged
    {
        if (b.Columns == 1 && a.Rows != 1) (a, b, c) = (b.Transposed, a.Transposed, c.Transposed);
        if (a.Rows == 1)
        {
            if (b.Row == 1) Dots(a.Data, b, c.Data, add);
            else Combine(a.Data, b, c.Data, add);
            return;
        }
        if (c.Column != 1) (a, b, c) = (b.Transposed, a.Transposed, c.Transposed);
        for (long i = 0; i < a.Rows; i++) Scale(a.Data[i * a.Row], b.Data, b.Columns, c.Data + i * c.Row, add);
    }

    /// <summary>The sum of the lanes, neighbours first.</summary>
    private static T Total<T>(Vector256<T> v) where T : unmanaged
    {
        var lanes = stackalloc T[Vector256<T>.Count];
        v.Store(lanes);
        for (var n = Vector256<T>.Count; n > 1; n /= 2)
            for (var i = 0; i < n / 2; i++) lanes[i] = Panel<T>.Sum(lanes[2 * i], lanes[2 * i + 1]);
        return lanes[0];
    }

    /// <summary>Columns of B that lie in memory as rows: four dot products at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots<T>(T* x, Matrix<T> b, T* y, bool add) where T : unmanaged
    {
        var n = b.Rows;
        long lanes = Vector256<T>.Count, whole = n - n % (2 * lanes);
        for (long j = 0; j < b.Columns; j += 4)
        {
            // Past the last column the last one is computed again, and not written.
            T* p0 = b.Data + j * b.Column, p1 = b.Data + Math.Min(j + 1, b.Columns - 1) * b.Column;
            T* p2 = b.Data + Math.Min(j + 2, b.Columns - 1) * b.Column, p3 = b.Data + Math.Min(j + 3, b.Columns - 1) * b.Column;
            Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default, t3 = default;
            long k = 0;
            for (; k < whole; k += 2 * lanes)
            {
                var u = Vector256.Load(x + k);
                s0 = Panel<T>.Fused(u, Vector256.Load(p0 + k), s0);
                s1 = Panel<T>.Fused(u, Vector256.Load(p1 + k), s1);
                s2 = Panel<T>.Fused(u, Vector256.Load(p2 + k), s2);
                s3 = Panel<T>.Fused(u, Vector256.Load(p3 + k), s3);
                var v = Vector256.Load(x + k + lanes);
                t0 = Panel<T>.Fused(v, Vector256.Load(p0 + k + lanes), t0);
                t1 = Panel<T>.Fused(v, Vector256.Load(p1 + k + lanes), t1);
                t2 = Panel<T>.Fused(v, Vector256.Load(p2 + k + lanes), t2);
                t3 = Panel<T>.Fused(v, Vector256.Load(p3 + k + lanes), t3);
            }
            for (; k < n; k += lanes)
            {
                var u = Lanes.Load(x + k, n - k);
                s0 = Panel<T>.Fused(u, Lanes.Load(p0 + k, n - k), s0);
                s1 = Panel<T>.Fused(u, Lanes.Load(p1 + k, n - k), s1);
                s2 = Panel<T>.Fused(u, Lanes.Load(p2 + k, n - k), s2);
                s3 = Panel<T>.Fused(u, Lanes.Load(p3 + k, n - k), s3);
            }
            Put(y, j, b.Columns, Total(s0 + t0), add);
            Put(y, j + 1, b.Columns, Total(s1 + t1), add);
            Put(y, j + 2, b.Columns, Total(s2 + t2), add);
            Put(y, j + 3, b.Columns, Total(s3 + t3), add);
        }
    }

    private static void Put<T>(T* y, long j, long count, T sum, bool add) where T : unmanaged
    {
        if (j < count) y[j] = add ? Panel<T>.Sum(y[j], sum) : sum;
    }

    /// <summary>Rows of B added up with factors, a few vectors of columns at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine<T>(T* x, Matrix<T> b, T* y, bool add) where T : unmanaged
    {
        long lanes = Vector256<T>.Count, j = 0;
        for (; j + 4 * lanes <= b.Columns; j += 4 * lanes)
        {
            T* p = b.Data + j, q = y + j;
            Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default;
            for (long k = 0; k < b.Rows; k++, p += b.Row)
            {
                var f = Vector256.Create(x[k]);
                s0 = Panel<T>.Fused(f, Vector256.Load(p), s0);
                s1 = Panel<T>.Fused(f, Vector256.Load(p + lanes), s1);
                s2 = Panel<T>.Fused(f, Vector256.Load(p + 2 * lanes), s2);
                s3 = Panel<T>.Fused(f, Vector256.Load(p + 3 * lanes), s3);
            }
            Put(q, s0, lanes, add);
            Put(q + lanes, s1, lanes, add);
            Put(q + 2 * lanes, s2, lanes, add);
            Put(q + 3 * lanes, s3, lanes, add);
        }
        for (; j < b.Columns; j += lanes)
        {
            var p = b.Data + j;
            var left = b.Columns - j;
            Vector256<T> sum = default;
            for (long k = 0; k < b.Rows; k++, p += b.Row) sum = Panel<T>.Fused(Vector256.Create(x[k]), Lanes.Load(p, left), sum);
            Put(y + j, sum, left, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T* q, Vector256<T> sum, long left, bool add) where T : unmanaged
    {
        if (add) sum += Lanes.Load(q, left);
        Lanes.Store(sum, q, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<T>(T factor, T* x, long count, T* y, bool add) where T : unmanaged
    {
        var f = Vector256.Create(factor);
        long lanes = Vector256<T>.Count, i = 0;
        if (add)
            for (; i + lanes <= count; i += lanes) Panel<T>.Fused(f, Vector256.Load(x + i), Vector256.Load(y + i)).Store(y + i);
        else
            for (; i + lanes <= count; i += lanes) (f * Vector256.Load(x + i)).Store(y + i);
        if (i < count) Put(y + i, Panel<T>.Fused(f, Lanes.Load(x + i, count - i), add ? Lanes.Load(y + i, count - i) : default), count - i, false);
    }
}
