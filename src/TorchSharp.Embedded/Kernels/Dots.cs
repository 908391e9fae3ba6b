using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Kernels;

/// <summary>
/// Sums of products of pairs of rows, kept in sixteen lanes each, so that they can be continued over many blocks and
/// are added up once at the end. Which lane takes an element depends on its place alone, not on the width of vectors.
/// </summary>
internal static unsafe class Dots
{
    internal const int Lanes = 16;
    /// <summary>Rows of B that are read at once.</summary>
    internal const int Rows = 6;

    /// <summary>Adds two rows of A (pitch apart) times six rows of B to the lanes c, c + Lanes, … of each row of A; n in full lanes.</summary>
    internal static void Add(float* a, long pitchA, float* b, long pitchB, long n, float* c, long rowC)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Wide(a, a + pitchA, b, pitchB, n, c, c + rowC);
            return;
        }
        Narrow(a, b, pitchB, n, c);
        Narrow(a + pitchA, b, pitchB, n, c + rowC);
    }

    internal static float Sum(float* c)
    {
        var v = Vector256.Load(c) + Vector256.Load(c + 8);
        var w = v.GetLower() + v.GetUpper();
        return w.GetElement(0) + w.GetElement(2) + (w.GetElement(1) + w.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(float* a, float* a1, float* b, long pitch, long n, float* c, float* c1)
    {
        Vector512<float> x0 = Vector512.Load(c), x1 = Vector512.Load(c + 16), x2 = Vector512.Load(c + 32);
        Vector512<float> x3 = Vector512.Load(c + 48), x4 = Vector512.Load(c + 64), x5 = Vector512.Load(c + 80);
        Vector512<float> y0 = Vector512.Load(c1), y1 = Vector512.Load(c1 + 16), y2 = Vector512.Load(c1 + 32);
        Vector512<float> y3 = Vector512.Load(c1 + 48), y4 = Vector512.Load(c1 + 64), y5 = Vector512.Load(c1 + 80);
        var far = b + 3 * pitch;
        for (long i = 0; i < n; i += 16, b += 16, far += 16)
        {
            var x = Vector512.Load(a + i);
            var y = Vector512.Load(a1 + i);
            var z = Vector512.Load(b);
            x0 = Vector512.FusedMultiplyAdd(x, z, x0);
            y0 = Vector512.FusedMultiplyAdd(y, z, y0);
            z = Vector512.Load(b + pitch);
            x1 = Vector512.FusedMultiplyAdd(x, z, x1);
            y1 = Vector512.FusedMultiplyAdd(y, z, y1);
            z = Vector512.Load(b + 2 * pitch);
            x2 = Vector512.FusedMultiplyAdd(x, z, x2);
            y2 = Vector512.FusedMultiplyAdd(y, z, y2);
            z = Vector512.Load(far);
            x3 = Vector512.FusedMultiplyAdd(x, z, x3);
            y3 = Vector512.FusedMultiplyAdd(y, z, y3);
            z = Vector512.Load(far + pitch);
            x4 = Vector512.FusedMultiplyAdd(x, z, x4);
            y4 = Vector512.FusedMultiplyAdd(y, z, y4);
            z = Vector512.Load(far + 2 * pitch);
            x5 = Vector512.FusedMultiplyAdd(x, z, x5);
            y5 = Vector512.FusedMultiplyAdd(y, z, y5);
        }
        x0.Store(c);
        x1.Store(c + 16);
        x2.Store(c + 32);
        x3.Store(c + 48);
        x4.Store(c + 64);
        x5.Store(c + 80);
        y0.Store(c1);
        y1.Store(c1 + 16);
        y2.Store(c1 + 32);
        y3.Store(c1 + 48);
        y4.Store(c1 + 64);
        y5.Store(c1 + 80);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fused(Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        Fma.IsSupported ? Fma.MultiplyAdd(x, y, sum) : sum + x * y;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(float* a, float* b, long pitch, long n, float* c)
    {
        Vector256<float> l0 = Vector256.Load(c), r0 = Vector256.Load(c + 8), l1 = Vector256.Load(c + 16), r1 = Vector256.Load(c + 24);
        Vector256<float> l2 = Vector256.Load(c + 32), r2 = Vector256.Load(c + 40), l3 = Vector256.Load(c + 48), r3 = Vector256.Load(c + 56);
        Vector256<float> l4 = Vector256.Load(c + 64), r4 = Vector256.Load(c + 72), l5 = Vector256.Load(c + 80), r5 = Vector256.Load(c + 88);
        var far = b + 3 * pitch;
        for (long i = 0; i < n; i += 16, b += 16, far += 16)
        {
            var x = Vector256.Load(a + i);
            var y = Vector256.Load(a + i + 8);
            l0 = Fused(x, Vector256.Load(b), l0);
            r0 = Fused(y, Vector256.Load(b + 8), r0);
            l1 = Fused(x, Vector256.Load(b + pitch), l1);
            r1 = Fused(y, Vector256.Load(b + pitch + 8), r1);
            l2 = Fused(x, Vector256.Load(b + 2 * pitch), l2);
            r2 = Fused(y, Vector256.Load(b + 2 * pitch + 8), r2);
            l3 = Fused(x, Vector256.Load(far), l3);
            r3 = Fused(y, Vector256.Load(far + 8), r3);
            l4 = Fused(x, Vector256.Load(far + pitch), l4);
            r4 = Fused(y, Vector256.Load(far + pitch + 8), r4);
            l5 = Fused(x, Vector256.Load(far + 2 * pitch), l5);
            r5 = Fused(y, Vector256.Load(far + 2 * pitch + 8), r5);
        }
        l0.Store(c);
        r0.Store(c + 8);
        l1.Store(c + 16);
        r1.Store(c + 24);
        l2.Store(c + 32);
        r2.Store(c + 40);
        l3.Store(c + 48);
        r3.Store(c + 56);
        l4.Store(c + 64);
        r4.Store(c + 72);
        l5.Store(c + 80);
        r5.Store(c + 88);
    }
}
