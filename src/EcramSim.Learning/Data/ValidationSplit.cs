using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.Data;

/// <summary>
/// The training set in two parts: what the network learns from, and what learning rate and stopping may look at.
/// Fixed by the seed alone, so that every device with one seed sees the same parts.
/// </summary>
/// <param name="Train">What the network learns from.</param>
/// <param name="Validation">What is held out; empty for a fraction of 0.</param>
public sealed record ValidationSplit(LabelledImages Train, LabelledImages Validation)
{
    /// <summary>The share of the training set that is held out unless told otherwise.</summary>
    public const double DefaultFraction = 0.15;

    /// <summary>Holds out round(<paramref name="fraction"/>·count) images, drawn by the stream (seed, "split").</summary>
    /// <exception cref="InputException">A fraction outside [0, 0.9], or too few images to learn from.</exception>
    public static ValidationSplit Of(LabelledImages images, ulong seed, double fraction = DefaultFraction)
    {
        if (!(fraction >= 0 && fraction <= 0.9))
            throw new InputException(FormattableString.Invariant($"validation fraction: value {fraction} is outside the allowed range [0, 0.9]"));
        var held = (int)Math.Round(fraction * images.Count, MidpointRounding.AwayFromZero);
        if (held >= images.Count)
            throw new InputException($"{images.Name}: {images.Count} images are too few to hold out {held} for validation");
        var order = new RandomStream(seed, "split").Permutation(images.Count);
        // Kept in the order of the file, so that what is trained on first depends on the shuffle alone.
        var validation = order[..held];
        var train = order[held..];
        Array.Sort(validation);
        Array.Sort(train);
        return new ValidationSplit(images.Take(train, $"{images.Name}, training part"), images.Take(validation, $"{images.Name}, validation part"));
    }
}
