using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// The steps of a smooth <see cref="PulseTable"/> as cubics, the noise as straight lines, on sixteen equal parts of its range: what a vector register can look up.
/// Nothing but sums of pulses uses it; the table stays the law.
/// </summary>
internal sealed class SmoothSteps
{
    private const int Parts = 16, Samples = 32;
    // How far a cubic must follow the table beyond its part, in parts: sums go so far and no further.
    private const double Beyond = 0.5;
    // A whole train of 31 pulses then is off by at most 2e-3 of its deviation, or 6e-4 of a step: many devices hardly have noise.
    private const double OfNoise = 3.5e-4, OfStep = 2e-5;

    // One after the other, so that one address leads to all.
    private readonly float[] _coefficients;
    private readonly LaneRows _steps, _noises;

    private SmoothSteps(PulseTable table, float[][] coefficients)
    {
        _coefficients = [.. coefficients.SelectMany(c => c)];
        _steps = Rows(coefficients[0], coefficients[1], coefficients[2], coefficients[3]);
        _noises = Rows(coefficients[4], coefficients[5], new float[2 * Parts], new float[2 * Parts]);
        PartsPerWeight = (float)(Parts / (table.Maximum - table.Minimum));
        _origin = (float)(-table.Minimum * Parts / (table.Maximum - table.Minimum));
    }

    private readonly float _origin;

    /// <summary>Parts in one unit of weight.</summary>
    public float PartsPerWeight { get; }

    /// <summary>Farthest way of a sum, in units of weight.</summary>
    public float Farthest => (float)Beyond / PartsPerWeight;

    /// <summary>The cubics of a table; null where they miss it by more than a small part of its noise or its steps, or it has no noise.</summary>
    public static SmoothSteps? Of(PulseTable table)
    {
        var coefficients = new float[6][];
        for (var c = 0; c < coefficients.Length; c++) coefficients[c] = new float[2 * Parts];
        foreach (var (steps, noises, from) in new[] { (table.StepUp, table.NoiseUp, 0), (table.StepDown, table.NoiseDown, Parts) })
            for (var part = 0; part < Parts; part++)
            {
                // Chebyshev nodes of the part and half of what it must follow besides, as far as the table goes.
                double low = Math.Max(-0.5 - Beyond / 2, -0.5 - part), high = Math.Min(0.5 + Beyond / 2, Parts - part - 0.5);
                double[] nodes = [.. Enumerable.Range(0, 4).Select(k => (low + high) / 2 + (high - low) / 2 * Math.Cos(Math.PI * (k + 0.5) / 4))];
                var cubic = Through(nodes, Array.ConvertAll(nodes, u => At(steps, part, u)));
                double noise = At(noises, part, 0), slope = At(noises, part, 0.5) - At(noises, part, -0.5);
                for (var k = 0; k <= Samples; k++)
                {
                    var u = Math.Clamp((0.5 + Beyond) * (2.0 * k / Samples - 1), -0.5 - part, Parts - part - 0.5);
                    var here = At(noises, part, u);
                    var step = At(steps, part, u);
                    if (!(Math.Abs(Value(cubic, u) - step) <= OfNoise * here + OfStep * Math.Abs(step) && Math.Abs(noise + slope * u - here) <= 1e-3 * here && here > 0)) return null;
                }
                for (var c = 0; c < 4; c++) coefficients[c][from + part] = (float)cubic[c];
                (coefficients[4][from + part], coefficients[5][from + part]) = ((float)noise, (float)slope);
            }
        return new SmoothSteps(table, coefficients);
    }

