using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcramSim.Crossbar.Pulses;

/// <summary>Number of set bits in each of eight lanes.</summary>
internal static class BitCount
{
    // Bits set in the sixteen values of half a byte, once per 128 bits.
    private static ReadOnlySpan<byte> Table =>
    [
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
    ];

    /// <summary>0 … 32 in each of sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Of(Vector512<uint> bits)
    {
        if (!Avx512BW.IsSupported) return Vector512.Create(Of(bits.GetLower()), Of(bits.GetUpper()));
        var table = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(Table));
        var half = Vector512.Create((byte)0x0F);
        var bytes = Avx512BW.Shuffle(table, bits.AsByte() & half) + Avx512BW.Shuffle(table, Vector512.ShiftRightLogical(bits, 4).AsByte() & half);
        return Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(bytes, Vector512.Create((sbyte)1)), Vector512.Create((short)1)).AsUInt32();
    }

    /// <summary>0 … 32 per lane, looked up by half bytes, or by adding neighbouring fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Of(Vector256<uint> bits)
    {
        if (Avx2.IsSupported)
        {
            // Then four bytes are added up.
            var table = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(Table));
            var half = Vector256.Create((byte)0x0F);
            var bytes = Avx2.Shuffle(table, bits.AsByte() & half) + Avx2.Shuffle(table, Vector256.ShiftRightLogical(bits, 4).AsByte() & half);
            return Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(bytes, Vector256.Create((sbyte)1)), Vector256.Create((short)1)).AsUInt32();
        }
        bits -= Vector256.ShiftRightLogical(bits, 1) & Vector256.Create(0x55555555u);
        bits = (bits & Vector256.Create(0x33333333u)) + (Vector256.ShiftRightLogical(bits, 2) & Vector256.Create(0x33333333u));
        bits = (bits + Vector256.ShiftRightLogical(bits, 4)) & Vector256.Create(0x0F0F0F0Fu);
        bits += Vector256.ShiftRightLogical(bits, 8);
        bits += Vector256.ShiftRightLogical(bits, 16);
        return bits & Vector256.Create(0x3Fu);
    }
}
