using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Laws;

/// <summary>Exponential and power on eight lanes from explicit fused multiply-adds, so that every machine gives the same bits.</summary>
internal static class LaneExponential
{
    private const float LargestExponent = 87;
    private const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    /// <summary>e^x, relative error below 3e-7; x beyond ±87 counts as ±87.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> x)
    {
        x = Vector256.MaxNative(Vector256.MinNative(x, Vector256.Create(LargestExponent)), Vector256.Create(-LargestExponent));
        // x = n·ln 2 + r, |r| ≤ ½·ln 2, and the Taylor series of e^r.
        var n = Vector256.Floor(Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(0.5f)));
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        var p = Vector256.FusedMultiplyAdd(Vector256.Create(1 / 5040f), r, Vector256.Create(1 / 720f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1 / 120f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1 / 24f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1 / 6f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(0.5f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        var scale = Vector256.ShiftLeft(Vector256.ConvertToInt32Native(n) + Vector256.Create(127), 23);
        return p * scale.AsSingle();
    }

    /// <summary>The same for sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x) => Vector512.Create(Of(x.GetLower()), Of(x.GetUpper()));

    /// <summary>Power for sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Power(Vector512<float> x, Vector512<float> y) => Vector512.Create(Power(x.GetLower(), y.GetLower()), Power(x.GetUpper(), y.GetUpper()));

    /// <summary>x^y for normal x in (0, 1]; relative error below 3e-7·(1 + |y ln x|). Other x give a number without meaning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Power(Vector256<float> x, Vector256<float> y) => Of(y * LaneLogarithm.Of(x));
}
