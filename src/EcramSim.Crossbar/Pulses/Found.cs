using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Pulses;

/// <summary>What <see cref="Coincidences"/> found in a span of cells: per cell the number of pulses and a random number. Lives on the stack, on whole cache lines.</summary>
internal struct Found
{
    // Not a power of two apart: a processor compares low bits of addresses to see whether a load must wait for a store.
    private const int Numbers = Coincidences.Span + 3 * Line, Line = 16;

    private Cells _cells;
    private nuint _first;

    /// <summary>Finds its place; to be called once, where it lives. Random numbers are 0 until others are noted.</summary>
    public unsafe void Begin(bool noisy)
    {
        var address = (nuint)Unsafe.AsPointer(ref _cells);
        _first = (Line * sizeof(float) - address % (Line * sizeof(float))) / sizeof(float);
        if (!noisy) ((Span<float>)_cells)[Numbers..].Clear();
    }

    /// <summary>Where the counts of the first cell are, for the methods below.</summary>
    [UnscopedRef]
    public ref float Place => ref Unsafe.Add(ref Unsafe.As<Cells, float>(ref _cells), _first);

    /// <summary>Pulses of the sixteen cells from <paramref name="at"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Count(ref float place, nuint at) => Vector512.LoadUnsafe(ref place, at).AsInt32();

    /// <summary>Random numbers of sixteen cells; without meaning where there is no pulse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Noise(ref float place, nuint at) => Vector512.LoadUnsafe(ref place, at + Numbers);

    /// <summary>Pulses of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> CountOfEight(ref float place, nuint at) => Vector256.LoadUnsafe(ref place, at).AsInt32();

    /// <summary>Random numbers of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NoiseOfEight(ref float place, nuint at) => Vector256.LoadUnsafe(ref place, at + Numbers);

    /// <summary>Notes the pulses of sixteen cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Note(ref float place, nuint at, Vector512<int> count) => count.AsSingle().StoreUnsafe(ref place, at);

    /// <summary>Notes random numbers of sixteen cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Note(ref float place, nuint at, Vector512<float> noise) => noise.StoreUnsafe(ref place, at + Numbers);

    /// <summary>Notes the pulses of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Note(ref float place, nuint at, Vector256<int> count) => count.AsSingle().StoreUnsafe(ref place, at);

    /// <summary>Notes random numbers of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Note(ref float place, nuint at, Vector256<float> noise) => noise.StoreUnsafe(ref place, at + Numbers);

    [InlineArray(Numbers + Coincidences.Span + Line)]
    private struct Cells
    {
        private float _first;
    }
}
