using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// Two half-precision factors ≥ 0 of every cell, in the order of <see cref="WeightMatrix.Values"/>, one in the low half of a word and one in the high half. Sixteen cells lie in one
/// cache line: an update that hits few cells waits for nothing but lines. Where all factors are 1, all cells read the same ones: the index is masked away, which costs less than a branch.
/// The memory is pinned and read by address, for want of registers in the kernels; it lives as long as one of these structs does, or the tile that holds it.
/// </summary>
internal readonly unsafe struct FactorPairs
{
    private const int Line = 64;

    private static readonly uint[] One = Filled(Lanes.Wide);

    private readonly uint* _start;
    private readonly nuint _mask;
    private readonly uint[] _words;

    /// <summary>Factors 1 of all cells, in no memory of their own.</summary>
    public FactorPairs()
    {
        _words = One;
        _start = Start(_words);
    }

    /// <summary>Factors of <paramref name="cells"/> cells, all 1 at first.</summary>
    public FactorPairs(int cells)
    {
        _words = Filled(cells);
        _start = Start(_words);
        _mask = nuint.MaxValue;
    }

    /// <summary>Bytes of a cell.</summary>
    public int BytesPerCell => _mask == 0 ? 0 : sizeof(uint);

    /// <summary>The factors of one cell; setting rounds, and takes 0 for what is negative.</summary>
    public (double Low, double High) this[int cell]
    {
        get
        {
            var word = _words[First + (int)((nuint)cell & _mask)];
            return ((double)BitConverter.UInt16BitsToHalf((ushort)word), (double)BitConverter.UInt16BitsToHalf((ushort)(word >> 16)));
        }
        set => _words[First + cell] = BitConverter.HalfToUInt16Bits((Half)Math.Max(value.Low, 0)) | (uint)BitConverter.HalfToUInt16Bits((Half)Math.Max(value.High, 0)) << 16;
    }

    /// <summary>The pairs of sixteen cells; behind the last cell, of eight that do not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<uint> Sixteen(nuint cell) => Vector512.Load(_start + (cell & _mask));

    /// <summary>The pairs of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> Eight(nuint cell) => Vector256.Load(_start + (cell & _mask));

    private int First => (int)(_start - (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_words)));

    private static uint[] Filled(int cells)
    {
        var words = GC.AllocateUninitializedArray<uint>(cells + Lanes.Count + Line / sizeof(uint), pinned: true);
        HugePages.Ask(Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(words)), (long)words.Length * sizeof(uint));
        Array.Fill(words, 0x3C003C00u);
        return words;
    }

    // Where the first line begins.
    private static uint* Start(uint[] words)
    {
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(words));
        return (uint*)((address + Line - 1) / Line * Line);
    }
}
