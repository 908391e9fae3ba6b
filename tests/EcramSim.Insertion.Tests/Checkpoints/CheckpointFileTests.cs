using System.Buffers.Binary;
using System.Text;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ecram-checkpoint-").FullName;

    private string File1 => Path.Combine(_folder, "a.checkpoint");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Checkpoint Sample(string moment) => new("owner", moment, new Dictionary<string, StatePart>
    {
        ["weights"] = new("Single", 3, [.. Enumerable.Range(0, 12).Select(i => (byte)(7 * i))]), ["nothing"] = new("Single", 0, []), ["step"] = new("Int64", 1, [1, 2, 3, 4, 5, 6, 7, 8]),
    });

    [Fact]
    public void What_is_written_is_read_and_the_one_before_is_kept()
    {
        foreach (var moment in new[] { "first", "second", "third" }) CheckpointFile.Write(File1, Sample(moment));
        var read = CheckpointFile.Read(File1);
        Assert.Equal(("owner", "third"), (read.Owner, read.Moment));
        Assert.Equal(["nothing", "step", "weights"], read.Parts.Keys.Order());
        Assert.Equal(Sample("").Parts["weights"].Bytes, read.Parts["weights"].Bytes);
        Assert.Equal("second", CheckpointFile.Read(CheckpointFile.Previous(File1)).Moment);
        Assert.Equal(["a.checkpoint", "a.checkpoint.previous"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    /// <summary>The form byte by byte, against a file put together by hand: the checksum of "123456789" is e3069283 in every description of CRC-32C.</summary>
    [Fact]
    public void The_form_is_the_described_one()
    {
        var table = Encoding.UTF8.GetBytes("""{"Owner":"o","Moment":"m","Parts":[{"Name":"p","Type":"Byte","Count":9,"Bytes":9,"Crc":3808858755}]}""");
        var header = new byte[20];
        "ECRAMCPT"u8.CopyTo(header);
        header[8] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), table.Length);
        // CRC-32C bit by bit.
        var crc = uint.MaxValue;
        foreach (var b in table)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78u);
        }
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), ~crc);
        File.WriteAllBytes(File1, [.. header, .. table, .. "123456789"u8]);
        Assert.Equal("123456789"u8, CheckpointFile.Read(File1).Parts["p"].Bytes);
    }

    [Fact]
    public void Every_changed_bit_and_every_cut_is_found()
    {
        CheckpointFile.Write(File1, Sample("now"));
        var whole = File.ReadAllBytes(File1);
        var random = new RandomStream(1, "damage");
        for (var bit = 0; bit < 8 * whole.Length; bit += 1 + random.NextInt32(19))
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Refused(damaged, "");
        }
        for (var length = 0; length < whole.Length; length += 1 + random.NextInt32(19)) Refused(whole[..length], "truncated");
        Refused([.. whole, 0], "where");
    }

    [Fact]
    public void The_reason_names_part_and_checksums()
    {
        CheckpointFile.Write(File1, Sample("now"));
        var whole = File.ReadAllBytes(File1);
        var last = (byte[])whole.Clone();
        last[^1] ^= 1;
        Assert.Matches(@"a\.checkpoint: damaged: part 'step' \(bytes \d+ to \d+\): checksum [0-9a-f]{8} expected, [0-9a-f]{8} found", Refused(last, ""));
        Assert.Matches(@"truncated: \d+ bytes of \d+; it ends within part 'step'", Refused(whole[..^1], ""));
        var newer = (byte[])whole.Clone();
        newer[8] = 2;
        Refused(newer, "version 2 of the form; this program reads version 1");
        var other = (byte[])whole.Clone();
        other[0] = (byte)'X';
        Refused(other, "is not a checkpoint");
        Assert.Contains("cannot be read", Assert.Throws<InputException>(() => CheckpointFile.Read(Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);
    }

    private string Refused(byte[] bytes, string word)
    {
        File.WriteAllBytes(File1, bytes);
        var message = Assert.Throws<InputException>(() => CheckpointFile.Read(File1)).Message;
        Assert.Contains(word, message, StringComparison.Ordinal);
        return message;
    }
}
