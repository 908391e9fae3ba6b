using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Kernels;

/// <summary>
/// C ← A·B or C ← C + A·B in float or double. B is packed in panels of two vectors, A in panels of a few rows
/// (<see cref="Panel{T}"/>). Each element of C is summed over k in one order, whatever the width of the vectors,
/// the split into blocks or the number of threads.
/// </summary>
internal static unsafe class Gemm
{
    private const int KC = 256;
    /// <summary>A multiple of either number of rows of a panel.</summary>
    private const int MC = 192;
    private const int NC = 2048;
    /// <summary>How far along k a packed block reaches: what the sums of a few columns wait for in the first caches.</summary>
    private const int Depth = 4 * KC;
    private const int Line = 64;
    internal const long ThreadedWork = 1L << 21;

    [ThreadStatic] private static TensorStorage? packedA;
    [ThreadStatic] private static TensorStorage? packedB;

    internal static void Run<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate) where T : unmanaged
    {
        var work = a.Rows * a.Columns * b.Columns;
        if (work >= ThreadedWork && Threads.Count > 1)
        {
            if (a.Rows >= b.Columns)
                Threads.For(a.Rows, Panel<T>.Rows, work / (ThreadedWork / 2), (from, to) =>
                    Single(a.Slice(from, to - from, 0, a.Columns), b, c.Slice(from, to - from, 0, c.Columns), accumulate), each: 1);
            else
                Threads.For(b.Columns, Panel<T>.Columns, work / (ThreadedWork / 2), (from, to) =>
                    Single(a, b.Slice(0, b.Rows, from, to - from), c.Slice(0, c.Rows, from, to - from), accumulate), each: 1);
            return;
        }
        Single(a, b, c, accumulate);
    }

    private static void Single<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate) where T : unmanaged
    {
        if (a.Columns == 0 && !accumulate)
        {
            for (long i = 0; i < c.Rows; i++)
                for (long j = 0; j < c.Columns; j++) c.Data[i * c.Row + j * c.Column] = default;
            return;
        }
        if (VectorProduct.Takes(a, b, c))
        {
            VectorProduct.Run(a, b, c, accumulate);
            return;
        }
        // The sums are written along rows; a matrix stored by columns is computed as its transpose.
        if (c.Column != 1 && c.Row == 1) (a, b, c) = (b.Transposed, a.Transposed, c.Transposed);
        long nr = Panel<T>.Columns, mr = Panel<T>.Rows;
        var depth = Math.Min(a.Columns, Depth);
        var bufferA = Scratch<T>(ref packedA, MC * depth);
        var bufferB = Scratch<T>(ref packedB, Math.Min(NC, Whole(b.Columns, nr)) * depth);
        for (long jc = 0; jc < b.Columns; jc += NC)
        {
            var nc = Math.Min(NC, b.Columns - jc);
            for (long pc = 0; pc < a.Columns; pc += Depth)
            {
                var dc = Math.Min(Depth, a.Columns - pc);
                for (long k = 0; k < dc; k += KC) Packing.Columns(b.Slice(pc + k, Math.Min(KC, dc - k), jc, nc), bufferB + k * Whole(nc, nr));
                for (long ic = 0; ic < a.Rows; ic += MC)
                {
                    var mc = Math.Min(MC, a.Rows - ic);
                    for (long k = 0; k < dc; k += KC) Packing.Rows(a.Slice(ic, mc, pc + k, Math.Min(KC, dc - k)), bufferA + k * Whole(mc, mr));
                    // All pieces of k for a few columns before the next ones: their sums need not come back from memory for every piece.
                    for (long j = 0; j < nc; j += nr)
                        for (long k = 0; k < dc; k += KC)
                        {
                            var kc = Math.Min(KC, dc - k);
                            var (nextK, nextJ) = k + KC < dc ? (k + KC, j) : (0, j + nr);
                            var next = nextJ < nc ? bufferB + nextK * Whole(nc, nr) + nextJ * Math.Min(KC, dc - nextK) : null;
                            Block(bufferA + k * Whole(mc, mr), bufferB + k * Whole(nc, nr) + j * kc, kc, c.Slice(ic, mc, jc + j, Math.Min(nr, nc - j)), accumulate || pc + k > 0, next);
                        }
                }
            }
        }
    }

    private static long Whole(long count, long panel) => (count + panel - 1) / panel * panel;

    /// <summary>A block of packed rows times one panel of columns, while the panel that comes <paramref name="next"/> moves nearer.</summary>
    private static void Block<T>(T* pa, T* pb, long kc, Matrix<T> c, bool add, T* next) where T : unmanaged
    {
        int rows = Panel<T>.Rows, columns = Panel<T>.Columns;
        var ahead = (byte*)next;
        var share = next == null || !Sse.IsSupported ? 0 : kc * columns * sizeof(T) * rows / Whole(c.Rows, rows) / Line * Line;
        var edge = stackalloc T[rows * columns];
        for (long i = 0; i < c.Rows; i += rows)
        {
            for (var line = 0; line < share; line += Line) Sse.Prefetch1(ahead + line);
            ahead += share;
            var mr = Math.Min(rows, c.Rows - i);
            var panelA = pa + i * kc;
            var target = c.Data + i * c.Row;
            if (mr == rows && c.Columns == columns && c.Column == 1)
            {
                Panel<T>.Multiply(panelA, pb, kc, target, c.Row, add);
                continue;
            }
            Panel<T>.Multiply(panelA, pb, kc, edge, columns, false);
            for (var r = 0; r < mr; r++)
            {
                var row = target + r * c.Row;
                for (var s = 0; s < c.Columns; s++)
                    row[s * c.Column] = add ? Panel<T>.Sum(row[s * c.Column], edge[r * columns + s]) : edge[r * columns + s];
            }
        }
    }

    private static T* Scratch<T>(ref TensorStorage? storage, long count) where T : unmanaged
    {
        if (storage == null || storage.Bytes < count * sizeof(T)) storage = new TensorStorage(count * sizeof(T));
        return (T*)storage.Data;
    }
}
