using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Data;

/// <summary>The binary form of CIFAR-10: records of one class byte and 3072 colour bytes, the red, green and blue plane of 32×32 after each other, row by row.</summary>
public static class CifarFile
{
    private const int Side = 32, Channels = 3, Record = 1 + Channels * Side * Side, ClassCount = 10;

    /// <summary>The file of the test images.</summary>
    public const string Test = "test_batch.bin";

    /// <summary>The files of the training images, in order.</summary>
    public static IReadOnlyList<string> Train { get; } = [.. Enumerable.Range(1, 5).Select(k => FormattableString.Invariant($"data_batch_{k}.bin"))];

    /// <summary>All files.</summary>
    public static IReadOnlyList<string> Names => [.. Train, Test];

    /// <summary>Reads the images of several files, one after the other.</summary>
    /// <param name="files">The files.</param>
    /// <param name="first">Keep only this many; the whole files are checked all the same.</param>
    /// <exception cref="InputException">Missing, cut within a record, a class out of range.</exception>
    public static LabelledImages Read(IReadOnlyList<string> files, int? first = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        byte[][] all = [.. files.Select(Content)];
        var count = all.Sum(b => b.Length / Record);
        if (first is < 1 || first > count) throw new InputException($"--first: value {first} is outside the allowed range [1, {count}] of {Path.GetDirectoryName(files[0])}");
        var kept = first ?? count;
        var (features, labels, image) = (new float[kept * (Record - 1)], new long[kept], 0);
        foreach (var bytes in all)
            for (var at = 0; at < bytes.Length && image < kept; at += Record, image++)
            {
                labels[image] = bytes[at];
                for (var k = 0; k < Record - 1; k++) features[image * (Record - 1) + k] = bytes[at + 1 + k] / 255f;
            }
        return new LabelledImages(files[0], features, labels, Side, Side, ClassCount) { Channels = Channels };
    }

    private static byte[] Content(string path)
    {
        if (!File.Exists(path)) throw new InputException($"{Path.GetDirectoryName(path)}: file {Path.GetFileName(path)} is missing");
        var bytes = PackedFile.Read(path);
        if (bytes.Length == 0) throw new InputException($"{path}: the file is empty");
        if (bytes.Length % Record != 0)
            throw new InputException($"{path}: offset {bytes.Length / Record * Record}: {bytes.Length} bytes are not a whole number of records of {Record}; record {bytes.Length / Record + 1} is cut");
        for (var at = 0; at < bytes.Length; at += Record)
            if (bytes[at] >= ClassCount) throw new InputException($"{path}: offset {at}, record {at / Record + 1}: class {bytes[at]} is outside the allowed range [0, {ClassCount - 1}]");
        return bytes;
    }
}
