namespace EcramSim.Threading;

/// <summary>
/// Threads that help the one that computes. They stay awake for a moment after each loop, since the next one of a training
/// step comes soon, and waking a thread takes longer than most of these loops. One thread at a time has the team; another one
/// that asks meanwhile works alone, as trainings side by side should.
/// </summary>
internal static class Team
{
    /// <summary>Work in µs that is worth handing over to a helper who is awake, and worth waking one.</summary>
    private const long ShortestPart = 3, WorthWaking = 80;

    private static readonly List<TeamMember> Members = [];
    // The loop in which help is wanted, in cache lines of its own: helpers look at it all the time.
    private static readonly SharedLoop?[] Board = new SharedLoop?[33];
    private static readonly int Place = Board.Length / 2;
    private static int taken;
    private static long missed;

    /// <summary>
    /// Runs <paramref name="body"/>(from, to) over [0, n) in parts that start at multiples of <paramref name="grain"/>; all of it here and at once where
    /// that is as fast. <paramref name="microseconds"/> is about what the work takes on one thread. At most <paramref name="each"/> parts are formed for
    /// each of <paramref name="threads"/>: more than one, so that whoever is done first takes more, unless every part has to prepare something.
    /// </summary>
    internal static void For(long n, long grain, long microseconds, int threads, int each, Action<long, long> body)
    {
        var parts = Math.Min(Math.Min(microseconds / ShortestPart, threads == 1 ? 1 : (long)each * threads), (n + grain - 1) / grain);
        if (parts <= 1 || !Run(new SharedLoop(n, grain, (int)parts, threads, body), threads, microseconds)) body(0, n);
    }

    /// <summary>Runs the loop on this thread and helpers; false if there is no helper at hand.</summary>
    private static bool Run(SharedLoop loop, int threads, long microseconds)
    {
        if (Interlocked.CompareExchange(ref taken, 1, 0) != 0) return false;
        try
        {
            var wanted = Math.Min(threads, loop.Parts) - 1;
            while (Members.Count < wanted) Members.Add(new TeamMember(Members.Count + 1, Board));
            var (ready, asleep) = (false, false);
            for (var k = 0; k < wanted; k++)
            {
                ready |= Members[k].Ready;
                asleep |= Members[k].Sleeps;
            }
            // Many short loops are worth a helper as one long one is.
            var wakes = asleep && (missed += microseconds) >= WorthWaking;
            if (!ready && !wakes) return false;
            Interlocked.Exchange(ref Board[Place], loop);
            if (wakes)
            {
                missed = 0;
                for (var k = 0; k < wanted; k++) Members[k].Wake();
            }
            loop.Work(0);
            loop.Finish();
            return true;
        }
        finally
        {
            Volatile.Write(ref Board[Place], null);
            Volatile.Write(ref taken, 0);
        }
    }
}
