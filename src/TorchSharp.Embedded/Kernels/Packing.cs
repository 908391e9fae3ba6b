using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Kernels;

/// <summary>Copies blocks of a matrix into the panels that the inner kernel reads in order, padded with zeros.</summary>
internal static unsafe class Packing
{
    private const int MR = 6;
    private const int NR = 16;

    /// <summary>Panels of sixteen columns: for each k, sixteen neighbours.</summary>
    internal static void Columns(Matrix b, float* target)
    {
        for (long j = 0; j < b.Columns; j += NR, target += NR * b.Rows)
        {
            var width = Math.Min(NR, b.Columns - j);
            var source = b.Data + j * b.Column;
            if (b.Column == 1 && width == NR)
            {
                for (long k = 0; k < b.Rows; k++)
                {
                    Vector256.Load(source + k * b.Row).Store(target + k * NR);
                    Vector256.Load(source + k * b.Row + 8).Store(target + k * NR + 8);
                }
                continue;
            }
            if (b.Row == 1 && width == NR && Avx.IsSupported)
            {
                Transposed(source, b.Column, b.Rows, target);
                continue;
            }
            for (long s = 0; s < width; s++)
            {
                var from = source + s * b.Column;
                var to = target + s;
                for (long k = 0; k < b.Rows; k++) to[k * NR] = from[k * b.Row];
            }
            for (var s = width; s < NR; s++)
                for (long k = 0; k < b.Rows; k++) target[k * NR + s] = 0;
        }
    }

    /// <summary>Sixteen columns, each contiguous over k (a transposed weight): turned over in blocks of eight by eight.</summary>
    private static void Transposed(float* source, long column, long rows, float* target)
    {
        long k = 0;
        for (; k + 8 <= rows; k += 8)
        {
            Turn(source + k, column, target + k * NR);
            Turn(source + 8 * column + k, column, target + k * NR + 8);
        }
        for (; k < rows; k++)
            for (var s = 0; s < NR; s++) target[k * NR + s] = source[s * column + k];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(float* p, long step, float* q)
    {
        Vector256<float> r0 = Vector256.Load(p), r1 = Vector256.Load(p + step), r2 = Vector256.Load(p + 2 * step), r3 = Vector256.Load(p + 3 * step);
        Vector256<float> r4 = Vector256.Load(p + 4 * step), r5 = Vector256.Load(p + 5 * step), r6 = Vector256.Load(p + 6 * step), r7 = Vector256.Load(p + 7 * step);
        Vector256<float> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> t4 = Avx.UnpackLow(r4, r5), t5 = Avx.UnpackHigh(r4, r5), t6 = Avx.UnpackLow(r6, r7), t7 = Avx.UnpackHigh(r6, r7);
        r0 = Avx.Shuffle(t0, t2, 0x44);
        r1 = Avx.Shuffle(t0, t2, 0xEE);
        r2 = Avx.Shuffle(t1, t3, 0x44);
        r3 = Avx.Shuffle(t1, t3, 0xEE);
        r4 = Avx.Shuffle(t4, t6, 0x44);
        r5 = Avx.Shuffle(t4, t6, 0xEE);
        r6 = Avx.Shuffle(t5, t7, 0x44);
        r7 = Avx.Shuffle(t5, t7, 0xEE);
        Avx.Permute2x128(r0, r4, 0x20).Store(q);
        Avx.Permute2x128(r1, r5, 0x20).Store(q + NR);
        Avx.Permute2x128(r2, r6, 0x20).Store(q + 2 * NR);
        Avx.Permute2x128(r3, r7, 0x20).Store(q + 3 * NR);
        Avx.Permute2x128(r0, r4, 0x31).Store(q + 4 * NR);
        Avx.Permute2x128(r1, r5, 0x31).Store(q + 5 * NR);
        Avx.Permute2x128(r2, r6, 0x31).Store(q + 6 * NR);
        Avx.Permute2x128(r3, r7, 0x31).Store(q + 7 * NR);
    }

    /// <summary>Panels of six rows: for each k, six neighbours.</summary>
    internal static void Rows(Matrix a, float* target)
    {
        for (long i = 0; i < a.Rows; i += MR, target += MR * a.Columns)
        {
            var height = Math.Min(MR, a.Rows - i);
            var source = a.Data + i * a.Row;
            for (long r = 0; r < height; r++)
            {
                var from = source + r * a.Row;
                var to = target + r;
                for (long k = 0; k < a.Columns; k++) to[k * MR] = from[k * a.Column];
            }
            for (var r = height; r < MR; r++)
                for (long k = 0; k < a.Columns; k++) target[k * MR + r] = 0;
        }
    }
}
