namespace TorchSharp.Kernels;

/// <summary>Splits loops whose parts do not depend on each other; results never depend on the number of parts.</summary>
internal static class Threads
{
    /// <summary>What a sleeping helper must be worth: waking one takes as long as this many pieces (some 10 µs each) take.</summary>
    private const long WorthWaking = 8;

    internal static int Count { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Runs <paramref name="body"/>(from, to) over [0, n) in pieces that start at multiples of <paramref name="grain"/>. <paramref name="pieces"/>
    /// says how many pieces of some 10 µs the work makes. At most <paramref name="each"/> times <see cref="Count"/> parts are formed: more than
    /// one for each thread, so that whoever is done first takes more, unless every part has to prepare something of its own.
    /// </summary>
    internal static void For(long n, long grain, long pieces, Action<long, long> body, int each = 2)
    {
        var parts = Math.Min(Math.Min(pieces, Count == 1 ? 1 : each * Count), (n + grain - 1) / grain);
        if (parts <= 1 || !Team.Run(new SharedLoop(n, grain, parts, body), Count, pieces >= WorthWaking)) body(0, n);
    }
}
