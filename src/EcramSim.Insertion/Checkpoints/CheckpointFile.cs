using System.Buffers.Binary;
using System.Text.Json;
using EcramSim.Insertion.Models;

namespace EcramSim.Insertion.Checkpoints;

/// <summary>
/// A checkpoint on disk: "ECRAMCPT", version (4 bytes), length and CRC-32C of a table (4 bytes each, little-endian), the table as JSON {owner, moment, parts: [name,
/// type, count, bytes, crc]}, then the bytes of the parts one after the other. A file is replaced by rename after its bytes have reached the disk, and the one before it
/// is kept with the ending <c>.previous</c>: a kill at any instant leaves at least one whole file.
/// </summary>
public static class CheckpointFile
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Version = 1;

    private const int Header = 20;

    private sealed record Entry(string Name, string Type, int Count, int Bytes, uint Crc);

    private sealed record Table(string Owner, string Moment, IReadOnlyList<Entry> Parts);

    /// <summary>Where the one before <paramref name="path"/> lies.</summary>
    public static string Previous(string path) => path + ".previous";

    /// <summary>Writes a checkpoint; the file that was there becomes the previous one.</summary>
    public static void Write(string path, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var table = JsonSerializer.SerializeToUtf8Bytes(new Table(checkpoint.Owner, checkpoint.Moment,
            [.. checkpoint.Parts.Select(p => new Entry(p.Key, p.Value.Type, p.Value.Count, p.Value.Bytes.Length, Crc32C.Of(p.Value.Bytes)))]));
        var header = new byte[Header];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), table.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), Crc32C.Of(table));
        var temporary = path + ".part";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            file.Write(header);
            file.Write(table);
            foreach (var part in checkpoint.Parts.Values) file.Write(part.Bytes);
            file.Flush(flushToDisk: true);
        }
        if (File.Exists(path)) File.Move(path, Previous(path), overwrite: true);
        File.Move(temporary, path);
    }

    /// <summary>Reads a checkpoint and checks every byte of it.</summary>
    /// <exception cref="InputException">Not a checkpoint, of another version, cut, changed.</exception>
    public static Checkpoint Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        InputException Damaged(string what) => new($"{path}: {what}");
        if (bytes.Length < Header) throw Damaged($"truncated: {bytes.Length} bytes are less than the header of {Header}");
        if (!bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic)) throw Damaged("is not a checkpoint: it does not begin with \"ECRAMCPT\"");
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        if (version != Version) throw Damaged($"version {version} of the form; this program reads version {Version}");
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12));
        if (length < 0) throw Damaged($"damaged: a table of {length} bytes");
        if (length > bytes.Length - Header) throw Damaged($"truncated or damaged: {bytes.Length} bytes, while the table alone has {length}");
        Check("table", Header, length, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16)));
        var table = JsonSerializer.Deserialize<Table>(bytes.AsSpan(Header, length))!;
        var expected = table.Parts.Aggregate(Header + (long)length, (sum, p) => sum + p.Bytes);
        var parts = new Dictionary<string, StatePart>(StringComparer.Ordinal);
        var from = Header + length;
        foreach (var part in table.Parts)
        {
            if (part.Bytes > bytes.Length - from) throw Damaged($"truncated: {bytes.Length} bytes of {expected}; it ends within part '{part.Name}'");
            Check($"part '{part.Name}'", from, part.Bytes, part.Crc);
            parts.Add(part.Name, new StatePart(part.Type, part.Count, bytes.AsSpan(from, part.Bytes).ToArray()));
            from += part.Bytes;
        }
        return from == bytes.Length ? new Checkpoint(table.Owner, table.Moment, parts) : throw Damaged($"damaged: {bytes.Length} bytes, where {expected} belong to it");

        void Check(string what, int at, int count, uint sum)
        {
            if (Crc32C.Of(bytes.AsSpan(at, count)) is var found && found != sum)
                throw Damaged($"damaged: {what} (bytes {at} to {at + count}): checksum {sum:x8} expected, {found:x8} found");
        }
    }

    private static ReadOnlySpan<byte> Magic => "ECRAMCPT"u8;
}
