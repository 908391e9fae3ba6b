using System.Runtime.ExceptionServices;

namespace EcramSim.Threading;

/// <summary>
/// One loop in parts that several threads take one after the other. Whoever comes late finds nothing left; so the thread
/// that started the loop never waits for a helper that has not begun.
/// </summary>
internal sealed class SharedLoop(long n, long grain, int parts, int threads, Action<long, long> body)
{
    private readonly int[] taken = new int[parts];
    private int done;
    private ExceptionDispatchInfo? failure;

    internal int Parts => parts;

    internal bool Finished => Volatile.Read(ref done) == parts;

    /// <summary>Takes parts until none is left: a thread begins with the same ones in every loop, whose data its caches may still hold, and then helps the others.</summary>
    /// <param name="thread">Its number; 0 started the loop.</param>
    internal void Work(int thread)
    {
        var blocks = (n + grain - 1) / grain;
        var first = thread % threads * parts / threads;
        for (var k = 0; k < parts; k++)
        {
            var part = (first + k) % parts;
            if (Interlocked.Exchange(ref taken[part], 1) != 0) continue;
            try
            {
                long from = blocks * part / parts * grain, to = Math.Min(n, blocks * (part + 1) / parts * grain);
                if (from < to) body(from, to);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
            Interlocked.Increment(ref done);
        }
    }

    /// <summary>Waits for the parts that others took, and throws what a part has thrown.</summary>
    internal void Finish()
    {
        var spin = new SpinWait();
        while (!Finished) spin.SpinOnce(sleep1Threshold: -1);
        failure?.Throw();
    }
}
