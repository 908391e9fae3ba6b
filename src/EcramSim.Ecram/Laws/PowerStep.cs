using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Steps that are a power of the distance to the bound ahead: with ω = (b_max − w)/(b_max − b_min), b the bounds of the cell,
/// up w + Δ⁺f⁺·ω^(γ⁺g⁺)(1 + σξ), down w − Δ⁻f⁻·(1 − ω)^(γ⁻g⁻)(1 + σξ), Δ± = Δ(1 ± a), f and g the factors of the cell; γ = 1 has soft bounds.
/// The synapse of Fusi and Abbott (Nat. Neurosci. 10:485, 2007), as the power step device of IBM's aihwkit has it. Beyond its bound a cell does not move on.
/// </summary>
/// <param name="step">Δ, the step at the bound behind, in units of weight: mean of both directions.</param>
/// <param name="minimum">Nominal lower bound, &lt; 0.</param>
/// <param name="maximum">Nominal upper bound, &gt; 0.</param>
/// <param name="powerUp">γ⁺, &gt; 0.</param>
/// <param name="powerDown">γ⁻, &gt; 0.</param>
/// <param name="cycleNoise">σ, relative to the actual step; 0 is none.</param>
/// <param name="spread">Spread between cells; slope acts on the powers.</param>
/// <param name="upDown">a: up steps take Δ(1 + a), down steps Δ(1 − a); 0 is equal.</param>
[ModelName("power-step")]
public readonly struct PowerStep(double step, double minimum, double maximum, double powerUp, double powerDown,
    double cycleNoise, PulseSpread spread, double upDown = 0) : IPulseLaw
{
    private readonly float _stepUp = (float)(step * (1 + upDown)), _stepDown = (float)(-step * (1 - upDown)), _noise = (float)cycleNoise;
    private readonly float _powerUp = (float)powerUp, _powerDown = (float)powerDown;
    private readonly Directions _steps = new(step * (1 + upDown), -step * (1 - upDown), ofFactors: true), _powers = new(powerUp, powerDown, ofFactors: true);
    private readonly StepSum _sum = new(cycleNoise);

    /// <inheritdoc/>
    public double Granularity { get; } = step * ((1 + upDown) * Math.Pow(maximum / (maximum - minimum), powerUp)
        + (1 - upDown) * Math.Pow(-minimum / (maximum - minimum), powerDown)) / 2;
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

    /// <summary>Reads step, maximum, minimum, power_up, power_down, cycle_noise ("none" or missing: none), up_down (missing: 0) and spread.</summary>
    public static PowerStep Read(ModelNode node) => new(
        node.Number("step", new Interval(0, 1, false, true)),
        node.Number("minimum", new Interval(-100, 0, true, false)),
        node.Number("maximum", new Interval(0, 100, false, true)),
        node.Number("power_up", new Interval(0, 20, false, true)),
        node.Number("power_down", new Interval(0, 20, false, true)),
        CycleNoise.Read(node), PulseSpread.Read(node), UpDown.Read(node));

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples => [new PowerStep(0.02, -0.8, 1.2, 1.6, 0.7, 0.3, PulseSpread.None)];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var full = Vector256.ConditionalSelect(up, cells.StepUp * Vector256.Create(_stepUp), cells.StepDown * Vector256.Create(_stepDown));
        var power = Vector256.ConditionalSelect(up, cells.SlopeUp * Vector256.Create(_powerUp), cells.SlopeDown * Vector256.Create(_powerDown));
        var ahead = Vector256.ConditionalSelect(up, cells.Maximum - weight, weight - cells.Minimum) / OwnBounds.Range(cells);
        // At and outside the bounds the power has no meaning; such lanes are not selected.
        var fraction = Vector256.ConditionalSelect(Vector256.GreaterThan(ahead, Vector256<float>.Zero),
            LaneExponential.Power(ahead, power), Vector256<float>.Zero);
        var relative = Vector256.FusedMultiplyAdd(Vector256.Create(_noise), xi, Vector256<float>.One);
        return Vector256.FusedMultiplyAdd(full * fraction, relative, weight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach)
    {
        var power = cells.Slope * _powers.Of(up);
        var ahead = Vector512.ConditionalSelect(up, cells.Maximum - weight, weight - cells.Minimum);
        var moves = Vector512.GreaterThan(ahead, Vector512<float>.Zero);
        var fraction = Vector512.ConditionalSelect(moves, LaneExponential.Power(ahead / OwnBounds.Range(cells), power), Vector512<float>.Zero);
        var step = cells.Step * _steps.Of(up) * fraction;
        // Of ω^γ: each derivative brings its power down, divided by the way that is left.
        var closer = Vector512<float>.One / Vector512.ConditionalSelect(moves, ahead, Vector512<float>.One);
        var part = Vector512.Abs(step) * closer;
        return _sum.Curved(weight, step, -power * part, power * (power - Vector512<float>.One) * step * (closer * closer), (Vector512.Create(2f) - power) * part * count.Number,
            count, xi, out mean, out reach);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach)
    {
        var power = cells.Slope * _powers.Of(up);
        var ahead = Vector256.ConditionalSelect(up, cells.Maximum - weight, weight - cells.Minimum);
        var moves = Vector256.GreaterThan(ahead, Vector256<float>.Zero);
        var fraction = Vector256.ConditionalSelect(moves, LaneExponential.Power(ahead / OwnBounds.Range(cells), power), Vector256<float>.Zero);
        var step = cells.Step * _steps.Of(up) * fraction;
        // Of ω^γ: each derivative brings its power down, divided by the way that is left.
        var closer = Vector256<float>.One / Vector256.ConditionalSelect(moves, ahead, Vector256<float>.One);
        var part = Vector256.Abs(step) * closer;
        return _sum.Curved(weight, step, -power * part, power * (power - Vector256<float>.One) * step * (closer * closer), (Vector256.Create(2f) - power) * part * count.Number,
            count, xi, out mean, out reach);
    }
}
