using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

using static System.Runtime.Intrinsics.Vector256;

internal readonly struct ReluOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => ConditionalSelect(LessThan(x, Vector256<float>.Zero), Vector256<float>.Zero, x);

    public double D(double x) => x < 0 ? 0 : x;

    public long L(long x) => Math.Max(x, 0);
}

internal readonly struct SigmoidOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Special.Sigmoid(x);

    public double D(double x) => 1 / (1 + Math.Exp(-x));
}

internal readonly struct TanhOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Special.Tanh(x);

    public double D(double x) => Math.Tanh(x);
}

internal readonly struct LeakyReluOp(double slope) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => ConditionalSelect(GreaterThan(x, Vector256<float>.Zero), x, x * Create((float)slope));

    public double D(double x) => x > 0 ? x : x * slope;
}

/// <summary>ELU, CELU and SELU: scale·x above zero, scale·alpha·(exp(rate·x) − 1) below.</summary>
internal readonly struct EluOp(double alpha, double scale, double rate) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => ConditionalSelect(GreaterThan(x, Vector256<float>.Zero), x * Create((float)scale), Lanes.Each(this, x));

    public double D(double x) => x > 0 ? scale * x : scale * alpha * (Math.Exp(x * rate) - 1);
}

internal readonly struct SiluOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => x * Special.Sigmoid(x);

    public double D(double x) => x / (1 + Math.Exp(-x));
}

internal readonly struct GeluOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => 0.5 * x * (1 + Special.Erf(x * 0.70710678118654752));
}

internal readonly struct GeluTanhOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => 0.5 * x * (1 + Math.Tanh(0.79788456080286536 * (x + 0.044715 * x * x * x)));
}

internal readonly struct SoftplusOp(double beta, double threshold) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => x * beta > threshold ? x : Special.Log1p(Math.Exp(x * beta)) / beta;
}
