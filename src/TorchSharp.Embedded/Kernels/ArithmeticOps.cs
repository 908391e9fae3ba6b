using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

using static System.Runtime.Intrinsics.Vector256;

internal readonly struct AddOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x + y;

    public double D(double x, double y) => x + y;

    public long L(long x, long y) => x + y;
}

internal readonly struct SubOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x - y;

    public double D(double x, double y) => x - y;

    public long L(long x, long y) => x - y;
}

internal readonly struct MulOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x * y;

    public double D(double x, double y) => x * y;

    public long L(long x, long y) => x * y;
}

internal readonly struct DivOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x / y;

    public double D(double x, double y) => x / y;
}

internal readonly struct DivFloorOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Floor(x / y);

    public double D(double x, double y) => Math.Floor(x / y);

    public long L(long x, long y) => x / y - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0);
}

internal readonly struct DivTruncOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Truncate(x / y);

    public double D(double x, double y) => Math.Truncate(x / y);

    public long L(long x, long y) => x / y;
}

internal readonly struct RemainderOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Lanes.Each(this, x, y);

    public double D(double x, double y) => x - y * Math.Floor(x / y);

    public long L(long x, long y) => (x % y + y) % y;
}

internal readonly struct FmodOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Lanes.Each(this, x, y);

    public double D(double x, double y) => Math.IEEERemainder(x, y) is var r && r != 0 && (r < 0) != (x < 0) ? r + (x < 0 ? -Math.Abs(y) : Math.Abs(y)) : Math.IEEERemainder(x, y);

    public long L(long x, long y) => x % y;
}

internal readonly struct PowOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Lanes.Each(this, x, y);

    public double D(double x, double y) => Math.Pow(x, y);

    public long L(long x, long y) => (long)Math.Pow(x, y);
}

internal readonly struct MaximumOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Max(x, y);

    public double D(double x, double y) => Math.Max(x, y);

    public long L(long x, long y) => Math.Max(x, y);
}

internal readonly struct MinimumOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => Min(x, y);

    public double D(double x, double y) => Math.Min(x, y);

    public long L(long x, long y) => Math.Min(x, y);
}

/// <summary>x + α y.</summary>
internal readonly struct AddScaledOp(double alpha) : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x + y * Create((float)alpha);

    public double D(double x, double y) => x + y * alpha;

    public long L(long x, long y) => x + y * (long)alpha;
}

/// <summary>The first operand: turns the walk over a broadcast into a copy.</summary>
internal readonly struct FirstOp : IMap2
{
    public Vector256<float> V(Vector256<float> x, Vector256<float> y) => x;

    public double D(double x, double y) => x;

    public long L(long x, long y) => x;
}

internal readonly struct AddScalarOp(double c) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => x + Create((float)c);

    public double D(double x) => x + c;

    public long L(long x) => x + (long)c;
}

internal readonly struct MulScalarOp(double c) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => x * Create((float)c);

    public double D(double x) => x * c;

    public long L(long x) => x * (long)c;
}

internal readonly struct DivScalarOp(double c) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => x / Create((float)c);

    public double D(double x) => x / c;
}

/// <summary>c - x.</summary>
internal readonly struct RsubScalarOp(double c) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Create((float)c) - x;

    public double D(double x) => c - x;

    public long L(long x) => (long)c - x;
}

/// <summary>c / x.</summary>
internal readonly struct RdivScalarOp(double c) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Create((float)c) / x;

    public double D(double x) => c / x;
}

internal readonly struct NegOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => -x;

    public double D(double x) => -x;

    public long L(long x) => -x;
}

internal readonly struct AbsOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Abs(x);

    public double D(double x) => Math.Abs(x);

    public long L(long x) => Math.Abs(x);
}

internal readonly struct SignOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => ConditionalSelect(GreaterThan(x, Vector256<float>.Zero), Create(1f), ConditionalSelect(LessThan(x, Vector256<float>.Zero), Create(-1f), x));

    public double D(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    public long L(long x) => Math.Sign(x);
}

internal readonly struct SqrtOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Sqrt(x);

    public double D(double x) => Math.Sqrt(x);
}

internal readonly struct RsqrtOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Create(1f) / Sqrt(x);

    public double D(double x) => 1 / Math.Sqrt(x);
}

internal readonly struct ReciprocalOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Create(1f) / x;

    public double D(double x) => 1 / x;
}

internal readonly struct SquareOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => x * x;

    public double D(double x) => x * x;

    public long L(long x) => x * x;
}

internal readonly struct ExpOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Exp(x);

    public double D(double x) => Math.Exp(x);
}

internal readonly struct Expm1Op : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1;
}

internal readonly struct LogOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Log(x);

    public double D(double x) => Math.Log(x);
}

internal readonly struct Log2Op : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Log2(x);

    public double D(double x) => Math.Log2(x);
}

internal readonly struct Log10Op : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => Math.Log10(x);
}

internal readonly struct Log1pOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => Special.Log1p(x);
}

internal readonly struct SinOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => Math.Sin(x);
}

internal readonly struct CosOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => Math.Cos(x);
}

internal readonly struct ErfOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Lanes.Each(this, x);

    public double D(double x) => Special.Erf(x);
}

internal readonly struct FloorOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Floor(x);

    public double D(double x) => Math.Floor(x);

    public long L(long x) => x;
}

internal readonly struct CeilOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Ceiling(x);

    public double D(double x) => Math.Ceiling(x);

    public long L(long x) => x;
}

internal readonly struct TruncOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Truncate(x);

    public double D(double x) => Math.Truncate(x);

    public long L(long x) => x;
}

internal readonly struct FracOp : IMap1
{
    public Vector256<float> V(Vector256<float> x) => x - Truncate(x);

    public double D(double x) => x - Math.Truncate(x);
}

/// <summary>Nearest, ties to even, of x·scale.</summary>
internal readonly struct RoundOp(double scale) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => scale == 1 ? Round(x) : Round(x * Create((float)scale)) / Create((float)scale);

    public double D(double x) => scale == 1 ? Math.Round(x) : Math.Round(x * scale) / scale;

    public long L(long x) => x;
}

internal readonly struct PowScalarOp(double exponent) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => exponent == 2 ? x * x : exponent == 1 ? x : Lanes.Each(this, x);

    public double D(double x) => Math.Pow(x, exponent);

    public long L(long x) => (long)Math.Pow(x, exponent);
}

internal readonly struct ClampOp(double low, double high) : IMap1
{
    public Vector256<float> V(Vector256<float> x) => Min(Max(x, Create((float)low)), Create((float)high));

    public double D(double x) => x < low ? low : x > high ? high : x;

    public long L(long x) => x < low ? (long)low : x > high ? (long)high : x;
}
