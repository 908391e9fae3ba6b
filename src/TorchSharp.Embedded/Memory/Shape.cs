namespace TorchSharp;

/// <summary>Arithmetic on sizes and strides (both counted in elements).</summary>
internal static class Shape
{
    internal static readonly long[] Scalar = [];

    internal static long Numel(long[] sizes)
    {
        long n = 1;
        foreach (var s in sizes) n *= s;
        return n;
    }

    internal static long[] ContiguousStrides(long[] sizes)
    {
        if (sizes.Length == 0) return Scalar;
        var strides = new long[sizes.Length];
        long step = 1;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            strides[d] = step;
            step *= Math.Max(sizes[d], 1);
        }
        return strides;
    }

    internal static bool IsContiguous(long[] sizes, long[] strides)
    {
        long step = 1;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            if (sizes[d] == 0) return true;
            if (sizes[d] != 1 && strides[d] != step) return false;
            step *= sizes[d];
        }
        return true;
    }

    internal static bool Same(long[] a, long[] b) => ReferenceEquals(a, b) || a.AsSpan().SequenceEqual(b);

    internal static string Text(long[] sizes) => "[" + string.Join(", ", sizes) + "]";

    internal static int Wrap(long dim, int dims)
    {
        var bound = Math.Max(dims, 1);
        if (dim < -bound || dim >= bound)
            throw TorchError.New($"Dimension out of range (expected to be in range of [{-bound}, {bound - 1}], but got {dim})");
        return (int)(dim < 0 ? dim + bound : dim);
    }

    /// <summary>The common shape of two operands, aligned at the last dimension.</summary>
    internal static long[] Broadcast(long[] a, long[] b)
    {
        if (Same(a, b)) return a;
        var n = Math.Max(a.Length, b.Length);
        var result = new long[n];
        for (var i = 0; i < n; i++)
        {
            var da = i < n - a.Length ? 1 : a[i - (n - a.Length)];
            var db = i < n - b.Length ? 1 : b[i - (n - b.Length)];
            if (da != db && da != 1 && db != 1)
                throw TorchError.New($"The size of tensor a ({da}) must match the size of tensor b ({db}) at non-singleton dimension {i}");
            result[i] = da == 1 ? db : da;
        }
        return result;
    }

    /// <summary>Strides that read <paramref name="sizes"/> as if it had shape <paramref name="target"/>: 0 where repeated.</summary>
    internal static long[] ExpandedStrides(long[] sizes, long[] strides, long[] target)
    {
        if (Same(sizes, target)) return strides;
        var lead = target.Length - sizes.Length;
        var result = new long[target.Length];
        for (var i = lead; i < target.Length; i++)
            result[i] = sizes[i - lead] == 1 && target[i] != 1 ? 0 : strides[i - lead];
        return result;
    }

    /// <summary>The sizes with one -1 resolved.</summary>
    internal static long[] Infer(ReadOnlySpan<long> wanted, long numel)
    {
        var result = wanted.ToArray();
        long known = 1;
        var open = -1;
        for (var i = 0; i < result.Length; i++)
        {
            if (result[i] == -1)
            {
                if (open >= 0) throw TorchError.New("only one dimension can be inferred");
                open = i;
            }
            else if (result[i] < 0) throw TorchError.New($"invalid shape dimension {result[i]}");
            else known *= result[i];
        }
        if (open >= 0 && known != 0 && numel % known == 0) result[open] = numel / known;
        else if (open >= 0 || known != numel)
            throw TorchError.New($"shape '{Text(wanted.ToArray())}' is invalid for input of size {numel}");
        return result;
    }

    /// <summary>Strides that give the old elements the new sizes without a copy, or null when that is impossible.</summary>
    internal static long[]? ViewStrides(long[] sizes, long[] strides, long[] wanted)
    {
        if (Numel(sizes) == 0) return ContiguousStrides(wanted);
        var result = new long[wanted.Length];
        var w = wanted.Length - 1;
        var chunkBase = sizes.Length == 0 ? 1 : strides[^1];
        long chunk = 1, filled = 1;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            chunk *= sizes[d];
            var chunkEnds = d == 0 || (sizes[d - 1] != 1 && strides[d - 1] != chunk * chunkBase);
            if (!chunkEnds) continue;
            while (w >= 0 && (filled < chunk || wanted[w] == 1))
            {
                result[w] = filled * chunkBase;
                filled *= wanted[w--];
            }
            if (filled != chunk) return null;
            if (d > 0)
            {
                chunkBase = strides[d - 1];
                chunk = 1;
                filled = 1;
            }
        }
        while (w >= 0) result[w--] = chunkBase;
        return result;
    }
}
