using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Kernels;

/// <summary>
/// The inner kernel of the product: a panel of A (Rows elements per k) times a panel of B (Columns elements per k),
/// all sums kept in registers: 12 rows by two vectors of 512 bits where they are fast, 6 rows by two of 256 bits elsewhere.
/// </summary>
internal static unsafe partial class Panel<T> where T : unmanaged
{
    internal static int Rows => Vector512.IsHardwareAccelerated ? 12 : 6;

    internal static int Columns => Vector512.IsHardwareAccelerated ? 2 * Vector512<T>.Count : 2 * Vector256<T>.Count;

    internal static void Multiply(T* a, T* b, long k, T* c, long row, bool add)
    {
        if (Vector512.IsHardwareAccelerated) Wide(a, b, k, c, row, add);
        else Narrow(a, b, Columns, k, c, row, add);
    }

    internal static T Sum(T x, T y) => (Vector128.CreateScalar(x) + Vector128.CreateScalar(y)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fused(Vector512<T> x, Vector512<T> y, Vector512<T> sum) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();

    // Without the instruction a fused product is a call per element; there the sum is rounded twice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Fused(Vector256<T> x, Vector256<T> y, Vector256<T> sum) =>
        !Fma.IsSupported ? sum + x * y : typeof(T) == typeof(float)
        ? Fma.MultiplyAdd(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>()
        : Fma.MultiplyAdd(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(T* a, T* b, long k, T* c, long row, bool add)
    {
        Vector512<T> l0 = default, r0 = default, l1 = default, r1 = default, l2 = default, r2 = default;
        Vector512<T> l3 = default, r3 = default, l4 = default, r4 = default, l5 = default, r5 = default;
        Vector512<T> l6 = default, r6 = default, l7 = default, r7 = default, l8 = default, r8 = default;
        Vector512<T> l9 = default, r9 = default, l10 = default, r10 = default, l11 = default, r11 = default;
        for (; k > 0; k--, a += 12, b += 2 * Vector512<T>.Count)
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
            x = Vector512.Create(a[6]);
            l6 = Fused(x, left, l6);
            r6 = Fused(x, right, r6);
            x = Vector512.Create(a[7]);
            l7 = Fused(x, left, l7);
            r7 = Fused(x, right, r7);
            x = Vector512.Create(a[8]);
            l8 = Fused(x, left, l8);
            r8 = Fused(x, right, r8);
            x = Vector512.Create(a[9]);
            l9 = Fused(x, left, l9);
            r9 = Fused(x, right, r9);
            x = Vector512.Create(a[10]);
            l10 = Fused(x, left, l10);
            r10 = Fused(x, right, r10);
            x = Vector512.Create(a[11]);
            l11 = Fused(x, left, l11);
            r11 = Fused(x, right, r11);
        }
        Put(c, l0, r0, add);
        Put(c + row, l1, r1, add);
        Put(c + 2 * row, l2, r2, add);
        Put(c + 3 * row, l3, r3, add);
        Put(c + 4 * row, l4, r4, add);
        Put(c + 5 * row, l5, r5, add);
        Put(c + 6 * row, l6, r6, add);
        Put(c + 7 * row, l7, r7, add);
        Put(c + 8 * row, l8, r8, add);
        Put(c + 9 * row, l9, r9, add);
        Put(c + 10 * row, l10, r10, add);
        Put(c + 11 * row, l11, r11, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, Vector512<T> left, Vector512<T> right, bool add)
    {
        if (add)
        {
            left += Vector512.Load(c);
            right += Vector512.Load(c + Vector512<T>.Count);
        }
        left.Store(c);
        right.Store(c + Vector512<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(T* a, T* b, long pitch, long k, T* c, long row, bool add)
    {
        Vector256<T> l0 = default, r0 = default, l1 = default, r1 = default, l2 = default, r2 = default;
        Vector256<T> l3 = default, r3 = default, l4 = default, r4 = default, l5 = default, r5 = default;
        for (; k > 0; k--, a += 6, b += pitch)
        {
            var left = Vector256.Load(b);
            var right = Vector256.Load(b + Vector256<T>.Count);
            var x = Vector256.Create(a[0]);
            l0 = Fused(x, left, l0);
            r0 = Fused(x, right, r0);
            x = Vector256.Create(a[1]);
            l1 = Fused(x, left, l1);
            r1 = Fused(x, right, r1);
            x = Vector256.Create(a[2]);
            l2 = Fused(x, left, l2);
            r2 = Fused(x, right, r2);
            x = Vector256.Create(a[3]);
            l3 = Fused(x, left, l3);
            r3 = Fused(x, right, r3);
            x = Vector256.Create(a[4]);
            l4 = Fused(x, left, l4);
            r4 = Fused(x, right, r4);
            x = Vector256.Create(a[5]);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, Vector256<T> left, Vector256<T> right, bool add)
    {
        if (add)
        {
            left += Vector256.Load(c);
            right += Vector256.Load(c + Vector256<T>.Count);
        }
        left.Store(c);
        right.Store(c + Vector256<T>.Count);
    }
}