    /// <summary>Mean step, its first two derivatives, the noise and its derivative, all in parts instead of weight, at the weights of sixteen cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At(Vector512<float> weight, Vector512<float> up, out Vector512<float> step, out Vector512<float> slope, out Vector512<float> curvature,
        out Vector512<float> noise, out Vector512<float> noiseSlope)
    {
        var place = TablePlace.Of(Vector512.FusedMultiplyAdd(weight, Vector512.Create(PartsPerWeight), Vector512.Create(_origin)), Parts, out var u);
        u -= Vector512.Create(0.5f);
        place += Vector512.AndNot(Vector512.Create(Parts), up.AsInt32());
        Vector512<float> c0, c1, c2, c3;
        if (Avx512F.IsSupported)
        {
            (c0, c1, c2, c3) = (Look(0, place), Look(1, place), Look(2, place), Look(3, place));
            (noise, noiseSlope) = (Look(4, place), Look(5, place));
        }
        else
        {
            _steps.At(place, out c0, out c1, out c2, out c3);
            _noises.At(place, out noise, out noiseSlope, out _, out _);
        }
        noise = Vector512.FusedMultiplyAdd(u, noiseSlope, noise);
        step = Vector512.FusedMultiplyAdd(u, Vector512.FusedMultiplyAdd(u, Vector512.FusedMultiplyAdd(u, c3, c2), c1), c0);
        var (twice, thrice) = (c2 + c2, c3 * Vector512.Create(3f));
        slope = Vector512.FusedMultiplyAdd(u, Vector512.FusedMultiplyAdd(u, thrice, twice), c1);
        curvature = Vector512.FusedMultiplyAdd(u, thrice + thrice, twice);
    }

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At(Vector256<float> weight, Vector256<float> up, out Vector256<float> step, out Vector256<float> slope, out Vector256<float> curvature,
        out Vector256<float> noise, out Vector256<float> noiseSlope)
    {
        var place = TablePlace.Of(Vector256.FusedMultiplyAdd(weight, Vector256.Create(PartsPerWeight), Vector256.Create(_origin)), Parts, out var u);
        u -= Vector256.Create(0.5f);
        place += Vector256.AndNot(Vector256.Create(Parts), up.AsInt32());
        Vector256<float> c0, c1, c2, c3;
        if (Avx2.IsSupported)
        {
            (c0, c1, c2, c3) = (Look(0, place), Look(1, place), Look(2, place), Look(3, place));
            (noise, noiseSlope) = (Look(4, place), Look(5, place));
        }
        else
        {
            _steps.At(place, out c0, out c1, out c2, out c3);
            _noises.At(place, out noise, out noiseSlope, out _, out _);
        }
        noise = Vector256.FusedMultiplyAdd(u, noiseSlope, noise);
        step = Vector256.FusedMultiplyAdd(u, Vector256.FusedMultiplyAdd(u, Vector256.FusedMultiplyAdd(u, c3, c2), c1), c0);
        var (twice, thrice) = (c2 + c2, c3 * Vector256.Create(3f));
        slope = Vector256.FusedMultiplyAdd(u, Vector256.FusedMultiplyAdd(u, thrice, twice), c1);
        curvature = Vector256.FusedMultiplyAdd(u, thrice + thrice, twice);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Look(int coefficient, Vector512<int> place)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_coefficients), 2 * Parts * coefficient);
        return Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref first), place, Vector512.LoadUnsafe(ref first, Parts));
    }

    // Each quarter of the 32 numbers by the three lowest bits of the place; the other two, moved to the sign, choose among the quarters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Look(int coefficient, Vector256<int> place)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_coefficients), 2 * Parts * coefficient);
        var (odd, down) = (Vector256.ShiftLeft(place, 28).AsSingle(), Vector256.ShiftLeft(place, 27).AsSingle());
        var lower = Avx.BlendVariable(Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first), place), Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first, 8), place), odd);
        var upper = Avx.BlendVariable(Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first, 16), place), Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first, 24), place), odd);
        return Avx.BlendVariable(lower, upper, down);
    }

    private static LaneRows Rows(float[] a, float[] b, float[] c, float[] d) => new([.. Enumerable.Range(0, 2 * Parts).SelectMany(k => new[] { a[k], b[k], c[k], d[k] })]);

    // The table u parts from the middle of a part.
    private static double At(double[] values, int part, double u)
    {
        var place = Math.Clamp((part + 0.5 + u) / Parts, 0, 1) * (values.Length - 1);
        var below = Math.Min((int)place, values.Length - 2);
        return values[below] + (place - below) * (values[below + 1] - values[below]);
    }

    private static double Value(double[] cubic, double u) => cubic[0] + u * (cubic[1] + u * (cubic[2] + u * cubic[3]));

    // Newton's divided differences, expanded.
    private static double[] Through(double[] x, double[] y)
    {
        var d = (double[])y.Clone();
        for (var order = 1; order < 4; order++)
            for (var k = 3; k >= order; k--) d[k] = (d[k] - d[k - 1]) / (x[k] - x[k - order]);
        double[] cubic = [d[3], 0, 0, 0];
        for (var k = 2; k >= 0; k--)
        {
            for (var c = 3; c > 0; c--) cubic[c] = cubic[c - 1] - x[k] * cubic[c];
            cubic[0] = d[k] - x[k] * cubic[0];
        }
        return cubic;
    }
}
