using EcramSim.Threading;

namespace TorchSharp.Kernels;

/// <summary>Splits loops whose parts do not depend on each other; results never depend on the number of parts.</summary>
internal static class Threads
{
    internal static int Count { get; set; } = Environment.ProcessorCount;

    /// <summary><see cref="Team.For"/> on <see cref="Count"/> threads; <paramref name="pieces"/> counts pieces of work of some 10 µs.</summary>
    internal static void For(long n, long grain, long pieces, Action<long, long> body, int each = 2) => Team.For(n, grain, 10 * pieces, Count, each, body);
}
