namespace TorchSharp.Kernels;

/// <summary>Splits loops whose parts do not depend on each other; results never depend on the number of parts.</summary>
internal static class Threads
{
    internal static int Count { get; set; } = Environment.ProcessorCount;

    /// <summary>Runs <paramref name="body"/>(from, to) over [0, n) in pieces that start at multiples of <paramref name="grain"/>.</summary>
    internal static void For(long n, long grain, long pieces, Action<long, long> body)
    {
        pieces = Math.Min(Math.Min(pieces, Count), (n + grain - 1) / grain);
        if (pieces <= 1)
        {
            body(0, n);
            return;
        }
        var blocks = (n + grain - 1) / grain;
        Parallel.For(0, (int)pieces, new ParallelOptions { MaxDegreeOfParallelism = (int)pieces }, part =>
        {
            var from = blocks * part / pieces * grain;
            var to = Math.Min(n, blocks * (part + 1) / pieces * grain);
            if (from < to) body(from, to);
        });
    }
}
