namespace TorchSharp;

/// <summary>Whether this thread records operations; set for the life of a guard.</summary>
internal static class GradMode
{
    [ThreadStatic] private static bool off;

    internal static bool Enabled => !off;

    internal static IDisposable Set(bool enabled)
    {
        var guard = new Guard(off);
        off = !enabled;
        return guard;
    }

    /// <summary>Without an allocation: returns the previous state for <see cref="Restore"/>.</summary>
    internal static bool SwitchOff()
    {
        var before = off;
        off = true;
        return before;
    }

    internal static void Restore(bool before) => off = before;

    private sealed class Guard(bool before) : IDisposable
    {
        private bool done;

        public void Dispose()
        {
            if (done) return;
            done = true;
            off = before;
        }
    }
}
