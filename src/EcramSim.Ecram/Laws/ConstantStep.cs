using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Steps that do not depend on the weight: w ± Δ·f±·(1 + σξ), with f± the factors of the cell. The idealised resistive
/// processing unit of Gokmen and Vlasov (Front. Neurosci. 10:333, 2016).
/// </summary>
/// <param name="granularity">Δ, in units of weight: mean of both directions.</param>
/// <param name="minimum">Nominal lower bound, &lt; 0.</param>
/// <param name="maximum">Nominal upper bound, &gt; 0.</param>
/// <param name="cycleNoise">σ, relative to the step; 0 is none.</param>
/// <param name="spread">Spread between cells.</param>
/// <param name="upDown">a: up steps are Δ(1 + a), down steps Δ(1 − a); 0 is equal steps.</param>
[ModelName("constant-step")]
public readonly struct ConstantStep(double granularity, double minimum, double maximum, double cycleNoise, PulseSpread spread, double upDown = 0) : IPulseLaw
{
    private readonly float _stepUp = (float)(granularity * (1 + upDown)), _stepDown = (float)(-granularity * (1 - upDown)), _noise = (float)cycleNoise;
    private readonly Directions _steps = new(granularity * (1 + upDown), -granularity * (1 - upDown), ofFactors: true);
    private readonly StepSum _sum = new(cycleNoise);

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
    public double Farthest(int pulses, double step, double slope) => _sum.Farthest(pulses, step * Math.Max(_stepUp, -_stepDown), 0);
    /// <inheritdoc/>
    public bool IsUniform => true;

    /// <summary>Reads granularity, maximum, minimum, cycle_noise ("none" or missing: none), up_down (missing: 0) and spread.</summary>
    public static ConstantStep Read(ModelNode node) => new(
        node.Number("granularity", new Interval(0, 1, false, true)),
        node.Number("minimum", new Interval(-100, 0, true, false)),
        node.Number("maximum", new Interval(0, 100, false, true)),
        CycleNoise.Read(node), PulseSpread.Read(node), UpDown.Read(node));

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples => [new ConstantStep(0.01, -1, 1, 0.3, PulseSpread.None), new ConstantStep(0.004, -0.6, 0.6, 0, PulseSpread.None, 0.1)];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var relative = Vector256.FusedMultiplyAdd(Vector256.Create(_noise), xi, Vector256<float>.One);
        return Vector256.FusedMultiplyAdd(Step(up, cells), relative, weight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach)
    {
        // K steps with independent noise: K + σ√K ξ steps.
        var deviation = _sum.Deviation(count);
        var step = cells.Step * _steps.Of(up);
        mean = Vector512.FusedMultiplyAdd(step, count.Number, weight);
        reach = StepSum.Reach(Vector512.Abs(step) * deviation);
        return Vector512.FusedMultiplyAdd(step, Vector512.FusedMultiplyAdd(deviation, xi, count.Number), weight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach)
    {
        // K steps with independent noise: K + σ√K ξ steps.
        var deviation = _sum.Deviation(count);
        var step = cells.Step * _steps.Of(up);
        mean = Vector256.FusedMultiplyAdd(step, count.Number, weight);
        reach = StepSum.Reach(Vector256.Abs(step) * deviation);
        return Vector256.FusedMultiplyAdd(step, Vector256.FusedMultiplyAdd(deviation, xi, count.Number), weight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Step(Vector256<float> up, in CellLanes cells) =>
        Vector256.ConditionalSelect(up, cells.StepUp * Vector256.Create(_stepUp), cells.StepDown * Vector256.Create(_stepDown));
}
