using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Data;

/// <summary>Images with their classes. Shared between trainings that run side by side, so nobody writes into it.</summary>
/// <param name="Name">Where they come from, for messages: a file or "digits, validation".</param>
/// <param name="Features">Grey or colour values in [0, 1], columns of a table scaled to it; one image after the other, row by row: <see cref="Count"/> × <see cref="Pixels"/>.</param>
/// <param name="Labels">Class of each image, 0 … <paramref name="Classes"/> − 1.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Classes">Number of classes.</param>
public sealed record LabelledImages(string Name, float[] Features, long[] Labels, int Height, int Width, int Classes)
{
    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>Colours: planes of an image, one after the other; 1 for grey values and tables.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Values per image.</summary>
    public int Pixels => Channels * Height * Width;

    /// <summary>The grey values of one image.</summary>
    public ReadOnlySpan<float> this[int image] => Features.AsSpan(image * Pixels, Pixels);

    /// <summary>The first <paramref name="count"/> images.</summary>
    /// <exception cref="InputException">Fewer than one, or more than there are.</exception>
    public LabelledImages First(int count) =>
        count >= 1 && count <= Count
            ? this with { Features = Features[..(count * Pixels)], Labels = Labels[..count] }
            : throw new InputException($"--first: value {count} is outside the allowed range [1, {Count}] of {Name}");

    /// <summary>The images with these numbers, in this order.</summary>
    public LabelledImages Take(ReadOnlySpan<int> images, string name)
    {
        var features = new float[images.Length * Pixels];
        var labels = new long[images.Length];
        for (var i = 0; i < images.Length; i++)
        {
            this[images[i]].CopyTo(features.AsSpan(i * Pixels));
            labels[i] = Labels[images[i]];
        }
        return this with { Name = name, Features = features, Labels = labels };
    }
}
