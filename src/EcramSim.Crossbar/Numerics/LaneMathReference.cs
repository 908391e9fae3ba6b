namespace EcramSim.Crossbar.Numerics;

/// <summary>The scalar twin of <see cref="LaneMath"/>: the same operations in the same order, one number at a time.</summary>
internal static class LaneMathReference
{
    /// <summary>ln u for u in (0, 1].</summary>
    public static float Log(float u)
    {
        var bits = BitConverter.SingleToInt32Bits(u) - LogCoefficients.RootHalf;
        var e = (float)(bits >> 23);
        var f = BitConverter.Int32BitsToSingle((bits & 0x007FFFFF) + LogCoefficients.RootHalf) - 1;
        ReadOnlySpan<float> terms = [LogCoefficients.P5, LogCoefficients.P4, LogCoefficients.P3, LogCoefficients.P2, LogCoefficients.P1, LogCoefficients.P0, -0.5f];
        var p = LogCoefficients.P6;
        foreach (var term in terms) p = MathF.FusedMultiplyAdd(p, f, term);
        p = MathF.FusedMultiplyAdd(p * f, f, f);
        return MathF.FusedMultiplyAdd(e, LogCoefficients.Ln2, p);
    }

    /// <summary>Sine and cosine of 2π·<paramref name="turn"/>/2³².</summary>
    public static (float Sin, float Cos) SinCos(uint turn)
    {
        var quarter = unchecked(turn + (1u << 29)) >> 30;
        var a = (int)unchecked(turn - (quarter << 30)) * SinCosCoefficients.Angle;
        var z = a * a;
        var s = MathF.FusedMultiplyAdd(SinCosCoefficients.S2, z, SinCosCoefficients.S1);
        s = MathF.FusedMultiplyAdd(s, z, SinCosCoefficients.S0);
        s = MathF.FusedMultiplyAdd(s * z, a, a);
        var c = MathF.FusedMultiplyAdd(SinCosCoefficients.C3, z, SinCosCoefficients.C2);
        c = MathF.FusedMultiplyAdd(c, z, SinCosCoefficients.C1);
        c = MathF.FusedMultiplyAdd(c, z, -0.5f);
        c = MathF.FusedMultiplyAdd(c, z, 1);
        return quarter switch { 0 => (s, c), 1 => (c, -s), 2 => (-s, -c), _ => (-c, s) };
    }
}
