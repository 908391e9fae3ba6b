using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// A stream of standard normal numbers that active lanes take one by one, in their order: no number is wasted on a cell that does
/// not fire. Number n is element n % 32 of block n / 32 of <see cref="NormalLanes"/> at (8·(n / 32) …, <c>second</c>, <c>step</c>).
/// </summary>
internal ref struct LaneNoise
{
    private const int Carry = Lanes.Count;
    private const int Length = Carry + PhiloxLanes.BlockSize;

    // For each mask of active lanes, eight bytes: how many active lanes come before this one.
    private static readonly ulong[] Ranks = [.. Enumerable.Range(0, 256).Select(mask =>
        Enumerable.Range(0, 8).Aggregate(0UL, (bytes, lane) => bytes | (ulong)BitOperations.PopCount((uint)mask & ((1u << lane) - 1)) << (8 * lane)))];

    private readonly PhiloxLanes _random;
    private readonly uint _second;
    private readonly ulong _step;
    private readonly ref ulong _ranks;
    private uint _block;
    private int _at = Length;
    private Numbers _numbers;

    /// <summary>The stream of (<paramref name="second"/>, <paramref name="step"/>) from its start.</summary>
    public LaneNoise(PhiloxLanes random, uint second, ulong step)
    {
        (_random, _second, _step) = (random, second, step);
        _ranks = ref MemoryMarshal.GetArrayDataReference(Ranks);
        Unsafe.SkipInit(out _numbers);
    }

    /// <summary>The next numbers, one for each lane whose bits are set in <paramref name="active"/>; what other lanes hold means nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Next(Vector256<int> active)
    {
        if (_at > Length - Lanes.Count) Refill();
        var mask = Vector256.ExtractMostSignificantBits(active);
        var numbers = Vector256.LoadUnsafe(ref Unsafe.As<Numbers, float>(ref _numbers), (nuint)_at);
        _at += BitOperations.PopCount(mask);
        var ranks = Vector128.CreateScalarUnsafe(Unsafe.Add(ref _ranks, mask)).AsByte();
        if (Avx2.IsSupported) return Avx2.PermuteVar8x32(numbers, Avx2.ConvertToVector256Int32(ranks));
        var (low, high) = Vector128.Widen(Vector128.WidenLower(ranks));
        return Vector256.Shuffle(numbers, Vector256.Create(low, high).AsInt32());
    }

    // The up to eight numbers that are left move before the next block.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        ref var first = ref Unsafe.As<Numbers, float>(ref _numbers);
        if (_at < Length) Vector256.LoadUnsafe(ref first, Length - Carry).StoreUnsafe(ref first);
        _at -= PhiloxLanes.BlockSize;
        NormalLanes.Block(_random, _block, _second, _step, ref Unsafe.Add(ref first, Carry));
        _block += Lanes.Count;
    }

    [InlineArray(Length)]
    private struct Numbers
    {
        private float _first;
    }
}
