using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// Sixteen generators xoshiro128++ (Blackman and Vigna, ACM TOMS 47:36, 2021) side by side, each with 128 bits of its own from <see cref="PhiloxLanes"/>: what is drawn in order
/// needs no counter, and costs a third of it. Number n is the n/16-th of generator n mod 16, as the normal number of <see cref="NormalQuantile"/>.
/// <see cref="XoshiroReference"/> is the scalar twin.
/// </summary>
internal struct XoshiroLanes
{
    /// <summary>Numbers that one call of <see cref="Normals"/> gives.</summary>
    public const int BlockSize = 8 * Lanes.Wide;

    private States _states;

    /// <summary>Starts the generators from the counters (0 … 15, <paramref name="second"/>, <paramref name="step"/>), one each.</summary>
    public XoshiroLanes(PhiloxLanes seeds, uint second, ulong step)
    {
        Unsafe.SkipInit(out _states);
        seeds.Sixteen(0, second, step, ref MemoryMarshal.GetReference((Span<uint>)_states));
    }

    /// <summary>The next <paramref name="blocks"/> times 128 standard normal numbers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Normals(ref float destination, int blocks)
    {
        ref var state = ref MemoryMarshal.GetReference((Span<uint>)_states);
        if (!Vector512.IsHardwareAccelerated)
        {
            for (var block = 0; block < blocks; block++)
            {
                // Either half of the generators on its own.
                ref var half = ref Unsafe.Add(ref destination, block * BlockSize);
                Eights(ref state, ref half);
                Eights(ref Unsafe.Add(ref state, Lanes.Count), ref Unsafe.Add(ref half, Lanes.Count));
            }
            return;
        }
        // The state stays in registers from block to block: read again at once, it would have to wait for its own writing wherever the stack is not on a whole vector.
        var (a, b) = (Vector512.LoadUnsafe(ref state), Vector512.LoadUnsafe(ref state, 16));
        var (c, d) = (Vector512.LoadUnsafe(ref state, 32), Vector512.LoadUnsafe(ref state, 48));
        for (var block = 0; block < blocks; block++)
        {
            var (first, second, third, fourth) = (a, b, c, d);
            var least = Vector512.Create(float.MaxValue);
            for (nuint at = 0; at < BlockSize; at += Lanes.Wide)
            {
                NormalQuantile.Of(Rotated(a + d, 7) + a, ref least).StoreUnsafe(ref destination, at);
                var shifted = Vector512.ShiftLeft(b, 9);
                var (e, f) = (c ^ a, d ^ b);
                (a, b, c, d) = (a ^ f, b ^ e, e ^ shifted, Rotated(f, 11));
            }
            if (NormalQuantile.IsFar(least))
            {
                Store(ref state, first, second, third, fourth);
                OneByOne(ref state, ref destination, Lanes.Wide);
                (a, b) = (Vector512.LoadUnsafe(ref state), Vector512.LoadUnsafe(ref state, 16));
                (c, d) = (Vector512.LoadUnsafe(ref state, 32), Vector512.LoadUnsafe(ref state, 48));
            }
            destination = ref Unsafe.Add(ref destination, BlockSize);
        }
        Store(ref state, a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref uint state, Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d)
    {
        a.StoreUnsafe(ref state);
        b.StoreUnsafe(ref state, 16);
        c.StoreUnsafe(ref state, 32);
        d.StoreUnsafe(ref state, 48);
    }

    // The same of eight of the generators.
    private static void Eights(ref uint state, ref float destination)
    {
        var (a, b) = (Vector256.LoadUnsafe(ref state), Vector256.LoadUnsafe(ref state, 16));
        var (c, d) = (Vector256.LoadUnsafe(ref state, 32), Vector256.LoadUnsafe(ref state, 48));
        var least = Vector256.Create(float.MaxValue);
        for (nuint at = 0; at < BlockSize; at += Lanes.Wide)
        {
            NormalQuantile.Of(Rotated(a + d, 7) + a, ref least).StoreUnsafe(ref destination, at);
            var shifted = Vector256.ShiftLeft(b, 9);
            var (e, f) = (c ^ a, d ^ b);
            (a, b, c, d) = (a ^ f, b ^ e, e ^ shifted, Rotated(f, 11));
        }
        if (NormalQuantile.IsFar(least))
        {
            OneByOne(ref state, ref destination, Lanes.Count);
            return;
        }
        a.StoreUnsafe(ref state);
        b.StoreUnsafe(ref state, 16);
        c.StoreUnsafe(ref state, 32);
        d.StoreUnsafe(ref state, 48);
    }

    // A number too far out for the quartics is rare: then all are drawn again from the same state.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OneByOne(ref uint state, ref float destination, int lanes)
    {
        for (var at = 0; at < BlockSize; at += Lanes.Wide)
            for (var lane = 0; lane < lanes; lane++)
                Unsafe.Add(ref destination, at + lane) = NormalQuantile.Of(XoshiroReference.Word(ref Unsafe.Add(ref state, lane), ref Unsafe.Add(ref state, 16 + lane),
                    ref Unsafe.Add(ref state, 32 + lane), ref Unsafe.Add(ref state, 48 + lane)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rotated(Vector512<uint> x, [ConstantExpected] byte bits) =>
        Avx512F.IsSupported ? Avx512F.RotateLeft(x, bits) : Vector512.ShiftLeft(x, bits) | Vector512.ShiftRightLogical(x, 32 - bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotated(Vector256<uint> x, byte bits) => Vector256.ShiftLeft(x, bits) | Vector256.ShiftRightLogical(x, 32 - bits);

    [InlineArray(4 * Lanes.Wide)]
    private struct States
    {
        private uint _first;
    }
}
