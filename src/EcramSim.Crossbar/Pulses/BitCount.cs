using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Pulses;

/// <summary>Number of set bits in each of eight lanes.</summary>
internal static class BitCount
{
    /// <summary>0 … 32 per lane, by adding neighbouring fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Of(Vector256<uint> bits)
    {
        bits -= Vector256.ShiftRightLogical(bits, 1) & Vector256.Create(0x55555555u);
        bits = (bits & Vector256.Create(0x33333333u)) + (Vector256.ShiftRightLogical(bits, 2) & Vector256.Create(0x33333333u));
        bits = (bits + Vector256.ShiftRightLogical(bits, 4)) & Vector256.Create(0x0F0F0F0Fu);
        bits += Vector256.ShiftRightLogical(bits, 8);
        bits += Vector256.ShiftRightLogical(bits, 16);
        return bits & Vector256.Create(0x3Fu);
    }
}
