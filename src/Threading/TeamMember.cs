using System.Diagnostics;

namespace EcramSim.Threading;

/// <summary>A thread that joins in whatever loop it is shown, and falls asleep when none comes for a moment.</summary>
internal sealed class TeamMember
{
    private static readonly long Patience = Stopwatch.Frequency / 10000;

    private readonly object bed = new();
    private readonly int number;
    private readonly SharedLoop?[] board;
    private volatile bool sleeps;
    // What is written or looked at all the time has its cache lines to itself, or everything that happens to lie beside it would be slow.
    private readonly int[] beat = new int[65];
    private const int Beat = 32;
    private int seen;
    private volatile Placement? placement;

    /// <param name="number">Its number, from 1 on: which parts of a loop it prefers.</param>
    /// <param name="board">Holds in its middle the loop in which help is wanted, or null; a new instance for every loop.</param>
    internal TeamMember(int number, SharedLoop?[] board)
    {
        (this.number, this.board) = (number, board);
        new Thread(Serve) { IsBackground = true, Name = "helper in loops" }.Start();
    }

    internal bool Sleeps => sleeps;

    /// <summary>
    /// Whether it has looked around since it was last asked: then it has a processor of its own. Beside other work the system may leave it on the
    /// caller's for long, where it would help nobody.
    /// </summary>
    internal bool Ready
    {
        get
        {
            var before = seen;
            seen = Volatile.Read(ref beat[Beat]);
            if (sleeps) return false;
            if (seen == before) placement?.AwayFromHere();
            return seen != before;
        }
    }

    /// <summary>To be called after the loop is shown.</summary>
    internal void Wake()
    {
        if (!sleeps) return;
        placement?.AwayFromHere();
        lock (bed)
        {
            sleeps = false;
            Monitor.Pulse(bed);
        }
    }

    private SharedLoop? Shown => Volatile.Read(ref board[board.Length / 2]);

    private void Serve()
    {
        placement = new Placement();
        SharedLoop? last = null;
        while (true)
        {
            if (Shown is { } loop && loop != last)
            {
                loop.Work(number);
                Volatile.Write(ref beat[Beat], beat[Beat] + 1);
                last = loop;
            }
            else if (!Comes(last)) Sleep(last);
        }
    }

    private bool Comes(SharedLoop? last)
    {
        // Nothing but these two places is touched while it looks around.
        ref var place = ref board[board.Length / 2];
        ref var pulse = ref beat[Beat];
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() - start < Patience)
        {
            for (var k = 0; k < 64; k++)
            {
                Volatile.Write(ref pulse, pulse + 1);
                if (Volatile.Read(ref place) is { } loop && loop != last) return true;
                Thread.SpinWait(1);
            }
            Thread.Yield();
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
            if (Shown is { } loop && loop != last) sleeps = false;
            while (sleeps) Monitor.Wait(bed);
        }
    }
}
