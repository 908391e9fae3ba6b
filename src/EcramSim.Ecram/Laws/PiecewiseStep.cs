using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Steps given at equal distances between the bounds of the cell and linear between: w + f⁺·Δ⁺(p)(1 + σξ) up, w + f⁻·Δ⁻(p)(1 + σξ) down,
/// p = (w − b_min)/(b_max − b_min), b and f the bounds and step factors of the cell. The piecewise step device of IBM's aihwkit,
/// with steps in units of weight. Unlike <see cref="TableStep"/>, the curve stretches with the bounds of each cell and the noise is relative to the step.
/// </summary>
[ModelName("piecewise-step")]
public readonly struct PiecewiseStep : IPulseLaw
{
    // Per node: step up, its difference to the next node, step down, its difference.
    private readonly LaneRows _rows;
    private readonly float _last, _noise;

    /// <summary>The law through the nodes.</summary>
    /// <param name="stepUp">Δ⁺ ≥ 0 at the nodes, from the lower bound to the upper, in units of weight; at least 2.</param>
    /// <param name="stepDown">Δ⁻ ≤ 0 at the same nodes.</param>
    /// <param name="minimum">Nominal lower bound, &lt; 0.</param>
    /// <param name="maximum">Nominal upper bound, &gt; 0.</param>
    /// <param name="cycleNoise">σ, relative to the actual step; 0 is none.</param>
    /// <param name="spread">Spread between cells; slope has no meaning here.</param>
    /// <exception cref="ArgumentException">Columns of different lengths, fewer than two nodes, a step of the wrong sign or not finite.</exception>
    public PiecewiseStep(double[] stepUp, double[] stepDown, double minimum, double maximum, double cycleNoise, PulseSpread spread)
    {
        ArgumentNullException.ThrowIfNull(stepUp);
        ArgumentNullException.ThrowIfNull(stepDown);
        ArgumentNullException.ThrowIfNull(spread);
        var nodes = stepUp.Length;
        if (nodes < 2 || stepDown.Length != nodes)
            throw new ArgumentException($"a piecewise step needs at least 2 nodes with a step up and a step down each, here {nodes} and {stepDown.Length}", nameof(stepUp));
        for (var i = 0; i < nodes; i++)
            if (!(stepUp[i] >= 0 && stepDown[i] <= 0) || !double.IsFinite(stepUp[i] - stepDown[i]))
                throw new ArgumentException(FormattableString.Invariant($"node {i + 1} of a piecewise step: steps must be ≥ 0 up and ≤ 0 down, here {stepUp[i]} and {stepDown[i]}"), nameof(stepUp));
        var rows = new float[nodes * LaneRows.Width];
        for (var i = 0; i < nodes; i++)
        {
            var next = Math.Min(i + 1, nodes - 1);
            rows[i * LaneRows.Width] = (float)stepUp[i];
            rows[i * LaneRows.Width + 1] = (float)(stepUp[next] - stepUp[i]);
            rows[i * LaneRows.Width + 2] = (float)stepDown[i];
            rows[i * LaneRows.Width + 3] = (float)(stepDown[next] - stepDown[i]);
        }
        _rows = new LaneRows(rows);
        (_last, _noise) = (nodes - 1, (float)cycleNoise);
        (Minimum, Maximum, Spread) = (minimum, maximum, spread);
        var place = -minimum / (maximum - minimum) * (nodes - 1);
        var below = Math.Min((int)place, nodes - 2);
        Granularity = (Between(stepUp, below, place - below) - Between(stepDown, below, place - below)) / 2;
    }

    /// <inheritdoc/>
    public double Granularity { get; }
    /// <inheritdoc/>
    public double Minimum { get; }
    /// <inheritdoc/>
    public double Maximum { get; }
    /// <inheritdoc/>
    public PulseSpread Spread { get; }
    /// <inheritdoc/>
    public bool IsNoisy => _noise != 0;

    /// <summary>
    /// Reads the key table (a parameter whose value has the columns step_up and step_down of equal length, at least 2: the steps at
    /// even distances from the lower bound to the upper), maximum, minimum, cycle_noise ("none" or missing: none) and spread.
    /// </summary>
    public static PiecewiseStep Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var columns = node.Table("table", "step_up", "step_down");
        var minimum = node.Number("minimum", new Interval(-100, 0, true, false));
        var maximum = node.Number("maximum", new Interval(0, 100, false, true));
        try
        {
            var law = new PiecewiseStep(columns["step_up"], columns["step_down"], minimum, maximum, CycleNoise.Read(node), PulseSpread.Read(node));
            return law.Granularity > 0 ? law : throw node.Error("table", "the steps at weight 0 must not vanish in both directions");
        }
        catch (ArgumentException e)
        {
            throw node.Error("table", e.Message.Split(" (Parameter", StringSplitOptions.None)[0]);
        }
    }

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples => [new PiecewiseStep([0.05, 0.04, 0.04, 0.02], [-0.01, -0.03, -0.04, -0.06], -0.8, 1.2, 0.3, PulseSpread.None)];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var factor = Vector256.ConditionalSelect(up, cells.StepUp, cells.StepDown);
        var position = (weight - cells.Minimum) / OwnBounds.Range(cells) * Vector256.Create(_last);
        var place = TablePlace.Of(position, _last, out var fraction);
        _rows.At(place, out var raised, out var raisedDifference, out var lowered, out var loweredDifference);
        var mean = Vector256.ConditionalSelect(up,
            Vector256.FusedMultiplyAdd(fraction, raisedDifference, raised), Vector256.FusedMultiplyAdd(fraction, loweredDifference, lowered));
        var relative = Vector256.FusedMultiplyAdd(Vector256.Create(_noise), xi, Vector256<float>.One);
        return Vector256.FusedMultiplyAdd(factor * mean, relative, weight);
    }

    private static double Between(double[] values, int below, double t) => values[below] + t * (values[below + 1] - values[below]);
}
