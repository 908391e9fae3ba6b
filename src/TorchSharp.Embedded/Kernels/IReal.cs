using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>What recurrent layers need of an element type: the two activations, on whole vectors.</summary>
internal interface IReal<T> where T : unmanaged
{
    static abstract Vector256<T> Sigmoid(Vector256<T> x);

    static abstract Vector256<T> Tanh(Vector256<T> x);
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
