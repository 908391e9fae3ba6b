using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// Arrays whose first element begins a cache line, so that no vector of sixteen lies across two: where they do, by chance, the hot loops lose two or three per cent.
/// </summary>
internal static class LineArray
{
    private const int Line = 64, Header = 24;
    // What tries may leave to the collector.
    private const long MostWaste = 16 << 20;

    /// <summary>An array of zeros. It stays where it is; where the memory manager gives no such place, or the array is larger than the tries may waste, it lies anywhere, and is only slower.</summary>
    /// <param name="length">Number of elements.</param>
    public static unsafe T[] Of<T>(int length) where T : unmanaged
    {
        var array = GC.AllocateArray<T>(length, pinned: true);
        var size = (long)length * sizeof(T);
        for (var waste = size; length > 0 && waste <= MostWaste; waste += size + Line)
        {
            var over = (int)((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)) % Line);
            if (over == 0) break;
            // What is allocated next lies behind this: another array, of the length that moves the one after it to the beginning of a line.
            var next = (int)((over + (Header + size + 7) / 8 * 8) % Line);
            GC.KeepAlive(GC.AllocateUninitializedArray<byte>((3 * Line - next - Header) % Line, pinned: true));
            array = GC.AllocateArray<T>(length, pinned: true);
        }
        HugePages.Ask(Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)), size);
        return array;
    }
}
