using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Event files read back byte by byte, with a checksum computed from its polynomial here.</summary>
public sealed class TensorboardTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"events-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, true);
    }

    /// <summary>CRC-32C bit by bit (Castagnoli's polynomial, reflected), masked as TensorFlow's records are.</summary>
    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = ~0u;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82F63B78u : 0);
        }
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
    }

    private static List<byte[]> Records(string folder)
    {
        var reader = new BinaryReader(File.OpenRead(Directory.GetFiles(folder, "events.out.tfevents.*").Single()));
        using var disposed = reader;
        var result = new List<byte[]>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var length = reader.ReadInt64();
            Assert.Equal(Masked(BitConverter.GetBytes(length)), reader.ReadUInt32());
            var data = reader.ReadBytes((int)length);
            Assert.Equal(Masked(data), reader.ReadUInt32());
            result.Add(data);
        }
        return result;
    }

    /// <summary>The fields of a message in order: number and raw content (a varint as its eight bytes).</summary>
    private static List<(int Field, byte[] Content)> Fields(byte[] message)
    {
        var at = 0;
        ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var b = message[at++];
                value |= (ulong)(b & 0x7f) << shift;
                if (b < 0x80) return value;
            }
        }
        byte[] Take(int n)
        {
            at += n;
            return message[(at - n)..at];
        }
        var result = new List<(int, byte[])>();
        while (at < message.Length)
        {
            var key = (int)Varint();
            result.Add((key >> 3, (key & 7) switch
            {
                0 => BitConverter.GetBytes(Varint()),
                1 => Take(8),
                5 => Take(4),
                _ => Take((int)Varint()),
            }));
        }
        return result;
    }

    private static (string Tag, float Value, long Step, double Time) Scalar(byte[] record)
    {
        var fields = Fields(record);
        // Step 0 is left out, as the encoding leaves out every number that is zero.
        var step = fields.Count == 3 ? BitConverter.ToInt64(fields[1].Content) : 0;
        Assert.Equal(step == 0 ? [1, 5] : [1, 2, 5], fields.Select(f => f.Field));
        var value = Fields(Assert.Single(Fields(fields[^1].Content)).Content);
        Assert.Equal([1, 2], value.Select(f => f.Field));
        return (Encoding.UTF8.GetString(value[0].Content), BitConverter.ToSingle(value[1].Content), step, BitConverter.ToDouble(fields[0].Content));
    }

    [Fact]
    public void The_checksum_is_the_published_one() => Assert.Equal(0xE3069283u, Unmasked(Masked("123456789"u8)));

    private static uint Unmasked(uint masked)
    {
        var rotated = masked - 0xa282ead8u;
        return (rotated >> 17) | (rotated << 15);
    }

    [Fact]
    public void Scalars_come_back()
    {
        var writer = utils.tensorboard.SummaryWriter(folder, "suffix");
        Assert.Equal(folder, writer.LogDir);
        writer.add_scalar("loss/train", 0.25f, 0, 1_700_000_000);
        writer.add_scalar("Genauigkeit µ", -3e-8f, 300, 1_700_000_001);
        var records = Records(folder);
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(Fields(records[0])[1].Content));
        Assert.Equal(3, Fields(records[0])[1].Field);
        Assert.Equal(("loss/train", 0.25f, 0, 1.7e9), Scalar(records[1]));
        Assert.Equal(("Genauigkeit µ", -3e-8f, 300, 1_700_000_001), Scalar(records[2]));
        Assert.EndsWith(".suffix", Directory.GetFiles(folder).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_these_bytes()
    {
        var writer = utils.tensorboard.SummaryWriter(folder);
        writer.add_scalar("a", 1f, 2, 1);
        // wall_time 1.0, step 2, summary { value { tag "a", simple_value 1.0 } }
        byte[] wanted = [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x10, 2, 0x2A, 10, 0x0A, 8, 0x0A, 1, (byte)'a', 0x15, 0, 0, 0x80, 0x3F];
        Assert.Equal(wanted, Records(folder)[1]);
    }

    [Fact]
    public void Curves_of_one_diagram_have_folders_of_their_own()
    {
        var writer = utils.tensorboard.SummaryWriter(folder);
        writer.add_scalars("loss/all", new Dictionary<string, float> { ["train"] = 1, ["test"] = 2 }, 5, 7);
        writer.add_scalars("loss/all", [("train", 3f)], 6, 8);
        Assert.Equal([("loss/all", 1f, 5L, 7.0), ("loss/all", 3f, 6L, 8.0)], Records(Path.Combine(folder, "loss", "all_train")).Skip(1).Select(Scalar));
        Assert.Equal([("loss/all", 2f, 5L, 7.0)], Records(Path.Combine(folder, "loss", "all_test")).Skip(1).Select(Scalar));
        Assert.StartsWith(folder, utils.tensorboard.SummaryWriter(folder, createRunName: true).LogDir, StringComparison.Ordinal);
    }
}
