namespace TorchSharp.Kernels;

/// <summary>What is done with one row: offsets and inner strides of three operands, in elements.</summary>
internal interface IRow
{
    void Run(long o0, long o1, long o2, long n, long s0, long s1, long s2);
}

/// <summary>
/// Walks three operands of one shape row by row, after merging dimensions that lie in memory like one.
/// </summary>
internal static class RowLoop
{
    internal static void Run<TRow>(long[] sizes, long[] s0, long[] s1, long[] s2, ref TRow row)
        where TRow : struct, IRow
    {
        Span<long> n = stackalloc long[sizes.Length + 1];
        Span<long> a = stackalloc long[sizes.Length + 1];
        Span<long> b = stackalloc long[sizes.Length + 1];
        Span<long> c = stackalloc long[sizes.Length + 1];
        var dims = Merge(sizes, s0, s1, s2, n, a, b, c);
        if (dims < 0) return;
        if (dims == 0)
        {
            row.Run(0, 0, 0, 1, 1, 1, 1);
            return;
        }
        Span<long> at = stackalloc long[dims];
        at.Clear();
        // Two dimensions without a look into the spans: rows may be as short as the kernel of a convolution.
        long length = n[0], a0 = a[0], b0 = b[0], c0 = c[0];
        var (rows, a1, b1, c1) = dims > 1 ? (n[1], a[1], b[1], c[1]) : (1, 0, 0, 0);
        long oa = 0, ob = 0, oc = 0;
        while (true)
        {
            for (long r = 0; r < rows; r++) row.Run(oa + r * a1, ob + r * b1, oc + r * c1, length, a0, b0, c0);
            var d = 2;
            for (; d < dims; d++)
            {
                oa += a[d];
                ob += b[d];
                oc += c[d];
                if (++at[d] < n[d]) break;
                oa -= a[d] * n[d];
                ob -= b[d] * n[d];
                oc -= c[d] * n[d];
                at[d] = 0;
            }
            if (d >= dims) return;
        }
    }

    /// <summary>Innermost dimension first; returns how many remain, -1 when there are no elements.</summary>
    private static int Merge(long[] sizes, long[] s0, long[] s1, long[] s2, Span<long> n, Span<long> a, Span<long> b, Span<long> c)
    {
        var dims = 0;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            if (sizes[d] == 0) return -1;
            if (sizes[d] == 1) continue;
            if (dims > 0 && s0[d] == a[dims - 1] * n[dims - 1] && s1[d] == b[dims - 1] * n[dims - 1] && s2[d] == c[dims - 1] * n[dims - 1])
            {
                n[dims - 1] *= sizes[d];
                continue;
            }
            n[dims] = sizes[d];
            a[dims] = s0[d];
            b[dims] = s1[d];
            c[dims++] = s2[d];
        }
        return dims;
    }
}
