using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// Two half-precision factors ≥ 0 of every cell, in the order of <see cref="WeightMatrix.Values"/>, one in the low half of a word and one in the high half. Sixteen cells lie in one
/// cache line: an update that hits few cells waits for nothing but lines. Where all factors are 1, all cells read the same ones: the index is masked away, which costs less than a branch.
/// </summary>
internal readonly struct FactorPairs
{
    private const int Line = 64;

    private static readonly (uint[] Words, nuint First) One = Filled(Lanes.Wide);

    private readonly uint[] _words;
    private readonly nuint _first, _mask;

    /// <summary>Factors 1 of all cells, in no memory of their own.</summary>
    public FactorPairs() => ((_words, _first), _mask) = (One, 0);

    /// <summary>Factors of <paramref name="cells"/> cells, all 1 at first.</summary>
    public FactorPairs(int cells) => ((_words, _first), _mask) = (Filled(cells), nuint.MaxValue);

    /// <summary>Bytes of a cell.</summary>
    public int BytesPerCell => _mask == 0 ? 0 : sizeof(uint);

    /// <summary>The factors of one cell; setting rounds, and takes 0 for what is negative.</summary>
    public (double Low, double High) this[int cell]
    {
        get
        {
            var word = _words[_first + ((nuint)cell & _mask)];
            return ((double)BitConverter.UInt16BitsToHalf((ushort)word), (double)BitConverter.UInt16BitsToHalf((ushort)(word >> 16)));
        }
        set => _words[(int)_first + cell] = BitConverter.HalfToUInt16Bits((Half)Math.Max(value.Low, 0)) | (uint)BitConverter.HalfToUInt16Bits((Half)Math.Max(value.High, 0)) << 16;
    }

    /// <summary>The pairs of sixteen cells; behind the last cell, of eight that do not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<uint> Sixteen(nuint cell) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_words), _first + (cell & _mask));

    /// <summary>The pairs of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> Eight(nuint cell) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_words), _first + (cell & _mask));

    // Pinned, so that it stays where the line begins.
    private static unsafe (uint[] Words, nuint First) Filled(int cells)
    {
        var words = GC.AllocateUninitializedArray<uint>(cells + Lanes.Count + Line / sizeof(uint), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(words));
        HugePages.Ask((void*)address, (long)words.Length * sizeof(uint));
        Array.Fill(words, 0x3C003C00u);
        return (words, (Line - address % Line) % Line / sizeof(uint));
    }
}
