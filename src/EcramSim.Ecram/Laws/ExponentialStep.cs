using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Steps that depart exponentially from a constant one, the law of filamentary memories: with v = 2w/(b_max − b_min), b the bounds of the cell,
/// up w + Δ⁺f⁺·max(0, 1 − A⁺·e^(κ⁺g⁺v))(1 + σξ), down w − Δ⁻f⁻·max(0, 1 − A⁻·e^(−κ⁻g⁻v))(1 + σξ), Δ± = Δ(1 ± a), f and g the factors of the cell.
/// A &gt; 0 with κ &gt; 0 slows the step towards the bound ahead (0 where A·e^(κv) reaches 1); A &lt; 0 makes it larger. It is the exponential step device of
/// IBM's aihwkit (Rasch et al., AICAS 2021), whose z = a_es·v + b_es is folded in: κ = γ·a_es, A⁺ = A·e^(γ·b_es), A⁻ = A·e^(−γ·b_es).
/// </summary>
/// <param name="step">Δ, the step where the exponential vanishes, in units of weight: mean of both directions.</param>
/// <param name="minimum">Nominal lower bound, &lt; 0.</param>
/// <param name="maximum">Nominal upper bound, &gt; 0.</param>
/// <param name="amplitudeUp">A⁺, &lt; 1: the part that the up step lacks at w = 0.</param>
/// <param name="amplitudeDown">A⁻, likewise.</param>
/// <param name="exponentUp">κ⁺.</param>
/// <param name="exponentDown">κ⁻.</param>
/// <param name="cycleNoise">σ, relative to the actual step; 0 is none.</param>
/// <param name="spread">Spread between cells; slope acts on the exponents.</param>
/// <param name="upDown">a: up steps take Δ(1 + a), down steps Δ(1 − a); 0 is equal.</param>
[ModelName("exponential-step")]
public readonly struct ExponentialStep(double step, double minimum, double maximum, double amplitudeUp, double amplitudeDown,
    double exponentUp, double exponentDown, double cycleNoise, PulseSpread spread, double upDown = 0) : IPulseLaw
{
    private readonly float _stepUp = (float)(step * (1 + upDown)), _stepDown = (float)(-step * (1 - upDown)), _noise = (float)cycleNoise;
    private readonly float _amplitudeUp = (float)amplitudeUp, _amplitudeDown = (float)amplitudeDown;
    private readonly float _exponentUp = (float)(2 * exponentUp), _exponentDown = (float)(-2 * exponentDown);
    private readonly Directions _steps = new(step * (1 + upDown), -step * (1 - upDown), ofFactors: true), _amplitudes = new(amplitudeUp, amplitudeDown, ofFactors: false), _exponents = new(2 * exponentUp, -2 * exponentDown, ofFactors: true);
    private readonly StepSum _sum = new(cycleNoise);

    /// <inheritdoc/>
    public double Granularity { get; } = step * ((1 + upDown) * (1 - amplitudeUp) + (1 - upDown) * (1 - amplitudeDown)) / 2;
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

    /// <summary>Reads step, maximum, minimum, amplitude_up, amplitude_down, exponent_up, exponent_down, cycle_noise ("none" or missing: none), up_down (missing: 0) and spread.</summary>
    public static ExponentialStep Read(ModelNode node) => new(
        node.Number("step", new Interval(0, 1, false, true)),
        node.Number("minimum", new Interval(-100, 0, true, false)),
        node.Number("maximum", new Interval(0, 100, false, true)),
        node.Number("amplitude_up", new Interval(-1000, 1, true, false)),
        node.Number("amplitude_down", new Interval(-1000, 1, true, false)),
        node.Number("exponent_up", Interval.Closed(-40, 40)),
        node.Number("exponent_down", Interval.Closed(-40, 40)),
        CycleNoise.Read(node), PulseSpread.Read(node), UpDown.Read(node));

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples => [new ExponentialStep(0.01, -0.8, 1.2, -0.3, 0.2, -1.5, 1.2, 0.3, PulseSpread.None, 0.2)];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var full = Vector256.ConditionalSelect(up, cells.StepUp * Vector256.Create(_stepUp), cells.StepDown * Vector256.Create(_stepDown));
        var exponent = Vector256.ConditionalSelect(up, cells.SlopeUp * Vector256.Create(_exponentUp), cells.SlopeDown * Vector256.Create(_exponentDown));
        var amplitude = Vector256.ConditionalSelect(up, Vector256.Create(_amplitudeUp), Vector256.Create(_amplitudeDown));
        var fraction = Vector256<float>.One - amplitude * LaneExponential.Of(exponent * (weight / OwnBounds.Range(cells)));
        fraction = Vector256.MaxNative(fraction, Vector256<float>.Zero);
        var relative = Vector256.FusedMultiplyAdd(Vector256.Create(_noise), xi, Vector256<float>.One);
        return Vector256.FusedMultiplyAdd(full * fraction, relative, weight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach)
    {
        var full = cells.Step * _steps.Of(up);
        var perWeight = cells.Slope * _exponents.Of(up) / OwnBounds.Range(cells);
        var lacking = _amplitudes.Of(up) * LaneExponential.Of(perWeight * weight);
        var fraction = Vector512<float>.One - lacking;
        // Where the step has vanished, it stays so.
        var moves = Vector512.GreaterThan(fraction, Vector512<float>.Zero);
        full = Vector512.ConditionalSelect(moves, full, Vector512<float>.Zero);
        var step = full * fraction;
        var slope = -(full * lacking * perWeight);
        return _sum.Curved(weight, step, slope, slope * perWeight, perWeight * step * count.Number, count, xi, out mean, out reach);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach)
    {
        var full = cells.Step * _steps.Of(up);
        var perWeight = cells.Slope * _exponents.Of(up) / OwnBounds.Range(cells);
        var lacking = _amplitudes.Of(up) * LaneExponential.Of(perWeight * weight);
        var fraction = Vector256<float>.One - lacking;
        // Where the step has vanished, it stays so.
        var moves = Vector256.GreaterThan(fraction, Vector256<float>.Zero);
        full = Vector256.ConditionalSelect(moves, full, Vector256<float>.Zero);
        var step = full * fraction;
        var slope = -(full * lacking * perWeight);
        return _sum.Curved(weight, step, slope, slope * perWeight, perWeight * step * count.Number, count, xi, out mean, out reach);
    }
}
