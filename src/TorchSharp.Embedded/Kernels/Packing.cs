using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Kernels;

/// <summary>Copies blocks of a matrix into the panels that the inner kernel reads in order, padded with zeros.</summary>
internal static unsafe class Packing
{
    /// <summary>Panels of columns: for each k, the neighbours of one row of B.</summary>
    internal static void Columns<T>(Matrix<T> b, T* target) where T : unmanaged => Neighbours(b.Transposed, Panel<T>.Columns, target);

    /// <summary>Panels of rows: for each k, the neighbours of one column of A.</summary>
    internal static void Rows<T>(Matrix<T> a, T* target) where T : unmanaged => Neighbours(a, Panel<T>.Rows, target);

    /// <summary>Panels of <paramref name="width"/> rows, the last one filled up with zeros.</summary>
    internal static void Neighbours<T>(Matrix<T> a, int width, T* target) where T : unmanaged
    {
        for (long i = 0; i < a.Rows; i += width, target += width * a.Columns)
        {
            var height = (int)Math.Min(width, a.Rows - i);
            var source = a.Data + i * a.Row;
            if (a.Row == 1 && height == width)
            {
                Copied(source, a.Column, a.Columns, width, target);
                continue;
            }
            var done = a.Column == 1 && typeof(T) == typeof(float) && Sse.IsSupported ? Turned((float*)source, a.Row, a.Columns, height, width, (float*)target) : 0;
            for (var r = done; r < height; r++)
            {
                var from = source + r * a.Row;
                var to = target + r;
                for (long k = 0; k < a.Columns; k++) to[k * width] = from[k * a.Column];
            }
            for (var r = height; r < width; r++)
                for (long k = 0; k < a.Columns; k++) target[k * width + r] = default;
        }
    }

    /// <summary>Neighbours that are neighbours in memory too.</summary>
    private static void Copied<T>(T* source, long step, long count, int width, T* target) where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated && width == 2 * Vector512<T>.Count)
        {
            for (; count > 0; count--, source += step, target += width)
            {
                Vector512.Load(source).Store(target);
                Vector512.Load(source + Vector512<T>.Count).Store(target + Vector512<T>.Count);
            }
            return;
        }
        var lanes = Vector128<T>.Count;
        for (long k = 0; k < count; k++, source += step, target += width)
        {
            var s = 0;
            for (; s + 2 * lanes <= width; s += 2 * lanes) Vector256.Load(source + s).Store(target + s);
            for (; s + lanes <= width; s += lanes) Vector128.Load(source + s).Store(target + s);
            for (; s < width; s++) target[s] = source[s];
        }
    }

    /// <summary>Rows that run along k, turned over four by four; returns how many rows are done.</summary>
    private static int Turned(float* source, long step, long count, int height, int width, float* target)
    {
        var r = 0;
        for (; r + 4 <= height; r += 4)
        {
            float* p0 = source + r * step, p1 = p0 + step, p2 = p1 + step, p3 = p2 + step;
            var q = target + r;
            long k = 0;
            for (; k + 4 <= count; k += 4, q += 4 * width) Turn(p0 + k, p1 + k, p2 + k, p3 + k, q, width);
            for (; k < count; k++, q += width) (q[0], q[1], q[2], q[3]) = (p0[k], p1[k], p2[k], p3[k]);
        }
        return r;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(float* p0, float* p1, float* p2, float* p3, float* q, long step)
    {
        Vector128<float> r0 = Vector128.Load(p0), r1 = Vector128.Load(p1), r2 = Vector128.Load(p2), r3 = Vector128.Load(p3);
        Vector128<float> low = Sse.UnpackLow(r0, r1), low2 = Sse.UnpackLow(r2, r3), high = Sse.UnpackHigh(r0, r1), high2 = Sse.UnpackHigh(r2, r3);
        Sse.MoveLowToHigh(low, low2).Store(q);
        Sse.MoveHighToLow(low2, low).Store(q + step);
        Sse.MoveLowToHigh(high, high2).Store(q + 2 * step);
        Sse.MoveHighToLow(high2, high).Store(q + 3 * step);
    }
}
