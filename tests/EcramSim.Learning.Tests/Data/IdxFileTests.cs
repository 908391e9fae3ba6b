using System.Buffers.Binary;
using System.IO.Compression;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Learning.Tests.Data;

public sealed class IdxFileTests
{
    private const string TrainImages = "train-images-idx3-ubyte", TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte", TestLabels = "t10k-labels-idx1-ubyte";

    private static byte[] Idx(int magic, int[] sizes, ReadOnlySpan<byte> values)
    {
        var bytes = new byte[4 + 4 * sizes.Length + values.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (var d = 0; d < sizes.Length; d++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * d), sizes[d]);
        values.CopyTo(bytes.AsSpan(4 + 4 * sizes.Length));
        return bytes;
    }

    private static byte[] Images(int count) => Idx(0x803, [count, 2, 3], [.. Enumerable.Range(0, 6 * count).Select(i => (byte)(i * 51))]);
    private static byte[] Labels(int count) => Idx(0x801, [count], [.. Enumerable.Range(0, count).Select(i => (byte)i)]);

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(content);
        return packed.ToArray();
    }

    private static void WriteAll(TemporaryFolder folder, bool gzip)
    {
        foreach (var (name, content) in new[] { (TrainImages, Images(4)), (TrainLabels, Labels(4)), (TestImages, Images(2)), (TestLabels, Labels(2)) })
            folder.Write(gzip ? name + ".gz" : name, gzip ? Gzip(content) : content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_a_folder_plain_or_packed(bool gzip)
    {
        using var folder = new TemporaryFolder();
        WriteAll(folder, gzip);
        var data = ImageDataset.Load(folder.Path);
        Assert.Equal((4, 2, 2, 3), (data.Train.Count, data.Test.Count, data.Train.Height, data.Train.Width));
        Assert.Equal([0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f], data.Train[0].ToArray());
        Assert.Equal([0L, 1, 2, 3], data.Train.Labels);
        Assert.Equal([0L, 1], ImageDataset.Load(folder.Path, first: 2).Train.Labels);
        var error = Assert.Throws<InputException>(() => ImageDataset.Load(folder.Path, first: 5));
        Assert.Contains("--first: value 5 is outside the allowed range [1, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_missing_file()
    {
        using var folder = new TemporaryFolder();
        WriteAll(folder, gzip: false);
        File.Delete(Path.Combine(folder.Path, TestLabels));
        var error = Assert.Throws<InputException>(() => ImageDataset.Load(folder.Path));
        Assert.Equal($"{folder.Path}: file {TestLabels} (or {TestLabels}.gz) is missing", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(39)]
    public void Names_the_offset_where_a_file_is_truncated(int length)
    {
        using var folder = new TemporaryFolder();
        WriteAll(folder, gzip: false);
        var path = folder.Write(TrainImages, Images(4).AsSpan(0, length));
        var error = Assert.Throws<InputException>(() => ImageDataset.Load(folder.Path));
        Assert.StartsWith($"{path}: offset {length}: truncated file", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Wrong => new()
    {
        { TrainImages, [.. Images(4), 1, 2], "offset 40: 2 trailing bytes after 4×2×3 values" },
        { TrainImages, Labels(4), "offset 0: magic number 0x00000801 is not 0x00000803 (IDX images); are images and classes swapped?" },
        { TrainImages, Idx(0xD03, [4, 2, 3], new byte[24]), "offset 0: magic number 0x00000d03 is not 0x00000803 (IDX images)" },
        { TrainImages, Idx(0x803, [4, -1, 3], new byte[24]), "offset 8: size -1" },
        { TrainImages, Idx(0x803, [int.MaxValue, int.MaxValue, int.MaxValue], new byte[24]), "truncated file" },
        { TrainLabels, Labels(3), "offset 4: 3 classes, but" },
        { TrainLabels, Idx(0x801, [4], [0, 1, 10, 3]), "offset 10, row 3: class 10 is outside the allowed range [0, 9]" },
        { TestImages, Idx(0x803, [2, 3, 2], new byte[12]), "images are 3×2, those of" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Refuses_what_does_not_fit(string name, byte[] content, string expected)
    {
        using var folder = new TemporaryFolder();
        WriteAll(folder, gzip: false);
        var path = folder.Write(name, content);
        var error = Assert.Throws<InputException>(() => ImageDataset.Load(folder.Path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_damage_of_a_packed_file_goes_unseen()
    {
        var packed = Gzip(Images(4));
        var refused = 0;
        using var folder = new TemporaryFolder();
        WriteAll(folder, gzip: true);
        for (var length = 2; length < packed.Length; length++) Expect(packed.AsSpan(0, length));
        // Every byte after the ten of the header, checksum and length at the end included.
        for (var i = 10; i < packed.Length; i++)
        {
            var damaged = (byte[])packed.Clone();
            damaged[i] ^= 0x10;
            Expect(damaged);
        }
        Assert.Equal(packed.Length - 2 + packed.Length - 10, refused);

        void Expect(ReadOnlySpan<byte> content)
        {
            var path = folder.Write(TrainImages + ".gz", content);
            var error = Assert.Throws<InputException>(() => ImageDataset.Load(folder.Path));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            refused++;
        }
    }
}
