using System.Buffers.Binary;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Data;

/// <summary>
/// The IDX form in which MNIST and its relatives come: magic number (0x00000803 for images, 0x00000801 for classes), one
/// big-endian 32-bit size per dimension, then one byte per value; plain or packed with gzip. Offsets in messages count bytes of the unpacked content.
/// </summary>
public static class IdxFile
{
    private const int LabelMagic = 0x0801;
    private const int ImageMagic = 0x0803;
    private const int ClassCount = 10;

    /// <summary>Reads a file of images and the file of their classes.</summary>
    /// <param name="imageFile">The images.</param>
    /// <param name="labelFile">Their classes, 0–9.</param>
    /// <param name="first">Keep only this many; the whole files are checked all the same.</param>
    /// <exception cref="InputException">Wrong magic number, truncated, trailing bytes, counts that differ, a class out of range.</exception>
    public static LabelledImages Read(string imageFile, string labelFile, int? first = null)
    {
        var (pixels, imageSizes) = Content(imageFile, ImageMagic, 3);
        var (classes, labelSizes) = Content(labelFile, LabelMagic, 1);
        var count = imageSizes[0];
        if (labelSizes[0] != count)
            throw new InputException($"{labelFile}: offset 4: {labelSizes[0]} classes, but {imageFile} holds {count} images");
        for (var i = 0; i < count; i++)
            if (classes[i] >= ClassCount)
                throw new InputException($"{labelFile}: offset {8 + i}, row {i + 1}: class {classes[i]} is outside the allowed range [0, {ClassCount - 1}]");
        if (first is < 1 || first > count)
            throw new InputException($"--first: value {first} is outside the allowed range [1, {count}] of {imageFile}");
        var kept = first ?? count;
        var features = new float[kept * imageSizes[1] * imageSizes[2]];
        for (var i = 0; i < features.Length; i++) features[i] = pixels[i] / 255f;
        var labels = new long[kept];
        for (var i = 0; i < kept; i++) labels[i] = classes[i];
        return new LabelledImages(imageFile, features, labels, imageSizes[1], imageSizes[2], ClassCount);
    }

    private static (ArraySegment<byte> Values, int[] Sizes) Content(string path, int magic, int dimensions)
    {
        var bytes = PackedFile.Read(path);
        var header = 4 + 4 * dimensions;
        if (bytes.Length < 4) throw Truncated();
        var found = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (found != magic)
            throw new InputException($"{path}: offset 0: magic number 0x{found:x8} is not 0x{magic:x8} ({(dimensions == 3 ? "IDX images" : "IDX classes")}){(found is ImageMagic or LabelMagic ? "; are images and classes swapped?" : "")}");
        if (bytes.Length < header) throw Truncated();
        var sizes = new int[dimensions];
        long expected = header, values = 1;
        for (var d = 0; d < dimensions; d++)
        {
            sizes[d] = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 + 4 * d));
            if (sizes[d] < 1)
                throw new InputException($"{path}: offset {4 + 4 * d}: size {sizes[d]} is outside the allowed range [1, {int.MaxValue}]");
            values = Math.Min(values * sizes[d], long.MaxValue / int.MaxValue);
        }
        expected += values;
        var shape = string.Join("×", sizes);
        if (bytes.Length < expected)
            throw new InputException($"{path}: offset {bytes.Length}: truncated file: {bytes.Length} bytes of the {expected} that {shape} values need");
        if (bytes.Length > expected)
            throw new InputException($"{path}: offset {expected}: {bytes.Length - expected} trailing bytes after {shape} values");
        return (new ArraySegment<byte>(bytes, header, bytes.Length - header), sizes);

        InputException Truncated() => new($"{path}: offset {bytes.Length}: truncated file: {bytes.Length} bytes are less than the header of {header}");
    }
}
