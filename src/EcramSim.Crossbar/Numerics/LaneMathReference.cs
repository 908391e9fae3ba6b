namespace EcramSim.Crossbar.Numerics;

/// <summary>The scalar twin of <see cref="LaneMath"/>: the same operations in the same order, one number at a time.</summary>
internal static class LaneMathReference
{
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
