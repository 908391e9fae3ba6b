using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Insertion.Numerics;

/// <summary>
/// Natural logarithm on eight lanes, and its scalar twin, from explicit fused multiply-adds, so that every machine gives the same bits. u = m·2^e with m in
/// [√½, √2), ln(1 + f) = f − f²/2 + f³·P(f); P is a Chebyshev fit of this project.
/// </summary>
public static class LaneLogarithm
{
    // Bits of √½.
    private const int RootHalf = 0x3F3504F3;
    private const float Ln2 = 0.69314718f;
    private const float P0 = 0.3333341f, P1 = -0.2500092f, P2 = 0.19985127f, P3 = -0.16592856f, P4 = 0.14676397f, P5 = -0.14118426f, P6 = 0.09272214f;

    /// <summary>ln u for u in (0, 1], normal numbers: absolute error below 1e-7 + 6e-8·|ln u|. Other u give a number without meaning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> u)
    {
        // The offset moves the cut from 1 to √½.
        var bits = u.AsInt32() - Vector256.Create(RootHalf);
        var e = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(bits, 23));
        var f = ((bits & Vector256.Create(0x007FFFFF)) + Vector256.Create(RootHalf)).AsSingle() - Vector256<float>.One;
        var p = Vector256.Create(P6);
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(P5));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(P4));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(P3));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(P2));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(P1));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(P0));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(-0.5f));
        p = Vector256.FusedMultiplyAdd(p * f, f, f);
        return Vector256.FusedMultiplyAdd(e, Vector256.Create(Ln2), p);
    }

    /// <summary>The scalar twin: the same operations in the same order.</summary>
    public static float Of(float u)
    {
        var bits = BitConverter.SingleToInt32Bits(u) - RootHalf;
        var e = (float)(bits >> 23);
        var f = BitConverter.Int32BitsToSingle((bits & 0x007FFFFF) + RootHalf) - 1;
        ReadOnlySpan<float> terms = [P5, P4, P3, P2, P1, P0, -0.5f];
        var p = P6;
        foreach (var term in terms) p = MathF.FusedMultiplyAdd(p, f, term);
        p = MathF.FusedMultiplyAdd(p * f, f, f);
        return MathF.FusedMultiplyAdd(e, Ln2, p);
    }
}
