using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Learning.Tests.Data;

public sealed class CifarFileTests
{
    private const int Record = 3073;

    // Image k of class k: red plane k, green plane k + 1, blue plane ends in 255.
    private static byte[] Batch(int first, int count) =>
        [.. Enumerable.Range(first, count).SelectMany(k => new byte[] { (byte)(k % 10) }.Concat(Enumerable.Repeat((byte)k, 1024)).Concat(Enumerable.Repeat((byte)(k + 1), 1024)).Concat(Enumerable.Repeat((byte)255, 1024)))];

    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        for (var b = 0; b < 5; b++) folder.Write($"data_batch_{b + 1}.bin", Batch(3 * b, 3));
        folder.Write("test_batch.bin", Batch(20, 2));
        return folder;
    }

    [Fact]
    public void A_folder_of_batches_is_a_data_set_of_colour_images()
    {
        using var folder = Folder();
        var data = ImageDataset.Load(folder.Path);
        Assert.Equal((15, 2, 32, 32, 3, 3072, 10), (data.Train.Count, data.Test.Count, data.Train.Height, data.Train.Width, data.Train.Channels, data.Train.Pixels, data.Train.Classes));
        Assert.Equal(Enumerable.Range(0, 15).Select(k => (long)(k % 10)), data.Train.Labels);
        // Red, green and blue plane after each other.
        Assert.Equal([4 / 255f, 5 / 255f, 1f], [data.Train[4][0], data.Train[4][1024], data.Train[4][3071]]);
        Assert.Equal(4, ImageDataset.Load(folder.Path, first: 4).Train.Count);
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_place()
    {
        using var folder = Folder();
        string Message() => Assert.Throws<InputException>(() => ImageDataset.Load(folder.Path)).Message;
        folder.Write("data_batch_3.bin", Batch(0, 3).AsSpan(..^1));
        Assert.Contains($"data_batch_3.bin: offset {2 * Record}: {3 * Record - 1} bytes are not a whole number of records of 3073; record 3 is cut", Message(), StringComparison.Ordinal);
        var wrong = Batch(0, 3);
        wrong[Record] = 10;
        folder.Write("data_batch_3.bin", wrong);
        Assert.Contains($"data_batch_3.bin: offset {Record}, record 2: class 10 is outside the allowed range [0, 9]", Message(), StringComparison.Ordinal);
        folder.Write("data_batch_3.bin", []);
        Assert.Contains("data_batch_3.bin: the file is empty", Message(), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder.Path, "data_batch_3.bin"));
        Assert.Contains("file data_batch_3.bin is missing", Message(), StringComparison.Ordinal);
    }
}
