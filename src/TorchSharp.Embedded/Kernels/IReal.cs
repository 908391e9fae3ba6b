using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>What recurrent layers need of an element type: two activations on whole vectors, and products of matrices.</summary>
internal unsafe interface IReal<T> where T : unmanaged
{
    static abstract Vector256<T> Sigmoid(Vector256<T> x);

    static abstract Vector256<T> Tanh(Vector256<T> x);

    /// <summary>C ← A·B or C ← C + A·B for A of m×k, B of k×n, C of m×n by rows; A and B with any strides.</summary>
    static abstract void Product(T* a, long rowA, long columnA, T* b, long rowB, long columnB, T* c, long m, long k, long n, bool add);

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

internal readonly unsafe struct SingleReal : IReal<float>
{
    public static Vector256<float> Sigmoid(Vector256<float> x) => Special.Sigmoid(x);

    public static Vector256<float> Tanh(Vector256<float> x) => Special.Tanh(x);

    public static void Product(float* a, long rowA, long columnA, float* b, long rowB, long columnB, float* c, long m, long k, long n, bool add) =>
        Gemm.Run(new Matrix(a, m, k, rowA, columnA), new Matrix(b, k, n, rowB, columnB), new Matrix(c, m, n, n, 1), add);
}

/// <summary>Plain loops: double precision is there for tests of gradients.</summary>
internal readonly unsafe struct DoubleReal : IReal<double>
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

    public static void Product(double* a, long rowA, long columnA, double* b, long rowB, long columnB, double* c, long m, long k, long n, bool add)
    {
        for (long i = 0; i < m; i++)
            for (long j = 0; j < n; j++)
            {
                var sum = add ? c[i * n + j] : 0;
                for (long p = 0; p < k; p++) sum += a[i * rowA + p * columnA] * b[p * rowB + j * columnB];
                c[i * n + j] = sum;
            }
    }
}
