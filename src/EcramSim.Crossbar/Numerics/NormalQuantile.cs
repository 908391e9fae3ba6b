using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcramSim.Ecram.Laws;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>
/// A standard normal number from 32 random bits: the inverse of the distribution function at (m + ½)/2³², m the low 31 bits, with the highest
/// bit as its sign; |ξ| ≤ 6.34. m as a floating-point number names one of 32 half octaves, each with a cubic of this project (Chebyshev nodes,
/// largest error 2.6e-5, which 10⁸ numbers do not show); below 2¹⁵ (three numbers in 10⁵) a cubic of √(−2 ln p). The forms of 16, 8 and 1 give equal bits.
/// </summary>
internal static class NormalQuantile
{
    // A float's exponent and first fraction bit, whose five lowest bits choose the row; the remaining fraction in [1, 1.5).
    private const int RowShift = 22, Fraction = 0x003FFFFF, One = 0x3F800000;
    // Without this bit no number is rounded up to 2³¹, which would leave the table; above 2¹⁵ it is 1/512 of the number at most.
    private const uint Kept = 0x7FFFFFFF & ~(1u << 6);
    private const float Smallest = 1 << 15;
    private const float T0 = -1.21795511f, T1 = 1.23708522f, T2 = -0.024451375f, T3 = 0.000992941554f;

    private static readonly LaneRows Rows = new([.. Enumerable.Range(0, 32).SelectMany(k => new[] { C0[k], C1[k], C2[k], C3[k] })]);

    // Coefficients of y⁰ … y³ by row.
    private static ReadOnlySpan<float> C0 =>
    [
        4.38528347f, 4.13527107f, 4.23247814f, 3.9733572f, 4.07455206f, 3.80528617f, 3.91098022f, 3.63032484f,
        3.74114537f, 3.44758534f, 3.56431508f, 3.25597596f, 3.37961078f, 3.05413079f, 3.18596745f, 2.84030461f,
        2.98207903f, 2.61221051f, 2.76632595f, 2.36675787f, 2.53667974f, 2.09960461f, 2.29058576f, 1.80433607f,
        2.02492571f, 1.47092056f, 1.73907685f, 1.08871281f, 4.67727184f, 4.44298697f, 4.53341866f, 4.29164124f,
    ];

    private static ReadOnlySpan<float> C1 =>
    [
        -0.556268752f, -0.299996942f, -0.576455474f, -0.311504841f, -0.598926723f, -0.324396253f, -0.624137938f, -0.338966161f,
        -0.652679563f, -0.355603665f, -0.685332119f, -0.374834448f, -0.723150849f, -0.397387475f, -0.7676f, -0.424306691f,
        -0.820773363f, -0.457145005f, -0.885772407f, -0.498323262f, -0.96738255f, -0.551842451f, -1.07335174f, -0.624843061f,
        -1.21716619f, -0.731792152f, -1.43271708f, -0.926284134f, -0.521389306f, -0.28026855f, -0.538008571f, -0.289644659f,
    ];

    private static ReadOnlySpan<float> C2 =>
    [
        0.218286216f, 0.0907785967f, 0.225728393f, 0.0939879268f, 0.233948469f, 0.0975451916f, 0.2430861f, 0.101515047f,
        0.253316432f, 0.105979085f, 0.264861643f, 0.111041397f, 0.278006256f, 0.116835825f, 0.293117017f, 0.123534679f,
        0.310665369f, 0.131356418f, 0.33124125f, 0.140560463f, 0.35551396f, 0.151383013f, 0.383982182f, 0.163738117f,
        0.41618365f, 0.176255867f, 0.456650972f, 0.201319829f, 0.205305204f, 0.085206233f, 0.211509213f, 0.0878653824f,
    ];

    private static ReadOnlySpan<float> C3 =>
    [
        -0.0385427698f, -0.014103692f, -0.0398345515f, -0.0145915411f, -0.0412588716f, -0.0151310498f, -0.0428390726f, -0.0157315936f,
        -0.0446043387f, -0.0164049547f, -0.0465915687f, -0.0171661209f, -0.0488479435f, -0.0180343576f, -0.0514344275f, -0.0190346595f,
        -0.0544304028f, -0.0201996621f, -0.0579397269f, -0.0215722006f, -0.0621000603f, -0.0232108012f, -0.0671180785f, -0.0252258945f,
        -0.0736179724f, -0.0282439273f, -0.0885466263f, -0.045113828f, -0.0362845212f, -0.0132541731f, -0.0373646021f, -0.0136599541f,
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
            var (row, y) = ((bits >> RowShift) & 31, BitConverter.Int32BitsToSingle((bits & Fraction) | One));
            magnitude = MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(MathF.FusedMultiplyAdd(C3[row], y, C2[row]), y, C1[row]), y, C0[row]);
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
        var p = Look(C3, row);
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
        var row = Vector256.ShiftRightLogical(f.AsInt32(), RowShift) & Vector256.Create(31);
        var y = ((f.AsInt32() & Vector256.Create(Fraction)) | Vector256.Create(One)).AsSingle();
        Vector256<float> c0, c1, c2, c3;
        if (Avx2.IsSupported)
        {
            var (odd, upper) = (Vector256.ShiftLeft(row, 28).AsSingle(), Vector256.ShiftLeft(row, 27).AsSingle());
            (c0, c1, c2, c3) = (Look(C0, row, odd, upper), Look(C1, row, odd, upper), Look(C2, row, odd, upper), Look(C3, row, odd, upper));
        }
        else Rows.At(row, out c0, out c1, out c2, out c3);
        var p = Vector256.FusedMultiplyAdd(c3, y, c2);
        p = Vector256.FusedMultiplyAdd(p, y, c1);
        p = Vector256.FusedMultiplyAdd(p, y, c0);
        return (p.AsUInt32() ^ (word & Vector256.Create(0x80000000u))).AsSingle();
    }

    /// <summary>Whether one of the numbers is so far out that the cubics do not hold: three in 10⁵ are, and all are to be taken <see cref="Of(uint)">one by one</see>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFar(Vector512<float> least) => Vector512.LessThanAny(least, Vector512.Create(Smallest));

    /// <summary>The same of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFar(Vector256<float> least) => Vector256.LessThanAny(least, Vector256.Create(Smallest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Look(ReadOnlySpan<float> column, Vector512<int> row)
    {
        ref var first = ref MemoryMarshal.GetReference(column);
        return Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref first), row, Vector512.LoadUnsafe(ref first, 16));
    }

    // Each quarter of the 32 numbers by the three lowest bits of the row; the other two, as signs, choose among the quarters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Look(ReadOnlySpan<float> column, Vector256<int> row, Vector256<float> odd, Vector256<float> upper)
    {
        ref var first = ref MemoryMarshal.GetReference(column);
        var low = Avx.BlendVariable(Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first), row), Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first, 8), row), odd);
        var high = Avx.BlendVariable(Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first, 16), row), Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first, 24), row), odd);
        return Avx.BlendVariable(low, high, upper);
    }
}
