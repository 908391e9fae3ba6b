using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>A function of one element in the three compute types; float runs eight lanes, tails included, through <see cref="V"/>.</summary>
internal interface IMap1
{
    Vector256<float> V(Vector256<float> x);

    double D(double x);

    long L(long x) => throw TorchError.New("result type Float can't be cast to the desired output type Long");
}

/// <summary>A function of two elements.</summary>
internal interface IMap2
{
    Vector256<float> V(Vector256<float> x, Vector256<float> y);

    double D(double x, double y);

    long L(long x, long y) => throw TorchError.New("result type Float can't be cast to the desired output type Long");
}
