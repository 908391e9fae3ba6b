using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// Arrays whose first element begins a cache line, so that no vector of sixteen lies across two: that costs the hot loops up to a tenth, by the chance of where an array came to lie.
/// </summary>
internal static class LineArray
{
    private const int Line = 64, Header = 24;
    // What tries may leave to the collector.
    private const long MostWaste = 16 << 20;

    /// <summary>An array of zeros. It stays where it is; where the memory manager gives no such place, it lies anywhere, and is only slower.</summary>
    /// <param name="length">Number of elements.</param>
    public static unsafe T[] Of<T>(int length) where T : unmanaged
    {
        var array = GC.AllocateArray<T>(length, pinned: true);
        for (var waste = 0L; length > 0 && waste <= MostWaste; waste += (long)length * sizeof(T) + Line)
        {
            var over = (int)((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)) % Line);
            if (over == 0) break;
            // What is allocated next lies behind this: another array, of the length that moves the one after it to the beginning of a line.
            var size = (Header + length * sizeof(T) + 7) / 8 * 8;
            var next = (over + size) % Line;
            GC.KeepAlive(GC.AllocateUninitializedArray<byte>((3 * Line - next - Header) % Line, pinned: true));
            array = GC.AllocateArray<T>(length, pinned: true);
        }
        return array;
    }
}
