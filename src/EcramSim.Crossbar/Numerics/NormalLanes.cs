using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// Standard normal numbers, eight lanes at a time: Box and Muller on the words of <see cref="PhiloxLanes"/>, radius from 24 bits
/// (so |ξ| ≤ 5.77), angle from 32. <see cref="NormalReference"/> is the scalar twin.
/// </summary>
internal static class NormalLanes
{
    /// <summary>32 numbers of the counters (<paramref name="first"/> … + 7, <paramref name="second"/>, <paramref name="step"/>); all lanes of the first, then of the second, ….</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Block(PhiloxLanes random, uint first, uint second, ulong step, ref float destination)
    {
        ref var words = ref Unsafe.As<float, uint>(ref destination);
        random.Block(first, second, step, ref words);
        var (cos0, sin0) = Pair(Vector256.LoadUnsafe(ref words), Vector256.LoadUnsafe(ref words, 8));
        var (cos1, sin1) = Pair(Vector256.LoadUnsafe(ref words, 16), Vector256.LoadUnsafe(ref words, 24));
        cos0.StoreUnsafe(ref destination);
        sin0.StoreUnsafe(ref destination, 8);
        cos1.StoreUnsafe(ref destination, 16);
        sin1.StoreUnsafe(ref destination, 24);
    }

    /// <summary>Fills <paramref name="destination"/>, whose length is a multiple of 8, with the numbers of (0 …, <paramref name="second"/>, <paramref name="step"/>), from number <paramref name="from"/> on, a multiple of 32.</summary>
    [SkipLocalsInit]
    public static void Fill(PhiloxLanes random, uint second, ulong step, Span<float> destination, uint from = 0)
    {
        var at = 0;
        var first = from / PhiloxLanes.BlockSize * Lanes.Count;
        for (; at + PhiloxLanes.BlockSize <= destination.Length; at += PhiloxLanes.BlockSize, first += Lanes.Count)
            Block(random, first, second, step, ref destination[at]);
        if (at == destination.Length) return;
        Span<float> rest = stackalloc float[PhiloxLanes.BlockSize];
        Block(random, first, second, step, ref rest[0]);
        rest[..(destination.Length - at)].CopyTo(destination[at..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Cos, Vector256<float> Sin) Pair(Vector256<uint> radius, Vector256<uint> turn)
    {
        // (k + 1)/2^24, exact, never 0.
        var u = Vector256.ConvertToSingle((Vector256.ShiftRightLogical(radius, 8) + Vector256<uint>.One).AsInt32()) * Vector256.Create(1f / (1 << 24));
        var r = Vector256.Sqrt(LaneLogarithm.Of(u) * Vector256.Create(-2f));
        var (sin, cos) = LaneMath.SinCos(turn);
        return (r * cos, r * sin);
    }
}
