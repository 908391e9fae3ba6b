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

internal readonly struct EluOp(double alpha) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => ConditionalSelect(GreaterThan(x, Vector256<float>.Zero), x, Lanes.Each(this, x));

    public double D(double x) => x > 0 ? x : alpha * (Math.Exp(x) - 1);
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
