using System.Buffers.Binary;
using System.Text;

namespace ScottPlot.Svg;

/// <summary>
/// An image of up to 256 colours as a PNG file: the cells of a heat map. Tens of thousands of cells stay small this way and
/// leave no seams between them, as rectangles would.
/// </summary>
internal static class IndexedPng
{
    /// <summary>Cells are repeated up to about this size, so that a viewer that smooths enlarged images still shows edges.</summary>
    private const int Sharp = 384;

    /// <param name="cells">Index of the colour of each cell, from the top row to the bottom row.</param>
    /// <param name="palette">At most 256 colours.</param>
    internal static byte[] Encode(byte[,] cells, Color[] palette)
    {
        int rows = cells.GetLength(0), columns = cells.GetLength(1);
        int times = Math.Max(1, Sharp / Math.Max(rows, columns)), width = times * columns, height = times * rows;
        var raw = new byte[height * (width + 1)];   // each row begins with the number of its filter: 0, none
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                raw[y * (width + 1) + 1 + x] = cells[y / times, x / times];

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);            // eight bits, indexed
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n',
            .. Chunk("IHDR", header),
            .. Chunk("PLTE", [.. palette.SelectMany(c => new[] { c.R, c.G, c.B })]),
            .. Chunk("tRNS", [.. palette.Select(c => c.A)]),
            .. Chunk("IDAT", Deflate.Pack(raw, width + 1)),
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc32(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte v in data)
        {
            crc ^= v;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }
}
