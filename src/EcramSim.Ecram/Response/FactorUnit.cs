namespace EcramSim.Ecram.Response;

/// <summary>
/// What the factors of <see cref="DirectedCells{TVector}"/> are counted in. The bits of a half-precision number, moved to where a single-precision one has its own, are this many times too small:
/// the nominal number that a factor is multiplied with takes that back, and no operation is spent on it.
/// </summary>
public static class FactorUnit
{
    /// <summary>2⁻¹¹².</summary>
    public const float Value = 1 / Inverse;

    /// <summary>2¹¹².</summary>
    public const float Inverse = 5.192296858534828e33f;

    /// <summary>Largest nominal number that can be multiplied with a factor; 65504, the largest factor, does not count against it.</summary>
    public const double Largest = 32768;
}
