using System.Runtime.ExceptionServices;

namespace TorchSharp.Kernels;

/// <summary>
/// One loop in parts that several threads take one after the other. Whoever comes late finds nothing left; so the thread
/// that started the loop never waits for a helper that has not begun.
/// </summary>
internal sealed class SharedLoop(long n, long grain, long parts, Action<long, long> body)
{
    private long next, done;
    private ExceptionDispatchInfo? failure;

    internal long Parts => parts;

    internal bool Finished => Volatile.Read(ref done) == parts;

    /// <summary>Takes parts until none is left.</summary>
    internal void Work()
    {
        var blocks = (n + grain - 1) / grain;
        for (var part = Interlocked.Increment(ref next) - 1; part < parts; part = Interlocked.Increment(ref next) - 1)
        {
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
