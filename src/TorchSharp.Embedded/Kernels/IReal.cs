using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>What recurrent layers need of an element type: activations on whole vectors, loads and stores of whole and partial ones.</summary>
internal unsafe interface IReal<T> where T : unmanaged
{
    static abstract Vector256<T> Sigmoid(Vector256<T> x);

    static abstract Vector256<T> Tanh(Vector256<T> x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual Vector256<T> Load(T* p, long count)
    {
        if (count >= Vector256<T>.Count) return Vector256.Load(p);
        var buffer = stackalloc T[Vector256<T>.Count];
        for (var i = 0; i < Vector256<T>.Count; i++) buffer[i] = i < count ? p[i] : default;
        return Vector256.Load(buffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual void Store(Vector256<T> v, T* p, long count)
    {
        if (count >= Vector256<T>.Count)
        {
            v.Store(p);
            return;
        }
        for (var i = 0; i < count; i++) p[i] = v.GetElement(i);
    }
}

internal readonly struct SingleReal : IReal<float>
{
    public static Vector256<float> Sigmoid(Vector256<float> x) => Special.Sigmoid(x);

    public static Vector256<float> Tanh(Vector256<float> x) => Special.Tanh(x);
}

/// <summary>Double precision is there for tests of gradients: element by element.</summary>
internal readonly struct DoubleReal : IReal<double>
{
    public static Vector256<double> Sigmoid(Vector256<double> x)
    {
        var y = x;
        for (var i = 0; i < Vector256<double>.Count; i++) y = y.WithElement(i, 1 / (1 + Math.Exp(-x.GetElement(i))));
        return y;
    }

    public static Vector256<double> Tanh(Vector256<double> x)
    {
        var y = x;
        for (var i = 0; i < Vector256<double>.Count; i++) y = y.WithElement(i, Math.Tanh(x.GetElement(i)));
        return y;
    }
}
