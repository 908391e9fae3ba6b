using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcramSim.Ecram.Laws;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// A standard normal number from 32 random bits: the inverse of the distribution function at (m + ½)/2³², m the low 31 bits, with the highest
/// bit as its sign; |ξ| ≤ 6.34. m as a floating-point number names one of 16 octaves, each with a quartic of this project (Chebyshev nodes,
/// largest error 3.6e-5, which 10⁸ numbers do not show); below 2¹⁵ (three numbers in 10⁵) a cubic of √(−2 ln p). The forms of 16, 8 and 1 give equal bits.
/// </summary>
internal static class NormalQuantile
{
    // A float's exponent, whose four lowest bits choose the row; the fraction in [1, 2).
    private const int RowShift = 23, Fraction = 0x007FFFFF, One = 0x3F800000;
    // Without this bit no number is rounded up to 2³¹, which would leave the table; above 2¹⁵ it is 1/512 of the number at most.
    private const uint Kept = 0x7FFFFFFF & ~(1u << 6);
    private const float Smallest = 1 << 15;
    private const float T0 = -1.21795511f, T1 = 1.23708522f, T2 = -0.024451375f, T3 = 0.000992941554f;

    private static readonly LaneRows Rows = new([.. Enumerable.Range(0, 16).SelectMany(k => new[] { C0[k], C1[k], C2[k], C3[k], C4[k], 0, 0, 0 })]);

    // Coefficients of y⁰ … y⁴ by row.
    private static ReadOnlySpan<float> C0 =>
    [
        4.407899f, 4.255842f, 4.098741f, 3.9360833f, 3.7672682f, 3.5915837f, 3.4081779f, 3.2160196f,
        3.0138478f, 2.8001006f, 2.572824f, 2.3295538f, 2.067135f, 1.7774359f, 4.6985755f, 4.55535f,
    ];

    private static ReadOnlySpan<float> C1 =>
    [
        -0.63440055f, -0.65717083f, -0.6824869f, -0.7108495f, -0.7429057f, -0.7795072f, -0.8218002f, -0.8713659f,
        -0.9304508f, -1.0023551f, -1.0921218f, -1.2078087f, -1.3628075f, -1.5670166f, -0.5949968f, -0.6137812f,
    ];

    private static ReadOnlySpan<float> C2 =>
    [
        0.31856474f, 0.32931775f, 0.34118298f, 0.354358f, 0.36909017f, 0.38569263f, 0.40456602f, 0.4262266f,
        0.45134023f, 0.4807508f, 0.51545656f, 0.5563529f, 0.60289323f, 0.6310837f, 0.29978475f, 0.30876407f,
    ];

    private static ReadOnlySpan<float> C3 =>
    [
        -0.09518992f, -0.09834945f, -0.10182984f, -0.10568706f, -0.109990895f, -0.114829406f, -0.12031504f, -0.1265928f,
        -0.13385138f, -0.1423373f, -0.15237321f, -0.16438958f, -0.17898163f, -0.18813321f, -0.08965975f, -0.092305824f,
    ];

    private static ReadOnlySpan<float> C4 =>
    [
        0.011881407f, 0.012272682f, 0.012703361f, 0.013180261f, 0.013711868f, 0.014308872f, 0.014984898f, 0.015757501f,
        0.016649501f, 0.01769069f, 0.01891969f, 0.020383397f, 0.022079231f, 0.02108436f, 0.01119587f, 0.011523994f,
    ];

