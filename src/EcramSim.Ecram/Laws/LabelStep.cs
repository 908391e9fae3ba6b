using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// The law of a published nonlinearity label and number of pulses: each branch follows f(p) = (1 − e^(−p/a))/(1 − e^(−1/a)) with L(a) the label
/// (docs/physics.md, equation 5.3), so P pulses lead exactly from one bound to the other. f obeys f_(n+1) − f_n = c − q·f_n with q = 1 − e^(−1/(aP)) and
/// c = q/(1 − e^(−1/a)): up w + f⁺(c⁺R − q⁺(w − b_min))(1 + σξ), down w − f⁻(c⁻R − q⁻(b_max − w))(1 + σξ), R = b_max − b_min, b and f the bounds and step factors of the cell.
/// </summary>
/// <param name="labelUp">Label of potentiation, signed along its own direction: positive saturates, negative is convex, 0 is straight; |L| &lt; 10.1015.</param>
/// <param name="labelDown">Label of depression, signed likewise.</param>
/// <param name="pulsesUp">P⁺, pulses from the lower bound to the upper.</param>
/// <param name="pulsesDown">P⁻, pulses from the upper bound to the lower.</param>
/// <param name="minimum">Nominal lower bound, &lt; 0.</param>
/// <param name="maximum">Nominal upper bound, &gt; 0.</param>
/// <param name="cycleNoise">σ, relative to the actual step; 0 is none.</param>
/// <param name="spread">Spread between cells; slope has no meaning here.</param>
[ModelName("nonlinearity-label")]
public readonly struct LabelStep(double labelUp, double labelDown, double pulsesUp, double pulsesDown, double minimum, double maximum, double cycleNoise, PulseSpread spread) : IPulseLaw
{
    private static readonly Interval Labels = Interval.Open(-NonlinearityLabel.Scale, NonlinearityLabel.Scale);
    private static readonly Interval Counts = new(1, 1e6, true, true);

    private readonly float _startUp = (float)Coefficients(labelUp, pulsesUp).Start, _lossUp = (float)Coefficients(labelUp, pulsesUp).Loss;
    private readonly float _startDown = (float)Coefficients(labelDown, pulsesDown).Start, _lossDown = (float)Coefficients(labelDown, pulsesDown).Loss;
    private readonly float _noise = (float)cycleNoise;
    private readonly Directions _starts = new(Coefficients(labelUp, pulsesUp).Start, Coefficients(labelDown, pulsesDown).Start, ofFactors: false), _losses = new(Coefficients(labelUp, pulsesUp).Loss, Coefficients(labelDown, pulsesDown).Loss, ofFactors: false);
    private readonly StepSum _sum = new(cycleNoise, linear: true);

    /// <inheritdoc/>
    public double Granularity { get; } = ((Coefficients(labelUp, pulsesUp).Start + Coefficients(labelDown, pulsesDown).Start) * (maximum - minimum)
        + Coefficients(labelUp, pulsesUp).Loss * minimum - Coefficients(labelDown, pulsesDown).Loss * maximum) / 2;
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

    /// <summary>
    /// Reads the objects nonlinearity_label and pulses (each with the keys up and down), maximum, minimum, cycle_noise ("none" or missing: none), spread and
    /// sign: "own-direction" (also where the key is missing) or "neurosim", which writes the label of a saturating depression negative.
    /// </summary>
    public static LabelStep Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var label = node.Child("nonlinearity_label");
        var pulses = node.Child("pulses");
        var turned = node.Has("sign") && node.Choice("sign", ["own-direction", "neurosim"]) == "neurosim";
        var down = label.Number("down", Labels);
        return new LabelStep(label.Number("up", Labels), turned ? -down : down, pulses.Number("up", Counts), pulses.Number("down", Counts),
            node.Number("minimum", new Interval(-100, 0, true, false)), node.Number("maximum", new Interval(0, 100, false, true)),
            CycleNoise.Read(node), PulseSpread.Read(node));
    }

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples => [new LabelStep(2.4, -1.2, 120, 150, -0.8, 1.2, 0.3, PulseSpread.None)];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var factor = Vector256.ConditionalSelect(up, cells.StepUp, -cells.StepDown);
        var start = Vector256.ConditionalSelect(up, Vector256.Create(_startUp), Vector256.Create(_startDown));
        var loss = Vector256.ConditionalSelect(up, Vector256.Create(_lossUp), Vector256.Create(_lossDown));
        var way = Vector256.ConditionalSelect(up, weight - cells.Minimum, cells.Maximum - weight);
        var mean = factor * (start * (cells.Maximum - cells.Minimum) - loss * way);
        var relative = Vector256.FusedMultiplyAdd(Vector256.Create(_noise), xi, Vector256<float>.One);
        return Vector256.FusedMultiplyAdd(mean, relative, weight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach)
    {
        var own = cells.Step * Vector512.Create(FactorUnit.Inverse);
        var factor = Vector512.ConditionalSelect(up, own, -own);
        var start = _starts.Of(up);
        var loss = _losses.Of(up);
        var way = Vector512.ConditionalSelect(up, weight - cells.Minimum, cells.Maximum - weight);
        var step = factor * (start * (cells.Maximum - cells.Minimum) - loss * way);
        var slope = -loss * own;
        var after = _sum.Linear(weight, step, slope, count, xi, out mean, out var deviation);
        reach = _sum.Reach(Vector512.Abs(step) * deviation, slope, count);
        return after;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach)
    {
        var own = cells.Step * Vector256.Create(FactorUnit.Inverse);
        var factor = Vector256.ConditionalSelect(up, own, -own);
        var start = _starts.Of(up);
        var loss = _losses.Of(up);
        var way = Vector256.ConditionalSelect(up, weight - cells.Minimum, cells.Maximum - weight);
        var step = factor * (start * (cells.Maximum - cells.Minimum) - loss * way);
        var slope = -loss * own;
        var after = _sum.Linear(weight, step, slope, count, xi, out mean, out var deviation);
        reach = _sum.Reach(Vector256.Abs(step) * deviation, slope, count);
        return after;
    }

    // c, the first step as a fraction of the range, and q, what each step loses per fraction of the way.
    private static (double Start, double Loss) Coefficients(double label, double pulses)
    {
        if (label == 0) return (1 / pulses, 0);
        var rate = Math.Sign(label) / NonlinearityLabel.CurvatureOf(Math.Abs(label));
        // Straight but for rounding.
        if (Math.Abs(rate) < 1e-9) return (1 / pulses, 0);
        var loss = 1 - Math.Exp(-rate / pulses);
        return (loss / (1 - Math.Exp(-rate)), loss);
    }
}
