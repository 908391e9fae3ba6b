using System.Runtime.CompilerServices;

namespace TorchSharp;

/// <summary>
/// The bytes behind one or more tensors, aligned to 64, counted by their owners, with the version counter that
/// every in-place operation raises and every saved tensor checks.
/// </summary>
internal sealed unsafe class TensorStorage
{
    private byte[]? buffer;
    private readonly int sizeClass;
    private int owners = 1;

    internal TensorStorage(long bytes)
    {
        buffer = BufferPool.Rent(bytes, out sizeClass);
        var start = (nint)Unsafe.AsPointer(ref buffer[0]);
        Data = (byte*)((start + BufferPool.Alignment - 1) & ~(nint)(BufferPool.Alignment - 1));
        Bytes = bytes;
    }

    internal byte* Data { get; private set; }

    internal long Bytes { get; }

    /// <summary>A span that keeps the buffer alive by itself.</summary>
    internal Span<byte> Span(long offset, long count)
    {
        var own = buffer!;
        var start = (nint)Unsafe.AsPointer(ref own[0]);
        return own.AsSpan(checked((int)(Data - (byte*)start + offset)), checked((int)count));
    }

    internal int Version;

    internal int Owners => Volatile.Read(ref owners);

    internal void AddOwner() => Interlocked.Increment(ref owners);

    internal void Release()
    {
        if (Interlocked.Decrement(ref owners) != 0) return;
        var free = buffer;
        buffer = null;
        Data = null;
        if (free != null) BufferPool.Return(free, sizeClass);
    }
}
