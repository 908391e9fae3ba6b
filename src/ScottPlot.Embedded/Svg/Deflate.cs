using System.Buffers.Binary;

namespace ScottPlot.Svg;

/// <summary>
/// Packs bytes in the zlib format (RFC 1950, RFC 1951) with the fixed code. Only repeats of the byte before and of the row
/// before are looked for: that is what drawings consist of. Written here because the runtime's own packer may write other
/// bytes in its next version or on another processor, and the same figure is to give the same file.
/// </summary>
internal sealed class Deflate
{
    private const int Longest = 258, Farthest = 32768, EndOfBlock = 256;

    private readonly List<byte> bytes = [0x78, 0x01];
    private uint pending;
    private int pendingBits;

    internal static byte[] Pack(ReadOnlySpan<byte> data, int row)
    {
        var packer = new Deflate();
        packer.Bits(0b011, 3);   // the last block, fixed code
        for (int at = 0; at < data.Length;)
        {
            int near = Repeats(data, at, 1), far = row <= Farthest ? Repeats(data, at, row) : 0, length = Math.Max(near, far);
            if (length < 3) { packer.Symbol(data[at++]); continue; }
            packer.Repeat(length, near >= far ? 1 : row);
            at += length;
        }
        packer.Symbol(EndOfBlock);
        if (packer.pendingBits > 0) packer.Bits(0, 8 - packer.pendingBits);
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Adler32(data));
        return [.. packer.bytes, .. sum];
    }

    private static int Repeats(ReadOnlySpan<byte> data, int at, int distance)
    {
        if (at < distance) return 0;
        int length = 0;
        while (length < Longest && at + length < data.Length && data[at + length] == data[at + length - distance]) length++;
        return length;
    }

    private void Repeat(int length, int distance)
    {
        // Codes of lengths and distances double their step every four and every two codes.
        int rest = length - 3, extra = Math.Max(0, Log2(rest) - 2);
        if (length == Longest) { Symbol(285); }
        else
        {
            Symbol(257 + 4 * extra + (rest >> extra));
            Bits((uint)rest & ((1u << extra) - 1), extra);
        }
        rest = distance - 1;
        extra = Math.Max(0, Log2(rest) - 1);
        Code((uint)(2 * extra + (rest >> extra)), 5);
        Bits((uint)rest & ((1u << extra) - 1), extra);
    }

    private static int Log2(int v) => v == 0 ? 0 : System.Numerics.BitOperations.Log2((uint)v);

    private void Symbol(int s)
    {
        if (s < 144) Code((uint)(0x30 + s), 8);
        else if (s < 256) Code((uint)(0x190 + s - 144), 9);
        else if (s < 280) Code((uint)(s - 256), 7);
        else Code((uint)(0xC0 + s - 280), 8);
    }

    /// <summary>Codes are written from their highest bit, all other numbers from their lowest.</summary>
    private void Code(uint code, int count)
    {
        for (int bit = count - 1; bit >= 0; bit--) Bits(code >> bit & 1, 1);
    }

    private void Bits(uint value, int count)
    {
        pending |= value << pendingBits;
        for (pendingBits += count; pendingBits >= 8; pendingBits -= 8, pending >>= 8) bytes.Add((byte)pending);
    }

    private static uint Adler32(ReadOnlySpan<byte> data)
    {
        uint a = 1, b = 0;
        foreach (byte v in data)
        {
            a = (a + v) % 65521;
            b = (b + a) % 65521;
        }
        return b << 16 | a;
    }
}
