using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// A stream of standard normal numbers that active lanes take one by one, in their order: no number is wasted on a cell that does
/// not fire. Number n is that of <see cref="XoshiroLanes"/> at (<c>second</c>, <c>step</c>).
/// </summary>
internal ref struct LaneNoise
{
    /// <summary>Most numbers that can be had ready at once.</summary>
    public const int Most = 512 + Lanes.Count;

    /// <summary>Numbers that the stream needs room for: what is left, what is asked for, a block that is begun, and what a load may read beyond the last.</summary>
    public const int Room = 2 * Most + XoshiroLanes.BlockSize + Lanes.Wide;

    // For each mask of active lanes, eight bytes: how many active lanes come before this one.
    private static readonly ulong[] Ranks = [.. Enumerable.Range(0, 256).Select(mask =>
        Enumerable.Range(0, 8).Aggregate(0UL, (bytes, lane) => bytes | (ulong)BitOperations.PopCount((uint)mask & ((1u << lane) - 1)) << (8 * lane)))];

    private readonly PhiloxLanes _seeds;
    private readonly uint _second;
    private readonly ulong _step;
    private readonly ref ulong _ranks;
    private bool _started;
    private XoshiroLanes _random;
    private int _at, _end;
    private readonly ref float _numbers;

    /// <summary>The stream of (<paramref name="second"/>, <paramref name="step"/>) from its start.</summary>
    /// <param name="random">The stream's key.</param>
    /// <param name="second">Second counter.</param>
    /// <param name="step">Third counter.</param>
    /// <param name="room">Takes <see cref="Room"/> numbers; on the caller's stack and not cleared, because clearing it would cost more than a row that takes few.</param>
    public LaneNoise(PhiloxLanes random, uint second, ulong step, Span<float> room)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(room.Length, Room);
        (_seeds, _second, _step) = (random, second, step);
        _ranks = ref MemoryMarshal.GetArrayDataReference(Ranks);
        _numbers = ref MemoryMarshal.GetReference(room);
        Unsafe.SkipInit(out _random);
    }

    /// <summary>The table that taking needs.</summary>
    public readonly ref ulong RankTable => ref _ranks;

    /// <summary>The next numbers, one for each lane whose bits are set in <paramref name="active"/>; what other lanes hold means nothing.</summary>
    public Vector256<float> Next(Vector256<int> active)
    {
        Prepare(Lanes.Count);
        nint used = 0;
        var numbers = Take(ref Ready(), ref _ranks, active, ref used);
        Skip((int)used);
        return numbers;
    }

    /// <summary>Makes sure that the next <paramref name="count"/> numbers (at most <see cref="Most"/>) are ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prepare(int count)
    {
        if (_end - _at < count) Fill(count);
    }

    /// <summary>The first of the numbers that are ready; valid until the next <see cref="Prepare"/>.</summary>
    public readonly ref float Ready() => ref Unsafe.Add(ref _numbers, _at);

    /// <summary>So many numbers have been used.</summary>
    public void Skip(int count) => _at += count;

    /// <summary>As <see cref="Next"/>, from <paramref name="ready"/>[<paramref name="used"/>], which goes on by the number of active lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Take(ref float ready, ref ulong ranks, Vector256<int> active, ref nint used)
    {
        var mask = Vector256.ExtractMostSignificantBits(active);
        var numbers = Vector256.LoadUnsafe(ref Unsafe.Add(ref ready, used));
        used += BitOperations.PopCount(mask);
        var order = Vector128.CreateScalarUnsafe(Unsafe.Add(ref ranks, mask)).AsByte();
        if (Avx2.IsSupported) return Avx2.PermuteVar8x32(numbers, Avx2.ConvertToVector256Int32(order));
        var (low, high) = Vector128.Widen(Vector128.WidenLower(order));
        return Vector256.Shuffle(numbers, Vector256.Create(low, high).AsInt32());
    }

    /// <summary>The same for the lanes of sixteen whose <paramref name="count"/> is above 0; 0 for the others. Compared twice: a mask that serves for two things would become a vector and a mask again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Take(ref float ready, Vector512<int> count, ref nint used)
    {
        var numbers = Vector512.LoadUnsafe(ref Unsafe.Add(ref ready, used));
        used += BitOperations.PopCount((uint)Vector512.ExtractMostSignificantBits(Vector512.GreaterThan(count, Vector512<int>.Zero)));
        return Avx512F.Expand(Vector512<float>.Zero, Vector512.LessThan(Vector512<int>.Zero, count).AsSingle(), numbers);
    }

    // What is left moves to the front.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fill(int count)
    {
        // Many stripes take no number.
        if (!_started) (_random, _started) = (new XoshiroLanes(_seeds, _second, _step), true);
        var numbers = MemoryMarshal.CreateSpan(ref _numbers, Room);
        numbers[_at.._end].CopyTo(numbers);
        (_at, _end) = (0, _end - _at);
        var blocks = (count - _end + XoshiroLanes.BlockSize - 1) / XoshiroLanes.BlockSize;
        _random.Normals(ref numbers[_end], blocks);
        _end += blocks * XoshiroLanes.BlockSize;
    }
}
