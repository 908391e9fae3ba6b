using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Where a cell stands after K pulses whose mean step D depends on the weight, in one draw X of the normal distribution (docs/physics.md, equation 5.16).
/// With a = dD/dw and noise σ relative to the step, D grows by 1 + a + aσξ per pulse, so that (to the order of a²σ²K)
/// Δw = D·(A + σ√K·g·X + ½aσ²(K − 1)·(X² − 1)), A = ((1 + a)^K − 1)/a, g = (1 + a)^(K−1); the last term is the mean of the products of two different
/// pulses' noise, given their sum. One pulse is the law's own pulse, bit for bit.
/// </summary>
/// <param name="noise">σ.</param>
/// <param name="steepest">Largest nominal a, where it is known: where a is far smaller than the noise, the first term of the series will do.</param>
/// <param name="linear">Whether only <c>Linear</c> is used: it has one more term of the series, and holds for larger a.</param>
internal readonly struct StepSum(double noise, double steepest = 1, bool linear = false)
{
    // A walk of K normal steps stays within six standard deviations of its mean but for two cases in a billion.
    private const float Sigmas = 6;
    /// <summary>No random number of 32 bits is as large.</summary>
    public const double Most = 8;
    // K·a² up to which the series below hold for K ≤ 64, that of A to 3e-5 (with one more term 4e-5) and that of g, which is part of the noise alone, to 6e-4.
    private const double LargestGrowth = 1.0 / 1024, LargestLinear = 1.0 / 256;
    // K·a²σ² up to which the third order cannot be seen: it adds 16·K·a²σ² to the kurtosis, 0.004, the error of a kurtosis from 1.5 million numbers.
    private const double LargestSpread = 2.5e-4;

    // K·a² up to which the second term cannot be seen, per σ: then K³·a²/6 pulses are 1e-3 of the deviation σ√K, for K ≤ 64.
    private const double LargestShort = 6e-3 / 512;
    // Cells of a spread beyond this factor, in trains of 64, go pulse by pulse then.
    private const double Margin = 2;

    private readonly bool _short = IsShort(noise, steepest, linear);
    // Vectors, because a broadcast in the loop costs as much as an addition.
    private readonly Vector512<float> _noise = Vector512.Create((float)noise), _halfSquare = Vector512.Create((float)(0.5 * noise * noise)), _lessSquare = Vector512.Create((float)(-0.5 * noise * noise));
    private readonly Vector512<float> _limit = Vector512.Create(Limit(noise, steepest, linear)), _lessLimit = Vector512.Create(-Limit(noise, steepest, linear));

    // |a|√K up to which there is a sum.
    private static float Limit(double noise, double steepest, bool linear) => (float)Math.Sqrt(IsShort(noise, steepest, linear) ? Math.Min(LargestShort * noise, Largest(noise, linear)) : Largest(noise, linear));

    private static bool IsShort(double noise, double steepest, bool linear) => 64 * Margin * Margin * steepest * steepest <= Math.Min(LargestShort * noise, Largest(noise, linear));

    private static double Largest(double noise, bool linear) => Math.Min(linear ? LargestLinear : LargestGrowth, LargestSpread / Math.Max(noise * noise, 1e-30));

    /// <summary>How far a cell can come in so many pulses of a linear law at eight standard deviations; infinite where not every number of pulses up to that has a sum.</summary>
    /// <param name="pulses">K.</param>
    /// <param name="step">Largest |D|.</param>
    /// <param name="slope">Largest |a|.</param>
    public double Farthest(int pulses, double step, double slope)
    {
        if (slope * Math.Sqrt(pulses) > _limit[0]) return double.PositiveInfinity;
        var growth = Math.Pow(1 + slope, pulses);
        return step * growth * (pulses + Most * _noise[0] * Math.Sqrt(pulses) + Most * Most * _halfSquare[0] * pulses * slope);
    }

    /// <summary>σ√K.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Deviation(in PulseCount<Vector512<float>> count) => _noise * count.Root;

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Deviation(in PulseCount<Vector256<float>> count) => _noise.GetLower() * count.Root;

    /// <summary>A mean step that is linear in the weight, with noise relative to it; see <c>IPulseLaw.Pulses</c>.</summary>
    /// <param name="weight">w.</param>
    /// <param name="step">D at w.</param>
    /// <param name="slope">a.</param>
    /// <param name="count">K ≥ 1.</param>
    /// <param name="xi">X.</param>
    /// <param name="mean">Where X = 0 leads to.</param>
    /// <param name="deviation">Standard deviation of the sum, in steps D.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Linear(Vector512<float> weight, Vector512<float> step, Vector512<float> slope, in PulseCount<Vector512<float>> count, Vector512<float> xi,
        out Vector512<float> mean, out Vector512<float> deviation)
    {
        var (one, half, square) = (Vector512<float>.One, Vector512.Create(0.5f), _halfSquare);
        if (_short)
        {
            // The terms in order of a, each of which has the factor K − 1: a third less to do than one by one.
            var extra = (count.Number - one) * slope;
            var root = Deviation(count);
            mean = Vector512.FusedMultiplyAdd(step, Vector512.FusedMultiplyAdd(extra, count.Number * half, count.Number), weight);
            deviation = Vector512.FusedMultiplyAdd(root, extra, root);
            var steady = Vector512.FusedMultiplyAdd(extra, Vector512.FusedMultiplyAdd(count.Number, half, _lessSquare), count.Number);
            var random = Vector512.FusedMultiplyAdd(extra, Vector512.FusedMultiplyAdd(square, xi, root), root);
            return Vector512.FusedMultiplyAdd(step, Vector512.FusedMultiplyAdd(random, xi, steady), weight);
        }
        var total = LongGrowth(slope, count.Number, out var more);
        // (1 + a)^(K − 1) = 1 + (A − 1)·a/(1 + a).
        var last = Vector512.FusedMultiplyAdd(total - one, Vector512.FusedMultiplyAdd(-slope, slope, slope), one);
        deviation = Deviation(count) * last;
        var curved = square * more;
        mean = Vector512.FusedMultiplyAdd(step, total, weight);
        return Vector512.FusedMultiplyAdd(step, Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(curved, xi, deviation), xi, total - curved), weight);
    }

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Linear(Vector256<float> weight, Vector256<float> step, Vector256<float> slope, in PulseCount<Vector256<float>> count, Vector256<float> xi,
        out Vector256<float> mean, out Vector256<float> deviation)
    {
        var (one, half, square) = (Vector256<float>.One, Vector256.Create(0.5f), _halfSquare.GetLower());
        if (_short)
        {
            // The terms in order of a, each of which has the factor K − 1: a third less to do than one by one.
            var extra = (count.Number - one) * slope;
            var root = Deviation(count);
            mean = Vector256.FusedMultiplyAdd(step, Vector256.FusedMultiplyAdd(extra, count.Number * half, count.Number), weight);
            deviation = Vector256.FusedMultiplyAdd(root, extra, root);
            var steady = Vector256.FusedMultiplyAdd(extra, Vector256.FusedMultiplyAdd(count.Number, half, _lessSquare.GetLower()), count.Number);
            var random = Vector256.FusedMultiplyAdd(extra, Vector256.FusedMultiplyAdd(square, xi, root), root);
            return Vector256.FusedMultiplyAdd(step, Vector256.FusedMultiplyAdd(random, xi, steady), weight);
        }
        var total = LongGrowth(slope, count.Number, out var more);
        // (1 + a)^(K − 1) = 1 + (A − 1)·a/(1 + a).
        var last = Vector256.FusedMultiplyAdd(total - one, Vector256.FusedMultiplyAdd(-slope, slope, slope), one);
        deviation = Deviation(count) * last;
        var curved = square * more;
        mean = Vector256.FusedMultiplyAdd(step, total, weight);
        return Vector256.FusedMultiplyAdd(step, Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(curved, xi, deviation), xi, total - curved), weight);
    }

    /// <summary>
    /// As <c>Linear</c> for a mean step with curvature: Δw grows by ½D″D²·Σ(i² + ½σ²i)·(1 + Ka + z/4), i &lt; K, z = KDD‴/D″, and the last step takes the noise, whose
    /// change along the way is that of the step itself. Where the curvature moves the mean by more than a twentieth of its deviation, pulse by pulse.
    /// </summary>
    /// <param name="weight">w.</param>
    /// <param name="step">D at w.</param>
    /// <param name="slope">a.</param>
    /// <param name="curvature">D″.</param>
    /// <param name="third">z.</param>
    /// <param name="count">K ≥ 1.</param>
    /// <param name="xi">X.</param>
    /// <param name="mean">Where X = 0 leads to.</param>
    /// <param name="reach">How far from the straight way there the walk can come; infinite where the sum does not hold.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Curved(Vector512<float> weight, Vector512<float> step, Vector512<float> slope, Vector512<float> curvature, Vector512<float> third, in PulseCount<Vector512<float>> count,
        Vector512<float> xi, out Vector512<float> mean, out Vector512<float> reach)
    {
        var one = Vector512<float>.One;
        var k = count.Number;
        var total = Growth(slope, k, out var more);
        // In units of D, as all that follows: 1 where K = 1.
        var bent = curvature * step;
        var squares = k * (k - one) * Vector512.FusedMultiplyAdd(k, Vector512.Create(1 / 6f), _halfSquare * Vector512.Create(0.5f) - Vector512.Create(1 / 12f));
        var bend = bent * squares * (one + (k * slope + Vector512.Create(0.25f) * third));
        total += bend;
        var last = Vector512.FusedMultiplyAdd(total - one, Vector512.FusedMultiplyAdd(Vector512.Create(0.5f) * bent, total + one, slope * (one - slope)), one);
        var deviation = Deviation(count) * last;
        mean = Vector512.FusedMultiplyAdd(step, total, weight);
        var curved = _halfSquare * (k - one) * Vector512.FusedMultiplyAdd(bent * k, Vector512.Create(1 / 3f), slope);
        reach = Reach(Vector512.Abs(step) * deviation, slope, count);
        var holds = Vector512.LessThanOrEqual(Vector512.Abs(bend), Vector512.FusedMultiplyAdd(deviation, Vector512.Create(0.05f), total * Vector512.Create(1e-4f)))
            & Vector512.LessThanOrEqual(Vector512.Abs(third), Vector512.Create(0.25f));
        reach = Vector512.ConditionalSelect(holds, reach, Vector512.Create(float.PositiveInfinity));
        return Vector512.FusedMultiplyAdd(step, Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(curved, xi, deviation), xi, total - curved), weight);
    }

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Curved(Vector256<float> weight, Vector256<float> step, Vector256<float> slope, Vector256<float> curvature, Vector256<float> third, in PulseCount<Vector256<float>> count,
        Vector256<float> xi, out Vector256<float> mean, out Vector256<float> reach)
    {
        var one = Vector256<float>.One;
        var k = count.Number;
        var total = Growth(slope, k, out var more);
        // In units of D, as all that follows: 1 where K = 1.
        var bent = curvature * step;
        var squares = k * (k - one) * Vector256.FusedMultiplyAdd(k, Vector256.Create(1 / 6f), _halfSquare.GetLower() * Vector256.Create(0.5f) - Vector256.Create(1 / 12f));
        var bend = bent * squares * (one + (k * slope + Vector256.Create(0.25f) * third));
        total += bend;
        var last = Vector256.FusedMultiplyAdd(total - one, Vector256.FusedMultiplyAdd(Vector256.Create(0.5f) * bent, total + one, slope * (one - slope)), one);
        var deviation = Deviation(count) * last;
        mean = Vector256.FusedMultiplyAdd(step, total, weight);
        var curved = _halfSquare.GetLower() * (k - one) * Vector256.FusedMultiplyAdd(bent * k, Vector256.Create(1 / 3f), slope);
        reach = Reach(Vector256.Abs(step) * deviation, slope, count);
        var holds = Vector256.LessThanOrEqual(Vector256.Abs(bend), Vector256.FusedMultiplyAdd(deviation, Vector256.Create(0.05f), total * Vector256.Create(1e-4f)))
            & Vector256.LessThanOrEqual(Vector256.Abs(third), Vector256.Create(0.25f));
        reach = Vector256.ConditionalSelect(holds, reach, Vector256.Create(float.PositiveInfinity));
        return Vector256.FusedMultiplyAdd(step, Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(curved, xi, deviation), xi, total - curved), weight);
    }

    /// <summary>Above 0 where there is no sum: the reach of a law that stays within its bounds, whose slope is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Reach(Vector512<float> slope, in PulseCount<Vector512<float>> count) => _lessLimit - slope * count.Root;

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Reach(Vector256<float> slope, in PulseCount<Vector256<float>> count) => _lessLimit.GetLower() - slope * count.Root;

    /// <summary>Six times <paramref name="deviation"/>; infinite where the sum does not hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Reach(Vector512<float> deviation, Vector512<float> slope, in PulseCount<Vector512<float>> count)
    {
        return Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Abs(slope) * count.Root, _limit), Vector512.Create(float.PositiveInfinity), deviation * Vector512.Create(Sigmas));
    }

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Reach(Vector256<float> deviation, Vector256<float> slope, in PulseCount<Vector256<float>> count)
    {
        return Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Abs(slope) * count.Root, _limit.GetLower()), Vector256.Create(float.PositiveInfinity), deviation * Vector256.Create(Sigmas));
    }

    /// <summary>Six times <paramref name="deviation"/>, where the sum holds for any number of pulses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Reach(Vector512<float> deviation) => deviation * Vector512.Create(Sigmas);

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Reach(Vector256<float> deviation) => deviation * Vector256.Create(Sigmas);

    /// <summary>A = ((1 + a)^K − 1)/a; K where a = 0, 1 where K = 1. <paramref name="more"/> is (K − 1)a. The binomial series 1 + y/2·(1 + (y − a)/3·(1 + (y − 2a)/4)), y = (K − 1)a, times K, brought to one denominator: additions are the cheaper half of a processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Growth(Vector512<float> slope, Vector512<float> count, out Vector512<float> more)
    {
        more = (count - Vector512<float>.One) * slope;
        var less = more - slope;
        var series = Vector512.FusedMultiplyAdd(less, less - slope + Vector512.Create(4f), Vector512.Create(12f));
        return Vector512.FusedMultiplyAdd(count * Vector512.Create(1 / 24f) * more, series, count);
    }

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Growth(Vector256<float> slope, Vector256<float> count, out Vector256<float> more)
    {
        more = (count - Vector256<float>.One) * slope;
        var less = more - slope;
        var series = Vector256.FusedMultiplyAdd(less, less - slope + Vector256.Create(4f), Vector256.Create(12f));
        return Vector256.FusedMultiplyAdd(count * Vector256.Create(1 / 24f) * more, series, count);
    }

    // As Growth, with one more term.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LongGrowth(Vector512<float> slope, Vector512<float> count, out Vector512<float> more)
    {
        more = (count - Vector512<float>.One) * slope;
        var (less, lesser) = (more - slope, more - slope - slope);
        var series = Vector512.FusedMultiplyAdd(less, Vector512.FusedMultiplyAdd(lesser, lesser - slope + Vector512.Create(5f), Vector512.Create(20f)), Vector512.Create(60f));
        return Vector512.FusedMultiplyAdd(count * Vector512.Create(1 / 120f) * more, series, count);
    }

    // The same of eight cells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LongGrowth(Vector256<float> slope, Vector256<float> count, out Vector256<float> more)
    {
        more = (count - Vector256<float>.One) * slope;
        var (less, lesser) = (more - slope, more - slope - slope);
        var series = Vector256.FusedMultiplyAdd(less, Vector256.FusedMultiplyAdd(lesser, lesser - slope + Vector256.Create(5f), Vector256.Create(20f)), Vector256.Create(60f));
        return Vector256.FusedMultiplyAdd(count * Vector256.Create(1 / 120f) * more, series, count);
    }
}
