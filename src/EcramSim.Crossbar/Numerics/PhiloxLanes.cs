using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// <see cref="Philox"/> with one key on eight counters at a time. A counter is (first + lane, second, step); so one key serves
/// one effect of one tile, and what it draws depends on nothing but where it is used.
/// </summary>
internal sealed class PhiloxLanes
{
    /// <summary>Words that one call of <see cref="Block"/> gives.</summary>
    public const int BlockSize = 4 * Lanes.Count;

    /// <summary>Words of each of the two blocks that one call of <see cref="WideBlocks"/> gives.</summary>
    public const int WideSize = 2 * BlockSize;

    /// <summary>Rounds: the fewest that pass every test of BigCrush (Salmon et al., SC11, table 2).</summary>
    public const int Rounds = 7;

    private readonly ulong[] _roundKeys = new ulong[2 * Rounds];

    /// <summary>The stream <paramref name="name"/> of <paramref name="seed"/>.</summary>
    public PhiloxLanes(ulong seed, string name)
    {
        Key = RandomStream.KeyOf(seed, name);
        var (k0, k1) = ((uint)Key, (uint)(Key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            (_roundKeys[2 * round], _roundKeys[2 * round + 1]) = (k0, k1);
            k0 += Philox.W0;
            k1 += Philox.W1;
        }
    }

    /// <summary>The 64-bit key.</summary>
    public ulong Key { get; }

    /// <summary>Word w of lane l, that is of the counter (<paramref name="first"/> + l, <paramref name="second"/>, <paramref name="step"/>), goes to destination[<paramref name="stride"/>·w + l].</summary>
    // Not inlined, nor are its callers: the inliner's budget would run out in the middle of the rounds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Block(uint first, uint second, ulong step, ref uint destination, nuint stride = Lanes.Count)
    {
        // 64-bit lanes hold 32-bit words: a product's low half feeds the next round as it is, and garbage above never matters,
        // because the multiplication reads low halves only. Even counters in a, odd ones in b, so that the words of both interleave in order.
        var a0 = Vector256.Create((ulong)first) + Vector256.Create(0UL, 2, 4, 6);
        var b0 = a0 + Vector256<ulong>.One;
        var a1 = Vector256.Create((ulong)second);
        var a2 = Vector256.Create((ulong)(uint)step);
        var a3 = Vector256.Create(step >> 32);
        var (b1, b2, b3) = (a1, a2, a3);
        ref var keys = ref _roundKeys[0];
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 0);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 2);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 4);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 6);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 8);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 10);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 12);
        Woven(a0, b0).StoreUnsafe(ref destination);
        Woven(a1, b1).StoreUnsafe(ref destination, stride);
        Woven(a2, b2).StoreUnsafe(ref destination, 2 * stride);
        Woven(a3, b3).StoreUnsafe(ref destination, 3 * stride);
    }

    /// <summary>Sixteen counters: word w of lane l = 0 … 15 goes to destination[16w + l].</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Sixteen(uint first, uint second, ulong step, ref uint destination)
    {
        if (!Avx512F.IsSupported)
        {
            Block(first, second, step, ref destination, Lanes.Wide);
            Block(first + Lanes.Count, second, step, ref Unsafe.Add(ref destination, Lanes.Count), Lanes.Wide);
            return;
        }
        var a0 = Vector512.Create((ulong)first) + Vector512.Create(0UL, 2, 4, 6, 8, 10, 12, 14);
        var b0 = a0 + Vector512<ulong>.One;
        var a1 = Vector512.Create((ulong)second);
        var a2 = Vector512.Create((ulong)(uint)step);
        var a3 = Vector512.Create(step >> 32);
        var (b1, b2, b3) = (a1, a2, a3);
        ref var keys = ref _roundKeys[0];
        for (var at = 0; at < 2 * Rounds; at += 2) Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, at);
        Woven(a0, b0).StoreUnsafe(ref destination);
        Woven(a1, b1).StoreUnsafe(ref destination, 16);
        Woven(a2, b2).StoreUnsafe(ref destination, 32);
        Woven(a3, b3).StoreUnsafe(ref destination, 48);
    }

    /// <summary>
    /// Two blocks of sixteen counters: word w of lane l = 0 … 15, that is of the counter (<paramref name="first"/> + l, <paramref name="second"/>, <paramref name="step"/>),
    /// goes to destination[16w + l]; those of the counters <paramref name="first"/> + 16 + l follow.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void WideBlocks(uint first, uint second, ulong step, ref uint destination)
    {
        if (!Avx512F.IsSupported)
        {
            Sixteen(first, second, step, ref destination);
            Sixteen(first + Lanes.Wide, second, step, ref Unsafe.Add(ref destination, WideSize));
            return;
        }
        // Four chains of rounds side by side: one alone waits for its own products.
        var a0 = Vector512.Create((ulong)first) + Vector512.Create(0UL, 2, 4, 6, 8, 10, 12, 14);
        var b0 = a0 + Vector512<ulong>.One;
        var c0 = a0 + Vector512.Create(16UL);
        var d0 = b0 + Vector512.Create(16UL);
        var a1 = Vector512.Create((ulong)second);
        var a2 = Vector512.Create((ulong)(uint)step);
        var a3 = Vector512.Create(step >> 32);
        var (b1, b2, b3) = (a1, a2, a3);
        var (c1, c2, c3) = (a1, a2, a3);
        var (d1, d2, d3) = (a1, a2, a3);
        ref var keys = ref _roundKeys[0];
        for (var at = 0; at < 2 * Rounds; at += 2)
        {
            Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, at);
            Round(ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, ref keys, at);
        }
        Woven(a0, b0).StoreUnsafe(ref destination);
        Woven(a1, b1).StoreUnsafe(ref destination, 16);
        Woven(a2, b2).StoreUnsafe(ref destination, 32);
        Woven(a3, b3).StoreUnsafe(ref destination, 48);
        Woven(c0, d0).StoreUnsafe(ref destination, 64);
        Woven(c1, d1).StoreUnsafe(ref destination, 80);
        Woven(c2, d2).StoreUnsafe(ref destination, 96);
        Woven(c3, d3).StoreUnsafe(ref destination, 112);
    }

    // Low halves of a and b in turn.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Woven(Vector256<ulong> a, Vector256<ulong> b)
    {
        var high = Vector256.ShiftLeft(b, 32);
        return Avx2.IsSupported ? Avx2.Blend(a.AsUInt32(), high.AsUInt32(), 0b10101010) : ((a & Vector256.Create(0xFFFFFFFFUL)) | high).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Woven(Vector512<ulong> a, Vector512<ulong> b) =>
        Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFFUL), a, Vector512.ShiftLeft(b, 32)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector256<ulong> a0, ref Vector256<ulong> a1, ref Vector256<ulong> a2, ref Vector256<ulong> a3,
        ref Vector256<ulong> b0, ref Vector256<ulong> b1, ref Vector256<ulong> b2, ref Vector256<ulong> b3, ref ulong keys, int at)
    {
        var k0 = Vector256.Create(Unsafe.Add(ref keys, at));
        var k1 = Vector256.Create(Unsafe.Add(ref keys, at + 1));
        var m0 = Vector256.Create((ulong)Philox.M0);
        var m1 = Vector256.Create((ulong)Philox.M1);
        var p = Product(a0, m0);
        var q = Product(a2, m1);
        a0 = Vector256.ShiftRightLogical(q, 32) ^ a1 ^ k0;
        a2 = Vector256.ShiftRightLogical(p, 32) ^ a3 ^ k1;
        (a1, a3) = (q, p);
        p = Product(b0, m0);
        q = Product(b2, m1);
        b0 = Vector256.ShiftRightLogical(q, 32) ^ b1 ^ k0;
        b2 = Vector256.ShiftRightLogical(p, 32) ^ b3 ^ k1;
        (b1, b3) = (q, p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector512<ulong> a0, ref Vector512<ulong> a1, ref Vector512<ulong> a2, ref Vector512<ulong> a3,
        ref Vector512<ulong> b0, ref Vector512<ulong> b1, ref Vector512<ulong> b2, ref Vector512<ulong> b3, ref ulong keys, int at)
    {
        var k0 = Vector512.Create(Unsafe.Add(ref keys, at));
        var k1 = Vector512.Create(Unsafe.Add(ref keys, at + 1));
        var m0 = Vector512.Create((ulong)Philox.M0).AsUInt32();
        var m1 = Vector512.Create((ulong)Philox.M1).AsUInt32();
        var p = Avx512F.Multiply(a0.AsUInt32(), m0);
        var q = Avx512F.Multiply(a2.AsUInt32(), m1);
        a0 = Vector512.ShiftRightLogical(q, 32) ^ a1 ^ k0;
        a2 = Vector512.ShiftRightLogical(p, 32) ^ a3 ^ k1;
        (a1, a3) = (q, p);
        p = Avx512F.Multiply(b0.AsUInt32(), m0);
        q = Avx512F.Multiply(b2.AsUInt32(), m1);
        b0 = Vector512.ShiftRightLogical(q, 32) ^ b1 ^ k0;
        b2 = Vector512.ShiftRightLogical(p, 32) ^ b3 ^ k1;
        (b1, b3) = (q, p);
    }

    // 64-bit product of the low halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<ulong> a, Vector256<ulong> m) =>
        Avx2.IsSupported ? Avx2.Multiply(a.AsUInt32(), m.AsUInt32()) : (a & Vector256.Create(0xFFFFFFFFUL)) * m;
}
