using System.Runtime.CompilerServices;

namespace TorchSharp;

/// <summary>
/// The bytes behind one or more tensors, aligned to 64, counted by their owners, with the version counter that
/// every in-place operation raises and every saved tensor checks.
/// </summary>
internal sealed unsafe class TensorStorage
{
    private byte[]? buffer;
    private byte* data;
    private volatile bool clears;
    private readonly int sizeClass;
    private int owners = 1;

    internal TensorStorage(long bytes)
    {
        Bytes = bytes;
        Rent(out sizeClass);
    }

    private void Rent(out int sizeClass)
    {
        buffer = BufferPool.Rent(Bytes, out sizeClass);
        var start = (nint)Unsafe.AsPointer(ref buffer[0]);
        data = (byte*)((start + BufferPool.Alignment - 1) & ~(nint)(BufferPool.Alignment - 1));
    }

    internal byte* Data
    {
        get
        {
            if (clears) Clear();
            return data;
        }
    }

    /// <summary>Whether all bytes are zero by promise only: nobody has looked at them since <see cref="ClearLater"/>.</summary>
    internal bool ClearsLater => clears;

    /// <summary>
    /// All bytes are zero from now on, written when somebody looks. Until then the buffer is free for others: the
    /// next gradient is computed in it, and takes the cleared one's place without a byte written twice.
    /// </summary>
    internal void ClearLater()
    {
        if (clears) return;
        clears = true;
        var free = buffer!;
        buffer = null;
        data = null;
        BufferPool.Return(free, sizeClass);
    }

    private void Clear()
    {
        lock (this)
        {
            if (!clears) return;
            Rent(out _);
            new Span<byte>(data, checked((int)Bytes)).Clear();
            clears = false;
        }
    }

    internal long Bytes { get; }

    /// <summary>A span that keeps the buffer alive by itself.</summary>
    internal Span<byte> Span(long offset, long count)
    {
        var first = Data;
        var own = buffer!;
        var start = (nint)Unsafe.AsPointer(ref own[0]);
        return own.AsSpan(checked((int)(first - (byte*)start + offset)), checked((int)count));
    }

    internal int Version;

    internal int Owners => Volatile.Read(ref owners);

    internal void AddOwner() => Interlocked.Increment(ref owners);

    internal void Release()
    {
        if (Interlocked.Decrement(ref owners) != 0) return;
        var free = buffer;
        buffer = null;
        data = null;
        clears = false;
        if (free != null) BufferPool.Return(free, sizeClass);
    }
}
