namespace EcramSim.Crossbar.Numerics;

/// <summary>ln(1 + f) = f − f²/2 + f³·P(f) on √½ − 1 ≤ f &lt; √2 − 1; Chebyshev fit of P, error of the logarithm 5e-8.</summary>
internal static class LogCoefficients
{
    /// <summary>Bits of √½ as a single.</summary>
    public const int RootHalf = 0x3F3504F3;
    /// <summary>ln 2.</summary>
    public const float Ln2 = 0.69314718f;
    /// <summary>Constant term of P; the others follow.</summary>
    public const float P0 = 0.3333341f, P1 = -0.2500092f, P2 = 0.19985127f, P3 = -0.16592856f, P4 = 0.14676397f, P5 = -0.14118426f, P6 = 0.09272214f;
}
