using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// A table whose rows hold four numbers, looked up by eight lanes at once: eight short loads and a transposition, which costs
/// about as much as a single gather instruction.
/// </summary>
public readonly struct LaneRows(float[] values)
{
    /// <summary>Numbers of a row.</summary>
    public const int Width = 4;

    private readonly float[] _values = values;

    /// <summary>The four numbers of each lane's row; the caller keeps rows inside the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At(Vector256<int> row, out Vector256<float> first, out Vector256<float> second, out Vector256<float> third, out Vector256<float> fourth)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(_values);
        var rows = row;
        ref var r = ref Unsafe.As<Vector256<int>, int>(ref rows);
        var a = Vector256.Create(Row(ref start, r), Row(ref start, Unsafe.Add(ref r, 4)));
        var b = Vector256.Create(Row(ref start, Unsafe.Add(ref r, 1)), Row(ref start, Unsafe.Add(ref r, 5)));
        var c = Vector256.Create(Row(ref start, Unsafe.Add(ref r, 2)), Row(ref start, Unsafe.Add(ref r, 6)));
        var d = Vector256.Create(Row(ref start, Unsafe.Add(ref r, 3)), Row(ref start, Unsafe.Add(ref r, 7)));
        var (ab, cd) = (Low(a, b), Low(c, d));
        first = Low(ab.AsDouble(), cd.AsDouble()).AsSingle();
        second = High(ab.AsDouble(), cd.AsDouble()).AsSingle();
        (ab, cd) = (High(a, b), High(c, d));
        third = Low(ab.AsDouble(), cd.AsDouble()).AsSingle();
        fourth = High(ab.AsDouble(), cd.AsDouble()).AsSingle();
    }

    /// <summary>The same for sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At(Vector512<int> row, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth)
    {
        At(row.GetLower(), out var a, out var b, out var c, out var d);
        At(row.GetUpper(), out var e, out var f, out var g, out var h);
        (first, second, third, fourth) = (Vector512.Create(a, e), Vector512.Create(b, f), Vector512.Create(c, g), Vector512.Create(d, h));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Row(ref float start, int row) => Vector128.LoadUnsafe(ref start, (nuint)(uint)row * Width);

    // Lanes of two vectors in turn, from the lower (upper) half of each 128 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Low(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.UnpackLow(a, b) : Vector256.Create(a[0], b[0], a[1], b[1], a[4], b[4], a[5], b[5]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> High(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.UnpackHigh(a, b) : Vector256.Create(a[2], b[2], a[3], b[3], a[6], b[6], a[7], b[7]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Low(Vector256<double> a, Vector256<double> b) =>
        Avx.IsSupported ? Avx.UnpackLow(a, b) : Vector256.Create(a[0], b[0], a[2], b[2]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> High(Vector256<double> a, Vector256<double> b) =>
        Avx.IsSupported ? Avx.UnpackHigh(a, b) : Vector256.Create(a[1], b[1], a[3], b[3]);
}
