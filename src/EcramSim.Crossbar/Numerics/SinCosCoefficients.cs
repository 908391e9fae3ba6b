namespace EcramSim.Crossbar.Numerics;

/// <summary>sin a = a + a·z·S(z) and cos a = 1 − z/2 + z²·C(z), z = a², on |a| ≤ π/4; Chebyshev fits, errors 1e-8 and 2e-10.</summary>
internal static class SinCosCoefficients
{
    /// <summary>2π/2³²: radians of the least bit of a 32-bit turn.</summary>
    public const float Angle = 1.4629180792671596e-9f;
    /// <summary>Coefficients of S.</summary>
    public const float S0 = -0.16666664f, S1 = 0.008332749f, S2 = -0.0001958795f;
    /// <summary>Coefficients of C.</summary>
    public const float C1 = 0.04166665f, C2 = -0.001388759f, C3 = 2.4463838e-05f;
}
