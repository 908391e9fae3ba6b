namespace ScottPlot.Tests.Gallery;

/// <summary>The "minimal standard" generator of Park and Miller (1988): the same numbers on every machine.</summary>
internal sealed class Lehmer(long seed)
{
    private long state = seed;

    /// <summary>The next number between 0 and 1.</summary>
    internal double Next() => (state = state * 48271 % 2147483647) / 2147483647.0;
}