    /// <summary>One number: the scalar twin.</summary>
    public static float Of(uint word)
    {
        var f = (float)(int)(word & Kept);
        float magnitude;
        if (f < Smallest)
        {
            f = (int)(word & 0x7FFFFFFF);
            var t = MathF.Sqrt(LaneLogarithm.Of((f + 0.5f) * (1f / (1L << 32))) * -2f);
            magnitude = MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(T3, t, T2), t, T1), t, T0);
        }
        else
        {
            var bits = BitConverter.SingleToInt32Bits(f);
            var (row, y) = ((bits >> RowShift) & 15, BitConverter.Int32BitsToSingle((bits & Fraction) | One));
            magnitude = MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(C4[row], y, C3[row]), y, C2[row]), y, C1[row]), y, C0[row]);
        }
        return BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(magnitude) ^ (word & 0x80000000));
    }

    /// <summary>Sixteen numbers, as long as none is far out: <paramref name="least"/> becomes the smallest so far of what decides that, for <see cref="IsFar(Vector512{float})"/>; at first, it is as large as can be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<uint> word, ref Vector512<float> least)
    {
        if (!Avx512F.IsSupported)
        {
            var (low, high) = (least.GetLower(), least.GetUpper());
            var lower = Of(word.GetLower(), ref low);
            var upper = Of(word.GetUpper(), ref high);
            least = Vector512.Create(low, high);
            return Vector512.Create(lower, upper);
        }
        var f = Vector512.ConvertToSingle((word & Vector512.Create(Kept)).AsInt32());
        least = Vector512.MinNative(least, f);
        var row = Vector512.ShiftRightLogical(f.AsInt32(), RowShift);
        var y = ((f.AsInt32() & Vector512.Create(Fraction)) | Vector512.Create(One)).AsSingle();
        var p = Look(C4, row);
        p = Vector512.FusedMultiplyAdd(p, y, Look(C3, row));
        p = Vector512.FusedMultiplyAdd(p, y, Look(C2, row));
        p = Vector512.FusedMultiplyAdd(p, y, Look(C1, row));
        p = Vector512.FusedMultiplyAdd(p, y, Look(C0, row));
        return (p.AsUInt32() ^ (word & Vector512.Create(0x80000000u))).AsSingle();
    }

    /// <summary>The same of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<uint> word, ref Vector256<float> least)
    {
        var f = Vector256.ConvertToSingle((word & Vector256.Create(Kept)).AsInt32());
        least = Vector256.MinNative(least, f);
        var row = Vector256.ShiftRightLogical(f.AsInt32(), RowShift) & Vector256.Create(15);
        var y = ((f.AsInt32() & Vector256.Create(Fraction)) | Vector256.Create(One)).AsSingle();
        Vector256<float> c0, c1, c2, c3, c4;
        if (Avx2.IsSupported)
        {
            var upper = Vector256.ShiftLeft(row, 28).AsSingle();
            (c0, c1, c2, c3, c4) = (Look(C0, row, upper), Look(C1, row, upper), Look(C2, row, upper), Look(C3, row, upper), Look(C4, row, upper));
        }
        else
        {
            Rows.At(row + row, out c0, out c1, out c2, out c3);
            Rows.At(row + row + Vector256<int>.One, out c4, out _, out _, out _);
        }
        var p = Vector256.FusedMultiplyAdd(c4, y, c3);
        p = Vector256.FusedMultiplyAdd(p, y, c2);
        p = Vector256.FusedMultiplyAdd(p, y, c1);
        p = Vector256.FusedMultiplyAdd(p, y, c0);
        return (p.AsUInt32() ^ (word & Vector256.Create(0x80000000u))).AsSingle();
    }

    /// <summary>Whether one of the numbers is so far out that the quartics do not hold: three in 10⁵ are, and all are to be taken <see cref="Of(uint)">one by one</see>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFar(Vector512<float> least) => Vector512.LessThanAny(least, Vector512.Create(Smallest));

    /// <summary>The same of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFar(Vector256<float> least) => Vector256.LessThanAny(least, Vector256.Create(Smallest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Look(ReadOnlySpan<float> column, Vector512<int> row) => Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(column)), row);

    // Either half of the 16 numbers by the three lowest bits of the row; the fourth, as a sign, chooses between them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Look(ReadOnlySpan<float> column, Vector256<int> row, Vector256<float> upper)
    {
        ref var first = ref MemoryMarshal.GetReference(column);
        return Avx.BlendVariable(Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first), row), Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first, 8), row), upper);
    }
}
