using System.Runtime.InteropServices;

namespace EcramSim.Threading;

/// <summary>
/// Keeps a helper off the processor of the thread that it helps. A system may wake it there, to save the other processors the trouble, and then it waits behind the very thread that waits for it;
/// some virtual machines do so. Linux alone; elsewhere, and where the system refuses, the system's choice stands.
/// </summary>
internal sealed partial class Placement
{
    private const int Words = 16;

    private readonly int thread;
    private readonly ulong[] allowed = new ulong[Words];
    private readonly bool works;

    /// <summary>The processor that the helper keeps off; negative at first.</summary>
    internal int Avoided { get; private set; } = -1;

    /// <summary>The processor that the calling thread is on.</summary>
    internal static int Here => Processor();

    /// <summary>For the thread that calls: the helper.</summary>
    internal Placement()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            thread = ThreadId();
            works = Affinity(0, sizeof(ulong) * Words, allowed) >= 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    /// <summary>Lets the helper run anywhere but where the calling thread is now.</summary>
    internal void AwayFromHere()
    {
        if (!works) return;
        var here = Here;
        if (here == Avoided || here < 0 || here >= 64 * Words) return;
        Avoided = here;
        ulong[] others = [.. allowed];
        others[here / 64] &= ~(1UL << (here % 64));
        // A process that may use one processor only has no other place.
        if (others.Any(word => word != 0)) _ = SetAffinity(thread, sizeof(ulong) * Words, others);
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int ThreadId();

    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    private static partial int Processor();

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int Affinity(int thread, nint size, [In, Out] ulong[] mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, ulong[] mask);
}
