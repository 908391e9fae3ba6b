using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Steps that change linearly with the weight, the law behind the published presets of Li–WO3 (Tang et al., IEDM 2018) and metal-oxide ECRAM
/// (Kim et al., IEDM 2019): w ± (Δ± + s±w)(1 + σξ) with s± = −|γ±|Δ±/b±, b± the nominal upper and (negative) lower bound, so up steps
/// shrink towards the upper bound and down steps towards the lower one: Δ±·f±·(1 − γ±·g±·w/b±), f and g the factors of the cell.
/// Without multiplicative noise, σξ acts on Δ± alone.
/// </summary>
/// <param name="granularity">Δ at w = 0, in units of weight: mean of both directions.</param>
/// <param name="minimum">Nominal lower bound, &lt; 0.</param>
/// <param name="maximum">Nominal upper bound, &gt; 0.</param>
/// <param name="slopeUp">γ⁺: fraction of the up step that is lost from w = 0 to the upper bound.</param>
/// <param name="slopeDown">γ⁻: fraction of the down step that is lost from w = 0 to the lower bound.</param>
/// <param name="cycleNoise">σ; 0 is none.</param>
/// <param name="multiplicativeNoise">Whether the noise scales with the actual step.</param>
/// <param name="spread">Spread between cells.</param>
/// <param name="upDown">a: up steps are Δ(1 + a), down steps Δ(1 − a); 0 is equal steps.</param>
[ModelName("linear-step")]
public readonly struct LinearStep(double granularity, double minimum, double maximum, double slopeUp, double slopeDown,
    double cycleNoise, bool multiplicativeNoise, PulseSpread spread, double upDown = 0) : IPulseLaw
{
    private readonly float _stepUp = (float)(granularity * (1 + upDown)), _stepDown = (float)(-granularity * (1 - upDown)), _noise = (float)cycleNoise;
    private readonly float _up = (float)(-Math.Abs(slopeUp) / maximum), _down = (float)(-Math.Abs(slopeDown) / minimum);
    private readonly Directions _steps = new(granularity * (1 + upDown), -granularity * (1 - upDown), ofFactors: true);
    private readonly Directions _slopes = new(-Math.Abs(slopeUp) / maximum, -Math.Abs(slopeDown) / minimum, ofFactors: true);
    private readonly StepSum _sum = new(cycleNoise, granularity * (1 + Math.Abs(upDown)) * Math.Max(Math.Abs(slopeUp / maximum), Math.Abs(slopeDown / minimum)), multiplicativeNoise);
    private readonly bool _multiplicative = multiplicativeNoise;

    /// <inheritdoc/>
    public double Granularity { get; } = granularity;
    /// <inheritdoc/>
    public double Minimum { get; } = minimum;
    /// <inheritdoc/>
    public double Maximum { get; } = maximum;
    /// <inheritdoc/>
    public PulseSpread Spread { get; } = spread;
    /// <inheritdoc/>
    public bool IsNoisy => _noise != 0;
    /// <inheritdoc/>
    public bool IsSummable => true;

    /// <inheritdoc/>
    public double Farthest(int pulses, double step, double slope)
    {
        // The largest step is that at a bound.
        var largest = step * Math.Max(Math.Abs(_stepUp), Math.Abs(_stepDown));
        var bend = slope * Math.Max(Math.Abs(_up), Math.Abs(_down));
        return _sum.Farthest(pulses, largest * (1 + bend * Math.Max(-Minimum, Maximum)), largest * bend);
    }

    /// <summary>Reads granularity, maximum, minimum, slope_up, slope_down, cycle_noise, multiplicative_noise (true or false), up_down (missing: 0) and spread.</summary>
    public static LinearStep Read(ModelNode node) => new(
        node.Number("granularity", new Interval(0, 1, false, true)),
        node.Number("minimum", Interval.Closed(-100, -1e-4)),
        node.Number("maximum", Interval.Closed(1e-4, 100)),
        node.Number("slope_up", Interval.Closed(0, 1)),
        node.Number("slope_down", Interval.Closed(0, 1)),
        CycleNoise.Read(node), node.Flag("multiplicative_noise"), PulseSpread.Read(node), UpDown.Read(node));

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples =>
    [
        new LinearStep(0.01, -0.8, 1.2, 0.4, 0.7, 0.3, true, PulseSpread.None),
        new LinearStep(0.01, -0.8, 1.2, 0.4, 0.7, 0.3, false, PulseSpread.None),
    ];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var step = Vector256.ConditionalSelect(up, cells.StepUp * Vector256.Create(_stepUp), cells.StepDown * Vector256.Create(_stepDown));
        var slope = Vector256.ConditionalSelect(up, cells.SlopeUp * Vector256.Create(_up), cells.SlopeDown * Vector256.Create(_down));
        var fraction = Vector256.FusedMultiplyAdd(slope, weight, Vector256<float>.One);
        var noise = Vector256.Create(_noise) * xi;
        var relative = _multiplicative ? Vector256.FusedMultiplyAdd(fraction, noise, fraction) : fraction + noise;
        return Vector256.FusedMultiplyAdd(step, relative, weight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach)
    {
        var step = cells.Step * _steps.Of(up);
        var slope = cells.Slope * _slopes.Of(up);
        var fraction = Vector512.FusedMultiplyAdd(slope, weight, Vector512<float>.One);
        slope *= step;
        if (_multiplicative)
        {
            step *= fraction;
            var after = _sum.Linear(weight, step, slope, count, xi, out mean, out var relative);
            reach = _sum.Reach(Vector512.Abs(step) * relative, slope, count);
            return after;
        }
        // Noise of constant size, each pulse's multiplied by 1 + a in every later one: normal, with variance σ²Δ²·Σ(1 + a)^(2j).
        var twice = Vector512.FusedMultiplyAdd(slope, slope, slope + slope);
        var deviation = Vector512.Create(_noise) * Vector512.Sqrt(StepSum.Growth(twice, count.Number, out _));
        reach = _sum.Reach(Vector512.Abs(step) * deviation, slope, count);
        var total = StepSum.Growth(slope, count.Number, out _) * fraction;
        mean = Vector512.FusedMultiplyAdd(step, total, weight);
        return Vector512.FusedMultiplyAdd(step, Vector512.FusedMultiplyAdd(deviation, xi, total), weight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach)
    {
        var step = cells.Step * _steps.Of(up);
        var slope = cells.Slope * _slopes.Of(up);
        var fraction = Vector256.FusedMultiplyAdd(slope, weight, Vector256<float>.One);
        slope *= step;
        if (_multiplicative)
        {
            step *= fraction;
            var after = _sum.Linear(weight, step, slope, count, xi, out mean, out var relative);
            reach = _sum.Reach(Vector256.Abs(step) * relative, slope, count);
            return after;
        }
        // Noise of constant size, each pulse's multiplied by 1 + a in every later one: normal, with variance σ²Δ²·Σ(1 + a)^(2j).
        var twice = Vector256.FusedMultiplyAdd(slope, slope, slope + slope);
        var deviation = Vector256.Create(_noise) * Vector256.Sqrt(StepSum.Growth(twice, count.Number, out _));
        reach = _sum.Reach(Vector256.Abs(step) * deviation, slope, count);
        var total = StepSum.Growth(slope, count.Number, out _) * fraction;
        mean = Vector256.FusedMultiplyAdd(step, total, weight);
        return Vector256.FusedMultiplyAdd(step, Vector256.FusedMultiplyAdd(deviation, xi, total), weight);
    }
}
