using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcramSim.Ecram.Laws;

/// <summary>A flat table of numbers that eight lanes look up at once.</summary>
internal readonly struct LaneTable(float[] values)
{
    private readonly float[] _values = values;

    /// <summary>The values at eight places; the caller keeps them inside the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe Vector256<float> At(Vector256<int> index)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(_values);
        if (Avx2.IsSupported)
            fixed (float* table = &start) return Avx2.GatherVector256(table, index, sizeof(float));
        return Vector256.Create(
            Unsafe.Add(ref start, index.GetElement(0)), Unsafe.Add(ref start, index.GetElement(1)),
            Unsafe.Add(ref start, index.GetElement(2)), Unsafe.Add(ref start, index.GetElement(3)),
            Unsafe.Add(ref start, index.GetElement(4)), Unsafe.Add(ref start, index.GetElement(5)),
            Unsafe.Add(ref start, index.GetElement(6)), Unsafe.Add(ref start, index.GetElement(7)));
    }
}
