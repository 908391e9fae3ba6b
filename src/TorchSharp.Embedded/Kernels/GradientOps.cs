using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

using static System.Runtime.Intrinsics.Vector256;

// x is the gradient that arrives, y the saved value: the input (…OfInput) or the output (…OfOutput) of the operation.
internal readonly struct AbsGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * default(SignOp).V(y);

    public double D(double x, double y) => x * Math.Sign(y);
}

internal readonly struct SqrtGradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x / (y + y);

    public double D(double x, double y) => x / (2 * y);
}

/// <summary>Of a root that is a length: where it is zero the gradient is zero, as PyTorch has it for norm and std.</summary>
internal readonly struct LengthGradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => ConditionalSelect(Vector256.Equals(y, Vector256<float>.Zero), Vector256<float>.Zero, x / (y + y));

    public double D(double x, double y) => y == 0 ? 0 : x / (2 * y);
}

/// <summary>Inside the bounds, the bounds themselves excluded: hardtanh and its kin.</summary>
internal readonly struct HardtanhGrad(double low, double high) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => ConditionalSelect(GreaterThan(y, Create((float)low)) & LessThan(y, Create((float)high)), x, Vector256<float>.Zero);

    public double D(double x, double y) => y > low && y < high ? x : 0;
}

internal readonly struct RsqrtGradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Create(-0.5f) * x * y * y * y;

    public double D(double x, double y) => -0.5 * x * y * y * y;
}

internal readonly struct ReciprocalGradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => -x * y * y;

    public double D(double x, double y) => -x * y * y;
}

internal readonly struct SquareGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * (y + y);

    public double D(double x, double y) => x * 2 * y;
}

internal readonly struct ExpGradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * y;

    public double D(double x, double y) => x * y;
}

internal readonly struct Expm1GradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * (y + Create(1f));

    public double D(double x, double y) => x * (y + 1);
}

internal readonly struct LogGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x / y;

    public double D(double x, double y) => x / y;
}

internal readonly struct LogBaseGrad(double lnBase) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x / (y * Create((float)lnBase));

    public double D(double x, double y) => x / (y * lnBase);
}

internal readonly struct Log1pGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x / (y + Create(1f));

    public double D(double x, double y) => x / (y + 1);
}

internal readonly struct SinGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * default(CosOp).V(y);

    public double D(double x, double y) => x * Math.Cos(y);
}

internal readonly struct CosGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => -x * default(SinOp).V(y);

    public double D(double x, double y) => -x * Math.Sin(y);
}

internal readonly struct ErfGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * Create((float)1.1283791670955126) * Exp(-y * y);

    public double D(double x, double y) => x * 1.1283791670955126 * Math.Exp(-y * y);
}

internal readonly struct PowScalarGrad(double exponent) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => exponent == 2 ? x * (y + y) : Lanes.Each(this, x, y);

    public double D(double x, double y) => exponent == 0 ? 0 : x * exponent * Math.Pow(y, exponent - 1);
}

internal readonly struct ClampGrad(double low, double high) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => ConditionalSelect(GreaterThanOrEqual(y, Create((float)low)) & LessThanOrEqual(y, Create((float)high)), x, Vector256<float>.Zero);

    public double D(double x, double y) => y >= low && y <= high ? x : 0;
}

internal readonly struct ReluGradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => ConditionalSelect(GreaterThan(y, Vector256<float>.Zero), x, Vector256<float>.Zero);

    public double D(double x, double y) => y > 0 ? x : 0;
}

internal readonly struct SigmoidGradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * ((Create(1f) - y) * y);

    public double D(double x, double y) => x * (1 - y) * y;
}

internal readonly struct TanhGradOfOutput : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * (Create(1f) - y * y);

    public double D(double x, double y) => x * (1 - y * y);
}

internal readonly struct LeakyReluGrad(double slope) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => ConditionalSelect(GreaterThan(y, Vector256<float>.Zero), x, x * Create((float)slope));

    public double D(double x, double y) => y > 0 ? x : x * slope;
}

internal readonly struct EluGrad(double alpha, double scale, double rate) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => ConditionalSelect(GreaterThan(y, Vector256<float>.Zero),
        x * Create((float)scale), x * Create((float)(scale * alpha * rate)) * Exp(y * Create((float)rate)));

    public double D(double x, double y) => y > 0 ? x * scale : x * scale * alpha * rate * Math.Exp(y * rate);
}

internal readonly struct SiluGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Lanes.Each(this, x, y);

    public double D(double x, double y) => 1 / (1 + Math.Exp(-y)) is var s ? x * s * (1 + y * (1 - s)) : 0;
}

internal readonly struct GeluGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Lanes.Each(this, x, y);

    public double D(double x, double y) => x * (0.5 * (1 + Special.Erf(y * 0.70710678118654752)) + y * 0.3989422804014327 * Math.Exp(-0.5 * y * y));
}

internal readonly struct GeluTanhGrad : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Lanes.Each(this, x, y);

    public double D(double x, double y) => Math.Tanh(0.79788456080286536 * (y + 0.044715 * y * y * y)) is var t ? x * (0.5 * (1 + t) + 0.5 * y * (1 - t * t) * 0.79788456080286536 * (1 + 3 * 0.044715 * y * y)) : 0;
}

internal readonly struct SoftplusGrad(double beta, double threshold) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Lanes.Each(this, x, y);

    public double D(double x, double y) => y * beta > threshold ? x : x / (1 + Math.Exp(-y * beta));
}

/// <summary>Gradient of c / y.</summary>
internal readonly struct RdivGrad(double c) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => -x * Create((float)c) / (y * y);

    public double D(double x, double y) => -x * c / (y * y);
}
