namespace TorchSharp.Kernels;

/// <summary>
/// Helpers of the thread that computes. They stay awake for a moment after each loop, since the next one of a training
/// step comes soon, and waking a thread takes longer than most of these loops. One thread at a time has the team; another one
/// that asks meanwhile works alone, as trainings side by side should.
/// </summary>
internal static class Team
{
    private static readonly List<Helper> Helpers = [];
    private static SharedLoop? current;
    private static int taken;

    /// <summary>Runs the loop on this thread and helpers; false if the team is busy or, where <paramref name="wake"/> forbids to wake it, asleep.</summary>
    internal static bool Run(SharedLoop loop, int threads, bool wake)
    {
        if (Interlocked.CompareExchange(ref taken, 1, 0) != 0) return false;
        try
        {
            var wanted = (int)Math.Min(threads, loop.Parts) - 1;
            while (Helpers.Count < wanted) Helpers.Add(new Helper(() => Volatile.Read(ref current)));
            var helped = false;
            for (var k = 0; k < wanted; k++) helped |= Helpers[k].Ready || (wake && Helpers[k].Sleeps);
            if (!helped) return false;
            Interlocked.Exchange(ref current, loop);
            if (wake)
                for (var k = 0; k < wanted; k++) Helpers[k].Wake();
            loop.Work();
            loop.Finish();
            return true;
        }
        finally
        {
            Volatile.Write(ref current, null);
            Volatile.Write(ref taken, 0);
        }
    }
}
