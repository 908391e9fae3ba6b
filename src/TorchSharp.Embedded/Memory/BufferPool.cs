namespace TorchSharp;

/// <summary>
/// Pinned byte buffers, reused per thread. A training step creates the same few dozen sizes again and again;
/// taking them from here costs a handful of nanoseconds instead of a collection.
/// Buffers that are never returned are simply collected.
/// </summary>
internal static class BufferPool
{
    internal const int Alignment = 64;
    private const int SmallestLog2 = 7;
    private const int Classes = 4 * 30;
    private const long KeptBytesPerThread = 256L << 20;

    [ThreadStatic] private static Shelf? shelf;

    internal static byte[] Rent(long bytes, out int sizeClass)
    {
        sizeClass = ClassOf(bytes, out var capacity);
        var own = shelf ??= new Shelf();
        var stack = own.Stacks[sizeClass];
        if (stack is { Count: > 0 })
        {
            own.Kept -= capacity;
            return stack.Pop();
        }
        return GC.AllocateUninitializedArray<byte>(checked((int)(capacity + Alignment)), pinned: true);
    }

    internal static void Return(byte[] buffer, int sizeClass)
    {
        var own = shelf ??= new Shelf();
        if (own.Kept + buffer.Length > KeptBytesPerThread) return;
        own.Kept += buffer.Length - Alignment;
        (own.Stacks[sizeClass] ??= new Stack<byte[]>()).Push(buffer);
    }

    /// <summary>Four classes per octave: at most a quarter of a buffer is unused.</summary>
    private static int ClassOf(long bytes, out long capacity)
    {
        if (bytes <= 1L << SmallestLog2)
        {
            capacity = 1L << SmallestLog2;
            return 0;
        }
        var octave = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(bytes - 1));
        var quarter = 1L << (octave - 2);
        var steps = (bytes - (1L << octave) + quarter - 1) / quarter;
        capacity = (1L << octave) + steps * quarter;
        return (octave - SmallestLog2) * 4 + (int)steps;
    }

    private sealed class Shelf
    {
        internal readonly Stack<byte[]>?[] Stacks = new Stack<byte[]>?[Classes];
        internal long Kept;
    }
}
