using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// Sine and cosine on eight lanes from explicit fused multiply-adds, so that every machine gives the same bits.
/// The polynomials are Chebyshev fits of this project; <see cref="LaneMathReference"/> is the scalar twin.
/// </summary>
internal static class LaneMath
{
    /// <summary>Sine and cosine of 2π·<paramref name="turn"/>/2³²: absolute error below 2e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Sin, Vector256<float> Cos) SinCos(Vector256<uint> turn)
    {
        // Nearest quarter turn, and the rest as an angle in [−π/4, π/4].
        var quarter = Vector256.ShiftRightLogical(turn + Vector256.Create(1u << 29), 30);
        var rest = (turn - Vector256.ShiftLeft(quarter, 30)).AsInt32();
        var a = Vector256.ConvertToSingle(rest) * Vector256.Create(SinCosCoefficients.Angle);
        var z = a * a;
        var s = Vector256.FusedMultiplyAdd(Vector256.Create(SinCosCoefficients.S2), z, Vector256.Create(SinCosCoefficients.S1));
        s = Vector256.FusedMultiplyAdd(s, z, Vector256.Create(SinCosCoefficients.S0));
        s = Vector256.FusedMultiplyAdd(s * z, a, a);
        var c = Vector256.FusedMultiplyAdd(Vector256.Create(SinCosCoefficients.C3), z, Vector256.Create(SinCosCoefficients.C2));
        c = Vector256.FusedMultiplyAdd(c, z, Vector256.Create(SinCosCoefficients.C1));
        c = Vector256.FusedMultiplyAdd(c, z, Vector256.Create(-0.5f));
        c = Vector256.FusedMultiplyAdd(c, z, Vector256<float>.One);
        // Odd quarters swap; sine changes sign in quarters 2, 3, cosine in 1, 2.
        var odd = Vector256.Equals(quarter & Vector256<uint>.One, Vector256<uint>.One).AsSingle();
        var sinSign = Vector256.ShiftLeft(quarter & Vector256.Create(2u), 30).AsSingle();
        var cosSign = Vector256.ShiftLeft((quarter + Vector256<uint>.One) & Vector256.Create(2u), 30).AsSingle();
        return (Vector256.ConditionalSelect(odd, c, s) ^ sinSign, Vector256.ConditionalSelect(odd, s, c) ^ cosSign);
    }
}
