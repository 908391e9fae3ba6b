using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>Vectors of 256 bits, eight floats: loads and stores of whole and partial ones, and lane-by-lane fall-backs.</summary>
internal static unsafe class Lanes
{
    internal const int Width = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Load<T>(T* p, long count) where T : unmanaged
    {
        if (count >= Vector256<T>.Count) return Vector256.Load(p);
        var buffer = stackalloc T[Vector256<T>.Count];
        for (var i = 0; i < Vector256<T>.Count; i++) buffer[i] = i < count ? p[i] : default;
        return Vector256.Load(buffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<T>(Vector256<T> v, T* p, long count) where T : unmanaged
    {
        if (count >= Vector256<T>.Count)
        {
            v.Store(p);
            return;
        }
        for (var i = 0; i < count; i++) p[i] = v.GetElement(i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Gather(float* p, long stride, long count)
    {
        if (stride == 1) return Load(p, count);
        if (stride == 0) return Vector256.Create(*p);
        var buffer = stackalloc float[Width];
        var n = (int)Math.Min(count, Width);
        for (var i = 0; i < n; i++) buffer[i] = p[i * stride];
        for (var i = n; i < Width; i++) buffer[i] = 0;
        return Vector256.Load(buffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Scatter(Vector256<float> v, float* p, long stride, long count)
    {
        if (stride == 1)
        {
            Store(v, p, count);
            return;
        }
        var n = (int)Math.Min(count, Width);
        for (var i = 0; i < n; i++) p[i * stride] = v.GetElement(i);
    }

    internal static Vector256<float> Each<TOp>(in TOp op, Vector256<float> x) where TOp : struct, IMap1
    {
        var buffer = stackalloc float[Width];
        x.Store(buffer);
        for (var i = 0; i < Width; i++) buffer[i] = (float)op.D(buffer[i]);
        return Vector256.Load(buffer);
    }

    internal static Vector256<float> Each<TOp>(in TOp op, Vector256<float> x, Vector256<float> y) where TOp : struct, IMap2
    {
        var a = stackalloc float[Width];
        var b = stackalloc float[Width];
        x.Store(a);
        y.Store(b);
        for (var i = 0; i < Width; i++) a[i] = (float)op.D(a[i], b[i]);
        return Vector256.Load(a);
    }
}
