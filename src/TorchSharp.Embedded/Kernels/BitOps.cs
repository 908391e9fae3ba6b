using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>Bitwise functions of whole numbers.</summary>
internal readonly struct BitAndOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => throw new NotSupportedException();

    public double D(double x, double y) => throw new NotSupportedException();

    public long L(long x, long y) => x & y;
}

internal readonly struct BitOrOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => throw new NotSupportedException();

    public double D(double x, double y) => throw new NotSupportedException();

    public long L(long x, long y) => x | y;
}

internal readonly struct BitXorOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => throw new NotSupportedException();

    public double D(double x, double y) => throw new NotSupportedException();

    public long L(long x, long y) => x ^ y;
}
