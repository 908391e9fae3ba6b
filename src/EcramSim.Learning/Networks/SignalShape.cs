namespace EcramSim.Learning.Networks;

/// <summary>What flows between two layers, without the batch: [features], [time, features] or [channels, height, width]; or tokens of a vocabulary, [time].</summary>
/// <param name="Sizes">Sizes of the dimensions.</param>
/// <param name="Vocabulary">Number of different tokens; null where signals are numbers.</param>
public sealed record SignalShape(IReadOnlyList<int> Sizes, int? Vocabulary = null)
{
    /// <summary>Number of values.</summary>
    public int Count => Sizes.Aggregate(1, (a, b) => checked(a * b));

    /// <summary>The size of one dimension.</summary>
    public int this[int dimension] => Sizes[dimension];

    /// <summary>Sizes of signals that are numbers.</summary>
    public static SignalShape Of(params int[] sizes) => new(sizes);

    /// <summary>The sizes if there are so many dimensions of numbers.</summary>
    /// <param name="dimensions">Number wanted.</param>
    /// <param name="names">What they are, for the message: "channels × height × width".</param>
    /// <exception cref="ArgumentException">Another number, or tokens.</exception>
    public IReadOnlyList<int> Require(int dimensions, string names) =>
        Sizes.Count == dimensions && Vocabulary is null ? Sizes : throw new ArgumentException($"reads {names}");

    /// <summary>"1×28×28", or "32 tokens of 28".</summary>
    public override string ToString() => Vocabulary is { } v ? FormattableString.Invariant($"{Sizes[0]} tokens of {v}") : string.Join('×', Sizes);
}
