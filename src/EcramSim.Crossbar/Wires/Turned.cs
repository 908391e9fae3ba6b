using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcramSim.Crossbar.Wires;

/// <summary>Eight by eight values with rows and columns exchanged: lanes are columns on one side, word lines on the other.</summary>
internal static unsafe class Turned
{
    private const int Quarter = 4;

    /// <summary>Turns the tile at <paramref name="from"/> (rows <paramref name="stride"/> apart) into the one at <paramref name="to"/> (rows <paramref name="apart"/> apart).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(double* from, nint stride, double* to, nint apart = Grid.Lanes)
    {
        if (Avx512F.IsSupported)
            Store(Vector512.LoadAligned(from), Vector512.LoadAligned(from + stride), Vector512.LoadAligned(from + 2 * stride), Vector512.LoadAligned(from + 3 * stride),
                Vector512.LoadAligned(from + 4 * stride), Vector512.LoadAligned(from + 5 * stride), Vector512.LoadAligned(from + 6 * stride), Vector512.LoadAligned(from + 7 * stride), to, apart);
        else if (Avx.IsSupported)
            for (var r = 0; r < Grid.Lanes; r += Quarter)
                for (var c = 0; c < Grid.Lanes; c += Quarter)
                {
                    var at = from + r * stride + c;
                    Store(Vector256.Load(at), Vector256.Load(at + stride), Vector256.Load(at + 2 * stride), Vector256.Load(at + 3 * stride), to + c * apart + r, apart);
                }
        else
            for (var r = 0; r < Grid.Lanes; r++)
                for (var c = 0; c < Grid.Lanes; c++) to[c * apart + r] = from[r * stride + c];
    }

    /// <summary>The same of the products a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product(double* a, double* b, nint stride, double* to)
    {
        if (Avx512F.IsSupported)
            Store(Times(a, b), Times(a + stride, b + stride), Times(a + 2 * stride, b + 2 * stride), Times(a + 3 * stride, b + 3 * stride),
                Times(a + 4 * stride, b + 4 * stride), Times(a + 5 * stride, b + 5 * stride), Times(a + 6 * stride, b + 6 * stride), Times(a + 7 * stride, b + 7 * stride), to, Grid.Lanes);
        else if (Avx.IsSupported)
            for (var r = 0; r < Grid.Lanes; r += Quarter)
                for (var c = 0; c < Grid.Lanes; c += Quarter)
                {
                    var at = r * stride + c;
                    Store(Vector256.Load(a + at) * Vector256.Load(b + at), Vector256.Load(a + at + stride) * Vector256.Load(b + at + stride),
                        Vector256.Load(a + at + 2 * stride) * Vector256.Load(b + at + 2 * stride), Vector256.Load(a + at + 3 * stride) * Vector256.Load(b + at + 3 * stride), to + c * Grid.Lanes + r, Grid.Lanes);
                }
        else
            for (var r = 0; r < Grid.Lanes; r++)
                for (var c = 0; c < Grid.Lanes; c++) to[c * Grid.Lanes + r] = a[r * stride + c] * b[r * stride + c];
    }

    // Four by four: pairs, then halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> a0, Vector256<double> a1, Vector256<double> a2, Vector256<double> a3, double* to, nint apart)
    {
        const byte lower = 0x20, upper = 0x31;
        Vector256<double> even01 = Avx.UnpackLow(a0, a1), odd01 = Avx.UnpackHigh(a0, a1), even23 = Avx.UnpackLow(a2, a3), odd23 = Avx.UnpackHigh(a2, a3);
        Avx.Permute2x128(even01, even23, lower).Store(to);
        Avx.Permute2x128(odd01, odd23, lower).Store(to + apart);
        Avx.Permute2x128(even01, even23, upper).Store(to + 2 * apart);
        Avx.Permute2x128(odd01, odd23, upper).Store(to + 3 * apart);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Times(double* a, double* b) => Vector512.LoadAligned(a) * Vector512.LoadAligned(b);

    // Pairs, then quarters of pairs, then halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> a0, Vector512<double> a1, Vector512<double> a2, Vector512<double> a3,
        Vector512<double> a4, Vector512<double> a5, Vector512<double> a6, Vector512<double> a7, double* to, nint apart)
    {
        const byte even = 0x88, odd = 0xDD;
        Vector512<double> p0 = Avx512F.UnpackLow(a0, a1), p2 = Avx512F.UnpackLow(a2, a3), p4 = Avx512F.UnpackLow(a4, a5), p6 = Avx512F.UnpackLow(a6, a7);
        Vector512<double> q0 = Avx512F.Shuffle4x128(p0, p2, even), q1 = Avx512F.Shuffle4x128(p0, p2, odd), q2 = Avx512F.Shuffle4x128(p4, p6, even), q3 = Avx512F.Shuffle4x128(p4, p6, odd);
        Avx512F.Shuffle4x128(q0, q2, even).StoreAligned(to);
        Avx512F.Shuffle4x128(q1, q3, even).StoreAligned(to + 2 * apart);
        Avx512F.Shuffle4x128(q0, q2, odd).StoreAligned(to + 4 * apart);
        Avx512F.Shuffle4x128(q1, q3, odd).StoreAligned(to + 6 * apart);
        p0 = Avx512F.UnpackHigh(a0, a1);
        p2 = Avx512F.UnpackHigh(a2, a3);
        p4 = Avx512F.UnpackHigh(a4, a5);
        p6 = Avx512F.UnpackHigh(a6, a7);
        q0 = Avx512F.Shuffle4x128(p0, p2, even);
        q1 = Avx512F.Shuffle4x128(p0, p2, odd);
        q2 = Avx512F.Shuffle4x128(p4, p6, even);
        q3 = Avx512F.Shuffle4x128(p4, p6, odd);
        Avx512F.Shuffle4x128(q0, q2, even).StoreAligned(to + apart);
        Avx512F.Shuffle4x128(q1, q3, even).StoreAligned(to + 3 * apart);
        Avx512F.Shuffle4x128(q0, q2, odd).StoreAligned(to + 5 * apart);
        Avx512F.Shuffle4x128(q1, q3, odd).StoreAligned(to + 7 * apart);
    }
}
