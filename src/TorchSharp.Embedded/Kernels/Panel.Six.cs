using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

internal static unsafe partial class Panel<T>
{
    /// <summary>
    /// Six rows of A (packed) times <see cref="Columns"/> columns of B, whose rows are <paramref name="pitch"/> apart: for
    /// convolutions, which often have few filters, over columns that need not be packed again.
    /// </summary>
    internal static void Six(T* a, T* b, long pitch, long k, T* c, long row, bool add)
    {
        if (Vector512.IsHardwareAccelerated) WideSix(a, b, pitch, k, c, row, add);
        else Narrow(a, b, pitch, k, c, row, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WideSix(T* a, T* b, long pitch, long k, T* c, long row, bool add)
    {
        Vector512<T> l0 = default, r0 = default, l1 = default, r1 = default, l2 = default, r2 = default;
        Vector512<T> l3 = default, r3 = default, l4 = default, r4 = default, l5 = default, r5 = default;
        for (; k > 0; k--, a += 6, b += pitch)
        {
            var left = Vector512.Load(b);
            var right = Vector512.Load(b + Vector512<T>.Count);
            var x = Vector512.Create(a[0]);
            l0 = Fused(x, left, l0);
            r0 = Fused(x, right, r0);
            x = Vector512.Create(a[1]);
            l1 = Fused(x, left, l1);
            r1 = Fused(x, right, r1);
            x = Vector512.Create(a[2]);
            l2 = Fused(x, left, l2);
            r2 = Fused(x, right, r2);
            x = Vector512.Create(a[3]);
            l3 = Fused(x, left, l3);
            r3 = Fused(x, right, r3);
            x = Vector512.Create(a[4]);
            l4 = Fused(x, left, l4);
            r4 = Fused(x, right, r4);
            x = Vector512.Create(a[5]);
            l5 = Fused(x, left, l5);
            r5 = Fused(x, right, r5);
        }
        Put(c, l0, r0, add);
        Put(c + row, l1, r1, add);
        Put(c + 2 * row, l2, r2, add);
        Put(c + 3 * row, l3, r3, add);
        Put(c + 4 * row, l4, r4, add);
        Put(c + 5 * row, l5, r5, add);
    }
}
