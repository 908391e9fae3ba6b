namespace EcramSim.Crossbar.Wires;

/// <summary>Piecewise linear functions along a line: line position k lies between hats <c>Left(k)</c> and the next, and belongs to the next by <c>Share(k)</c>.</summary>
internal sealed class Hats
{
    // Hats end where strips do, so that a strip meets two of them.
    private const int Step = BlockGrid.Width;

    private readonly int _spacing;
    // Kept, because a division takes as long as the nodes of a strip.
    private readonly int[] _left;
    private readonly double[] _share;

    public Hats(int length, int most)
    {
        _spacing = Math.Max(4, ((length + most - 1) / most + Step - 1) / Step) * Step;
        Count = (length + _spacing - 1) / _spacing + 1;
        (_left, _share) = (new int[length], new double[length]);
        for (var k = 0; k < length; k++) (_left[k], _share[k]) = (k / _spacing, k % _spacing / (double)_spacing);
    }

    /// <summary>Number of hats.</summary>
    public int Count { get; }

    /// <summary>Of <see cref="Share"/> along the line.</summary>
    public double Slope => 1.0 / _spacing;

    /// <summary>The hat before position <paramref name="k"/>.</summary>
    public int Left(int k) => _left[k];

    /// <summary>The value there of the hat behind it; that of the one before is 1 less this.</summary>
    public double Share(int k) => _share[k];

    /// <summary>Value of hat <paramref name="hat"/> at position <paramref name="k"/>.</summary>
    public double Value(int hat, int k) => hat == Left(k) ? 1 - Share(k) : hat == Left(k) + 1 ? Share(k) : 0;
}
