using System.Buffers.Binary;
using System.Numerics;

namespace EcramSim.Insertion.Checkpoints;

/// <summary>The checksum CRC-32C (Castagnoli, reflected, as in iSCSI): finds every burst of up to 32 wrong bits.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of all bytes.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
