using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Steps that vanish at the cell's own bounds: w + Δ·f⁺(1 − w/b_max)(1 + σξ) up, w − Δ·f⁻(1 − w/b_min)(1 + σξ) down;
/// symmetry point w* = (f⁺ − f⁻)/(f⁺/b_max − f⁻/b_min). A cell whose bound is at 0 does not move in that direction.
/// </summary>
/// <param name="granularity">Δ at w = 0, in units of weight: mean of both directions.</param>
/// <param name="minimum">Nominal lower bound, &lt; 0.</param>
/// <param name="maximum">Nominal upper bound, &gt; 0.</param>
/// <param name="cycleNoise">σ, relative to the actual step; 0 is none.</param>
/// <param name="spread">Spread between cells.</param>
/// <param name="upDown">a: up steps are Δ(1 + a), down steps Δ(1 − a); 0 is equal steps.</param>
[ModelName("soft-bounds")]
public readonly struct SoftBounds(double granularity, double minimum, double maximum, double cycleNoise, PulseSpread spread, double upDown = 0) : IPulseLaw
{
    private readonly float _stepUp = (float)(granularity * (1 + upDown)), _stepDown = (float)(-granularity * (1 - upDown)), _noise = (float)cycleNoise;
    // The other way round, because that is how the slope has them.
    private readonly Directions _back = new(-granularity * (1 + upDown), granularity * (1 - upDown), ofFactors: true);
    private readonly StepSum _sum = new(cycleNoise, linear: true);
    // Pulses that go back are rare and short then: one in 740, and they move the mean by 1.3e-4 of a step. Ahead, a step is a part of what is left.
    private readonly bool _within = cycleNoise <= 1.0 / 3;

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
    public bool StaysWithin => _within;

    /// <summary>Reads granularity, maximum, minimum, cycle_noise ("none" or missing: none), up_down (missing: 0) and spread.</summary>
    public static SoftBounds Read(ModelNode node) => new(
        node.Number("granularity", new Interval(0, 1, false, true)),
        node.Number("minimum", Interval.Closed(-100, -1e-4)),
        node.Number("maximum", Interval.Closed(1e-4, 100)),
        CycleNoise.Read(node), PulseSpread.Read(node), UpDown.Read(node));

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples => [new SoftBounds(0.01, -0.6, 0.6, 0.3, PulseSpread.None)];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var step = Vector256.ConditionalSelect(up, cells.StepUp * Vector256.Create(_stepUp), cells.StepDown * Vector256.Create(_stepDown));
        var bound = Vector256.ConditionalSelect(up, cells.Maximum, cells.Minimum);
        // A cell whose bound is at 0 has no step in that direction.
        step = Vector256.ConditionalSelect(Vector256.Equals(bound, Vector256<float>.Zero), Vector256<float>.Zero, step);
        bound = Vector256.ConditionalSelect(Vector256.Equals(bound, Vector256<float>.Zero), Vector256<float>.One, bound);
        var mean = Vector256.FusedMultiplyAdd(step / -bound, weight, step);
        var relative = Vector256.FusedMultiplyAdd(Vector256.Create(_noise), xi, Vector256<float>.One);
        return Vector256.FusedMultiplyAdd(mean, relative, weight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach)
    {
        var back = cells.Step * _back.Of(up);
        var slope = back / Vector512.ConditionalSelect(up, cells.Maximum, cells.Minimum);
        var step = Vector512.FusedMultiplyAdd(slope, weight, -back);
        var after = _sum.Linear(weight, step, slope, count, xi, out mean, out var deviation);
        reach = _within ? _sum.Reach(slope, count) : _sum.Reach(Vector512.Abs(step) * deviation, slope, count);
        return after;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach)
    {
        var back = cells.Step * _back.Of(up);
        var slope = back / Vector256.ConditionalSelect(up, cells.Maximum, cells.Minimum);
        var step = Vector256.FusedMultiplyAdd(slope, weight, -back);
        var after = _sum.Linear(weight, step, slope, count, xi, out mean, out var deviation);
        reach = _within ? _sum.Reach(slope, count) : _sum.Reach(Vector256.Abs(step) * deviation, slope, count);
        return after;
    }
}
