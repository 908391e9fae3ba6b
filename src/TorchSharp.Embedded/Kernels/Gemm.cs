using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Kernels;

/// <summary>A matrix in memory: element (i, j) at Data[i·Row + j·Column].</summary>
internal readonly unsafe struct Matrix(float* data, long rows, long columns, long row, long column)
{
    internal readonly float* Data = data;
    internal readonly long Rows = rows;
    internal readonly long Columns = columns;
    internal readonly long Row = row;
    internal readonly long Column = column;

    internal Matrix Transposed => new(Data, Columns, Rows, Column, Row);

    internal Matrix Slice(long firstRow, long rows, long firstColumn, long columns) =>
        new(Data + firstRow * Row + firstColumn * Column, rows, columns, Row, Column);
}

/// <summary>
/// C ← A·B or C ← C + A·B in float. B is packed in panels of sixteen columns, A in panels of six rows; the inner
/// kernel keeps 6×16 sums in twelve vectors. Each element of C is summed over k in one order, whatever the split
/// into blocks of rows or the number of threads.
/// </summary>
internal static unsafe class Gemm
{
    private const int MR = 6;
    private const int NR = 16;
    private const int KC = 256;
    private const int MC = 96;
    private const int NC = 2048;
    private const long ThreadedWork = 1L << 21;

    [ThreadStatic] private static TensorStorage? packedA;
    [ThreadStatic] private static TensorStorage? packedB;

    internal static void Run(Matrix a, Matrix b, Matrix c, bool accumulate)
    {
        var work = a.Rows * a.Columns * b.Columns;
        if (work >= ThreadedWork && Threads.Count > 1)
        {
            if (a.Rows >= b.Columns)
                Threads.For(a.Rows, MR, work / (ThreadedWork / 2), (from, to) =>
                    Single(a.Slice(from, to - from, 0, a.Columns), b, c.Slice(from, to - from, 0, c.Columns), accumulate));
            else
                Threads.For(b.Columns, NR, work / (ThreadedWork / 2), (from, to) =>
                    Single(a, b.Slice(0, b.Rows, from, to - from), c.Slice(0, c.Rows, from, to - from), accumulate));
            return;
        }
        Single(a, b, c, accumulate);
    }

    private static void Single(Matrix a, Matrix b, Matrix c, bool accumulate)
    {
        if (a.Columns == 0 && !accumulate)
        {
            for (long i = 0; i < c.Rows; i++)
                for (long j = 0; j < c.Columns; j++) c.Data[i * c.Row + j * c.Column] = 0;
            return;
        }
        // The sums are written along rows; a matrix stored by columns is computed as its transpose.
        if (c.Column != 1 && c.Row == 1)
        {
            (a, b, c) = (b.Transposed, a.Transposed, c.Transposed);
        }
        var bufferA = Scratch(ref packedA, (long)MC * KC);
        var bufferB = Scratch(ref packedB, (long)Math.Min(NC, (b.Columns + NR - 1) / NR * NR) * KC);
        for (long jc = 0; jc < b.Columns; jc += NC)
        {
            var nc = Math.Min(NC, b.Columns - jc);
            for (long pc = 0; pc < a.Columns; pc += KC)
            {
                var kc = Math.Min(KC, a.Columns - pc);
                Packing.Columns(b.Slice(pc, kc, jc, nc), bufferB);
                var add = accumulate || pc > 0;
                for (long ic = 0; ic < a.Rows; ic += MC)
                {
                    var mc = Math.Min(MC, a.Rows - ic);
                    Packing.Rows(a.Slice(ic, mc, pc, kc), bufferA);
                    Block(bufferA, bufferB, kc, c.Slice(ic, mc, jc, nc), add);
                }
            }
        }
    }

    private static void Block(float* pa, float* pb, long kc, Matrix c, bool add)
    {
        var edge = stackalloc float[MR * NR];
        for (long j = 0; j < c.Columns; j += NR)
        {
            var nr = Math.Min(NR, c.Columns - j);
            var panelB = pb + j * kc;
            for (long i = 0; i < c.Rows; i += MR)
            {
                var mr = Math.Min(MR, c.Rows - i);
                var panelA = pa + i * kc;
                var target = c.Data + i * c.Row + j * c.Column;
                if (mr == MR && nr == NR && c.Column == 1)
                {
                    Kernel(panelA, panelB, kc, target, c.Row, add);
                    continue;
                }
                Kernel(panelA, panelB, kc, edge, NR, false);
                for (var r = 0; r < mr; r++)
                {
                    var row = target + r * c.Row;
                    for (var s = 0; s < nr; s++)
                        row[s * c.Column] = add ? row[s * c.Column] + edge[r * NR + s] : edge[r * NR + s];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fused(Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        Fma.IsSupported ? Fma.MultiplyAdd(x, y, sum) : sum + x * y;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Kernel(float* a, float* b, long k, float* c, long row, bool add)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector256<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (; k > 0; k--, a += MR, b += NR)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 8);
            var x = Vector256.Create(a[0]);
            c00 = Fused(x, b0, c00);
            c01 = Fused(x, b1, c01);
            x = Vector256.Create(a[1]);
            c10 = Fused(x, b0, c10);
            c11 = Fused(x, b1, c11);
            x = Vector256.Create(a[2]);
            c20 = Fused(x, b0, c20);
            c21 = Fused(x, b1, c21);
            x = Vector256.Create(a[3]);
            c30 = Fused(x, b0, c30);
            c31 = Fused(x, b1, c31);
            x = Vector256.Create(a[4]);
            c40 = Fused(x, b0, c40);
            c41 = Fused(x, b1, c41);
            x = Vector256.Create(a[5]);
            c50 = Fused(x, b0, c50);
            c51 = Fused(x, b1, c51);
        }
        Put(c, c00, c01, add);
        Put(c + row, c10, c11, add);
        Put(c + 2 * row, c20, c21, add);
        Put(c + 3 * row, c30, c31, add);
        Put(c + 4 * row, c40, c41, add);
        Put(c + 5 * row, c50, c51, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, Vector256<float> left, Vector256<float> right, bool add)
    {
        if (add)
        {
            left += Vector256.Load(c);
            right += Vector256.Load(c + 8);
        }
        left.Store(c);
        right.Store(c + 8);
    }

    private static float* Scratch(ref TensorStorage? storage, long floats)
    {
        if (storage == null || storage.Bytes < floats * sizeof(float)) storage = new TensorStorage(floats * sizeof(float));
        return (float*)storage.Data;
    }
}
