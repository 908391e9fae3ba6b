using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// Standard normal numbers, many at a time: <see cref="NormalQuantile"/> of the words of <see cref="PhiloxLanes"/>. <see cref="NormalReference"/> is the scalar twin.
/// </summary>
internal static class NormalLanes
{
    /// <summary>Numbers that one call of <see cref="Block"/> gives.</summary>
    public const int BlockSize = 2 * PhiloxLanes.WideSize;

    /// <summary>Counters that one call of <see cref="Block"/> uses.</summary>
    public const int BlockCounters = 4 * Lanes.Count;

    /// <summary>128 numbers of the counters (<paramref name="first"/> … + 31, <paramref name="second"/>, <paramref name="step"/>); of each half of them first words of all lanes, then second ones, ….</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Block(PhiloxLanes random, uint first, uint second, ulong step, ref float destination)
    {
        ref var words = ref Unsafe.As<float, uint>(ref destination);
        random.WideBlocks(first, second, step, ref words);
        if (!Vector512.IsHardwareAccelerated)
        {
            var few = Vector256.Create(float.MaxValue);
            for (nuint at = 0; at < BlockSize; at += Lanes.Count) NormalQuantile.Of(Vector256.LoadUnsafe(ref words, at), ref few).StoreUnsafe(ref destination, at);
            if (!NormalQuantile.IsFar(few)) return;
        }
        else
        {
            var least = Vector512.Create(float.MaxValue);
            for (nuint at = 0; at < BlockSize; at += Lanes.Wide) NormalQuantile.Of(Vector512.LoadUnsafe(ref words, at), ref least).StoreUnsafe(ref destination, at);
            if (!NormalQuantile.IsFar(least)) return;
        }
        random.WideBlocks(first, second, step, ref words);
        for (var at = 0; at < BlockSize; at++) Unsafe.Add(ref destination, at) = NormalQuantile.Of(Unsafe.Add(ref words, at));
    }

    /// <summary>Fills <paramref name="destination"/>, whose length is a multiple of 8, with the numbers of (0 …, <paramref name="second"/>, <paramref name="step"/>), from number <paramref name="from"/> on, a multiple of <see cref="PhiloxLanes.WideSize"/>.</summary>
    [SkipLocalsInit]
    public static void Fill(PhiloxLanes random, uint second, ulong step, Span<float> destination, uint from = 0)
    {
        var at = 0;
        var first = from / PhiloxLanes.WideSize * Lanes.Wide;
        for (; at + BlockSize <= destination.Length; at += BlockSize, first += BlockCounters)
            Block(random, first, second, step, ref destination[at]);
        if (at == destination.Length) return;
        Span<float> rest = stackalloc float[BlockSize];
        Block(random, first, second, step, ref rest[0]);
        rest[..(destination.Length - at)].CopyTo(destination[at..]);
    }
}
