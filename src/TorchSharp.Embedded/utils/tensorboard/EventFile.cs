using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TorchSharp;

/// <summary>
/// TensorBoard's event file. Each record is its length (8 bytes), the length's checksum (4), an Event message in
/// protocol-buffer encoding, and the message's checksum (4); numbers are little-endian. Event has the fields
/// wall_time = 1, step = 2, file_version = 3, summary = 5; a summary is a list (field 1) of values with tag = 1 and
/// simple_value = 2. Every record is appended and closed, so that a killed run leaves a readable file.
/// </summary>
internal sealed class EventFile
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;
    private readonly string path;

    /// <summary>A new file in <paramref name="folder"/>, which is made if need be.</summary>
    internal EventFile(string folder, string? suffix)
    {
        Directory.CreateDirectory(folder);
        var started = Now();
        for (var n = 0; ; n++)
        {
            var name = string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"events.out.tfevents.{(long)started}.{Environment.MachineName}.{Environment.ProcessId}.{n}{(string.IsNullOrEmpty(suffix) ? "" : "." + suffix)}");
            path = Path.Combine(folder, name);
            try
            {
                using var fresh = new FileStream(path, FileMode.CreateNew);
                break;
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another writer of this second has the name; the next number is tried.
            }
        }
        var message = new List<byte>();
        Time(message, started);
        Text(message, 3, "brain.Event:2");
        Append([.. message]);
    }

    /// <summary>Seconds since 1970: viewers show when a value was written, nothing is computed from it.</summary>
    internal static double Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    internal void Scalar(string tag, float value, long step, double time)
    {
        var entry = new List<byte>();
        Text(entry, 1, tag);
        Key(entry, 2, Fixed32);
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(number, value);
        entry.AddRange(number);
        var summary = new List<byte>();
        Blob(summary, 1, [.. entry]);
        var message = new List<byte>();
        Time(message, time);
        // The encoding leaves out a number that is zero.
        if (step != 0)
        {
            Key(message, 2, Varint);
            Number(message, (ulong)step);
        }
        Blob(message, 5, [.. summary]);
        Append([.. message]);
    }

    /// <summary>CRC-32C, rotated and shifted as the record format asks.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data) crc = BitOperations.Crc32C(crc, b);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8u;
    }

    private void Append(byte[] message)
    {
        var record = new byte[message.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(record, message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(record.AsSpan(0, 8)));
        message.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + message.Length), Checksum(message));
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(record);
    }

    private static void Time(List<byte> message, double seconds)
    {
        Key(message, 1, Fixed64);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(number, seconds);
        message.AddRange(number);
    }

    private static void Text(List<byte> message, int field, string text) => Blob(message, field, Encoding.UTF8.GetBytes(text));

    private static void Blob(List<byte> message, int field, byte[] content)
    {
        Key(message, field, Bytes);
        Number(message, (ulong)content.Length);
        message.AddRange(content);
    }

    private static void Key(List<byte> message, int field, int kind) => Number(message, (ulong)(field << 3 | kind));

    private static void Number(List<byte> message, ulong value)
    {
        for (; value >= 0x80; value >>= 7) message.Add((byte)(value | 0x80));
        message.Add((byte)value);
    }
}
