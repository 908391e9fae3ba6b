using System.Diagnostics;

namespace TorchSharp.Kernels;

/// <summary>A thread that joins in whatever loop it is shown, and falls asleep when none comes for a moment.</summary>
internal sealed class Helper
{
    private static readonly long Patience = Stopwatch.Frequency / 10000;

    private readonly object bed = new();
    private readonly Func<SharedLoop?> shown;
    private volatile bool sleeps;
    private volatile int processor = -1;

    /// <param name="shown">The loop in which help is wanted, or null; a new instance for every loop.</param>
    internal Helper(Func<SharedLoop?> shown)
    {
        this.shown = shown;
        new Thread(Serve) { IsBackground = true, Name = "TorchSharp.Embedded helper" }.Start();
    }

    internal bool Sleeps => sleeps;

    /// <summary>Whether it was last seen awake on a processor of its own; beside other work the system may leave it on the caller's for long.</summary>
    internal bool Ready => !sleeps && processor != Thread.GetCurrentProcessorId();

    /// <summary>To be called after the loop is shown.</summary>
    internal void Wake()
    {
        if (!sleeps) return;
        lock (bed)
        {
            sleeps = false;
            Monitor.Pulse(bed);
        }
    }

    private void Serve()
    {
        SharedLoop? last = null;
        while (true)
        {
            if (shown() is { } loop && loop != last)
            {
                loop.Work();
                last = loop;
            }
            else if (!Comes(last)) Sleep(last);
        }
    }

    private bool Comes(SharedLoop? last)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() - start < Patience)
        {
            for (var k = 0; k < 16; k++)
            {
                if (shown() is { } loop && loop != last) return true;
                Thread.SpinWait(4);
            }
            Thread.Yield();
            processor = Thread.GetCurrentProcessorId();
        }
        return false;
    }

    private void Sleep(SharedLoop? last)
    {
        lock (bed)
        {
            sleeps = true;
            // A loop shown before this mark was up was not followed by a call.
            Interlocked.MemoryBarrier();
            if (shown() is { } loop && loop != last) sleeps = false;
            while (sleeps) Monitor.Wait(bed);
        }
    }
}
