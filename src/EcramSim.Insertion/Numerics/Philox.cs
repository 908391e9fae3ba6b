namespace EcramSim.Insertion.Numerics;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11):
/// 128 random bits from a 128-bit counter and a 64-bit key, without state. This is the clear version; the tile kernels carry eight lanes of it, with seven rounds.
/// </summary>
public static class Philox
{
    /// <summary>First multiplier.</summary>
    public const uint M0 = 0xD2511F53;
    /// <summary>Second multiplier.</summary>
    public const uint M1 = 0xCD9E8D57;
    /// <summary>Key increments (golden ratio and √3 − 1).</summary>
    public const uint W0 = 0x9E3779B9;
    /// <summary>Second key increment.</summary>
    public const uint W1 = 0xBB67AE85;

    /// <summary>The block of a counter and a key. Ten rounds are the authors' safety margin, seven the fewest with which the generator passes every test of BigCrush.</summary>
    public static (uint R0, uint R1, uint R2, uint R3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, int rounds = 10)
    {
        for (var round = 0; round < rounds; round++)
        {
            var p0 = (ulong)M0 * c0;
            var p1 = (ulong)M1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += W0;
            k1 += W1;
        }
        return (c0, c1, c2, c3);
    }
}
