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

    private readonly ulong[] _roundKeys = new ulong[20];

    /// <summary>The stream <paramref name="name"/> of <paramref name="seed"/>.</summary>
    public PhiloxLanes(ulong seed, string name)
    {
        Key = RandomStream.KeyOf(seed, name);
        var (k0, k1) = ((uint)Key, (uint)(Key >> 32));
        for (var round = 0; round < 10; round++)
        {
            (_roundKeys[2 * round], _roundKeys[2 * round + 1]) = (k0, k1);
            k0 += Philox.W0;
            k1 += Philox.W1;
        }
    }

    /// <summary>The 64-bit key.</summary>
    public ulong Key { get; }

    /// <summary>Word w of lane l, that is of the counter (<paramref name="first"/> + l, <paramref name="second"/>, <paramref name="step"/>), goes to destination[8w + l].</summary>
    // Not inlined, nor are its callers: the inliner's budget would run out in the middle of the rounds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Block(uint first, uint second, ulong step, ref uint destination)
    {
        // 64-bit lanes hold 32-bit words: a product's low half feeds the next round as it is, and garbage above never matters,
        // because the multiplication reads low halves only.
        var a0 = Vector256.Create((ulong)first) + Vector256.Create(0UL, 1, 2, 3);
        var b0 = a0 + Vector256.Create(4UL);
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
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 14);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 16);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref keys, 18);
        Vector256.Narrow(a0, b0).StoreUnsafe(ref destination);
        Vector256.Narrow(a1, b1).StoreUnsafe(ref destination, 8);
        Vector256.Narrow(a2, b2).StoreUnsafe(ref destination, 16);
        Vector256.Narrow(a3, b3).StoreUnsafe(ref destination, 24);
    }

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

    // 64-bit product of the low halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<ulong> a, Vector256<ulong> m) =>
        Avx2.IsSupported ? Avx2.Multiply(a.AsUInt32(), m.AsUInt32()) : (a & Vector256.Create(0xFFFFFFFFUL)) * m;
}
