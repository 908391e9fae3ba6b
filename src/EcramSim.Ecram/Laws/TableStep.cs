using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Mean step and its noise over the weight, linear between the points of a <see cref="PulseTable"/>: w + f±·μ±(w) + √f±·σ±(w)·ξ.
/// A cell that takes f times the step per pulse moves f times as many ions, so its noise grows with √f. What a physical cell is
/// compiled into, and the law of device files whose steps follow no formula.
/// </summary>
[ModelName("table-step")]
public readonly struct TableStep : IPulseLaw
{
    // Per point, up then down: mean step, its difference to the next point, noise, its difference.
    private readonly LaneRows _rows;
    private readonly float _origin, _pointsPerWeight, _last;
    private readonly int _points;

    /// <summary>The law of <paramref name="table"/> with <paramref name="spread"/> between the cells.</summary>
    /// <exception cref="ArgumentException">Arrays of different lengths, a step of the wrong sign, a value that is not finite, negative noise, or bounds in the wrong order.</exception>
    public TableStep(PulseTable table, PulseSpread spread)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(spread);
        Check(table);
        _points = table.StepUp.Length;
        _rows = new LaneRows([.. Rows(table.StepUp, table.NoiseUp), .. Rows(table.StepDown, table.NoiseDown)]);
        var pointsPerWeight = (_points - 1) / (table.Maximum - table.Minimum);
        _origin = (float)(-table.Minimum * pointsPerWeight);
        _pointsPerWeight = (float)pointsPerWeight;
        _last = _points - 1;
        Minimum = table.Minimum;
        Maximum = table.Maximum;
        Spread = spread;
        IsNoisy = table.NoiseUp.Concat(table.NoiseDown).Any(v => v > 0);
        Granularity = (At(table.StepUp, table) - At(table.StepDown, table)) / 2;
    }

    /// <summary>
    /// Reads the key table (a parameter whose value has the columns weight, step_up, step_down, noise_up and noise_down of equal length, at least 2;
    /// the weights ascending and evenly spaced, the first and the last are the bounds) and spread.
    /// </summary>
    public static TableStep Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var columns = node.Table("table", "weight", "step_up", "step_down", "noise_up", "noise_down");
        var weight = columns["weight"];
        if (weight.Length < 2) throw node.Error("table", "at least two weights are needed");
        var spacing = (weight[^1] - weight[0]) / (weight.Length - 1);
        for (var i = 1; i < weight.Length; i++)
            if (!(spacing > 0) || Math.Abs(weight[i] - weight[0] - i * spacing) > 1e-6 * spacing * weight.Length)
                throw node.Error("table", FormattableString.Invariant($"column 'weight', row {i + 1}: the weights must ascend evenly, here {weight[i - 1]} is followed by {weight[i]}"));
        try
        {
            return new TableStep(new PulseTable(weight[0], weight[^1], columns["step_up"], columns["step_down"], columns["noise_up"], columns["noise_down"]), PulseSpread.Read(node));
        }
        catch (ArgumentException e)
        {
            throw node.Error("table", e.Message.Split(" (Parameter", StringSplitOptions.None)[0]);
        }
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
    public bool IsNoisy { get; }

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples => [new TableStep(new PulseTable(-1, 1, [0.03, 0.02, 0.01], [-0.01, -0.03, -0.05], [0.002, 0.001, 0.004], [0.001, 0.003, 0.005]), PulseSpread.None)];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var factor = Vector256.ConditionalSelect(up, cells.StepUp, cells.StepDown);
        var place = TablePlace.Of(Vector256.FusedMultiplyAdd(weight, Vector256.Create(_pointsPerWeight), Vector256.Create(_origin)), _last, out var fraction);
        place += Vector256.AndNot(Vector256.Create(_points), up.AsInt32());
        _rows.At(place, out var mean, out var meanDifference, out var noise, out var noiseDifference);
        var moved = Vector256.FusedMultiplyAdd(factor, Vector256.FusedMultiplyAdd(fraction, meanDifference, mean), weight);
        if (!IsNoisy) return moved;
        var deviation = Vector256.Sqrt(factor) * Vector256.FusedMultiplyAdd(fraction, noiseDifference, noise);
        return Vector256.FusedMultiplyAdd(deviation, xi, moved);
    }

    private static IEnumerable<float> Rows(double[] step, double[] noise)
    {
        for (var i = 0; i < step.Length; i++)
        {
            var next = Math.Min(i + 1, step.Length - 1);
            yield return (float)step[i];
            yield return (float)(step[next] - step[i]);
            yield return (float)noise[i];
            yield return (float)(noise[next] - noise[i]);
        }
    }

    private static double At(double[] values, PulseTable table)
    {
        var t = Math.Clamp(-table.Minimum / (table.Maximum - table.Minimum), 0, 1) * (values.Length - 1);
        var i = Math.Min((int)t, values.Length - 2);
        return values[i] + (t - i) * (values[i + 1] - values[i]);
    }

    private static void Check(PulseTable table)
    {
        var n = table.StepUp.Length;
        if (n < 2 || table.StepDown.Length != n || table.NoiseUp.Length != n || table.NoiseDown.Length != n)
            throw new ArgumentException($"a pulse table needs four arrays of one length of at least 2, here {n}, {table.StepDown.Length}, {table.NoiseUp.Length}, {table.NoiseDown.Length}", nameof(table));
        if (!(table.Minimum < table.Maximum) || !double.IsFinite(table.Minimum) || !double.IsFinite(table.Maximum))
            throw new ArgumentException($"a pulse table needs minimum < maximum, here {table.Minimum} and {table.Maximum}", nameof(table));
        for (var i = 0; i < n; i++)
            if (!(table.StepUp[i] >= 0 && table.StepDown[i] <= 0 && table.NoiseUp[i] >= 0 && table.NoiseDown[i] >= 0)
                || !double.IsFinite(table.StepUp[i] - table.StepDown[i] + table.NoiseUp[i] + table.NoiseDown[i]))
                throw new ArgumentException($"point {i} of a pulse table: steps must be ≥ 0 up and ≤ 0 down, noise ≥ 0, all finite; here {table.StepUp[i]}, {table.StepDown[i]}, {table.NoiseUp[i]}, {table.NoiseDown[i]}", nameof(table));
    }
}
