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
    // Middle and half of the table's range: beyond it, where cells of a spread may stand, the steps are those of its ends.
    private readonly float _middle, _half;
    private readonly int _points;
    private readonly StepSum _sum;
    // Largest third difference of the steps, per weight: by how much the changes of the slope at neighbouring points differ at most.
    private readonly float _roughness;
    private readonly SmoothSteps? _smooth;

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
        (_middle, _half) = ((float)((table.Maximum + table.Minimum) / 2), (float)((table.Maximum - table.Minimum) / 2));
        Minimum = table.Minimum;
        Maximum = table.Maximum;
        Spread = spread;
        IsNoisy = table.NoiseUp.Concat(table.NoiseDown).Any(v => v > 0);
        Granularity = (At(table.StepUp, table) - At(table.StepDown, table)) / 2;
        _sum = new StepSum(0);
        _smooth = SmoothSteps.Of(table);
        _roughness = (float)(Math.Max(Roughness(table.StepUp), Roughness(table.StepDown)) * pointsPerWeight);
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
    /// <inheritdoc/>
    public bool IsSummable => true;

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

    /// <summary>
    /// As the law says; for a table with cubics. What decides whether a sum holds grows with the factor of the cell and the number of pulses: it is asked for the largest ones
    /// and a tenth more, all along the table.
    /// </summary>
    public double Farthest(int pulses, double step, double slope)
    {
        if (_smooth is not { } smooth || pulses == 0) return double.PositiveInfinity;
        const int samples = 512;
        var factor = Vector512.Create((float)(1.1 * step));
        var count = new PulseCount<Vector512<float>>(Vector512.Create((float)pulses), Vector512.Create((float)Math.Sqrt(pulses)));
        var farthest = 0.0;
        // First how far, then, wherever that does not lead out of the table, whether.
        for (var asks = false; ; asks = true)
        {
            for (var sample = 0; sample < samples; sample += Vector512<float>.Count)
            {
                var weight = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(Vector512<int>.Indices + Vector512.Create(sample)), Vector512.Create((float)((Maximum - Minimum) / (samples - 1))), Vector512.Create((float)Minimum));
                foreach (var up in new[] { Vector512<float>.AllBitsSet, Vector512<float>.Zero })
                    foreach (var xi in new[] { -StepSum.Most, StepSum.Most })
                    {
                        var moved = Vector512.Abs(Pulses(smooth, weight, up, count, Vector512.Create((float)xi), factor, out _, out var reach) - weight);
                        for (var lane = 0; lane < Vector512<float>.Count; lane++)
                            if (!asks) farthest = Math.Max(farthest, moved[lane]);
                            else if (weight[lane] - Minimum >= farthest && Maximum - weight[lane] >= farthest && !float.IsFinite(reach[lane])) return double.PositiveInfinity;
                    }
            }
            if (asks) return farthest;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The steps at both ends of the way give the slope of the sum, exact within an interval of the table; the slopes at both ends give how far the curve lies below the chord
    /// on the mean, (a₁ − a₀)·δ/12 for an even curvature. Where a single point of the table or an uneven curvature can move the mean by more than 2e-3 of its deviation
    /// beyond that, where the noise changes by a tenth or leaves its chord by 2e-3, and where the way leaves the table, pulse by pulse.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach)
    {
        if (_smooth is { } smooth) return Pulses(smooth, weight, up, count, xi, cells.Step * Vector512.Create(FactorUnit.Inverse), out mean, out reach);
        var one = Vector512<float>.One;
        var (factor, k) = (cells.Step * Vector512.Create(FactorUnit.Inverse), count.Number);
        var rate = factor * Vector512.Create(_pointsPerWeight);
        var start = Look(weight, up, out var step, out var difference, out var noise, out var noiseDifference);
        var slope = rate * difference;
        var end = Vector512.FusedMultiplyAdd(factor * step, StepSum.Growth(slope, k, out _), weight);
        var stop = Look(end, up, out var lastStep, out var lastDifference, out var lastNoise, out var lastNoiseDifference);
        var same = Vector512.Equals(start, stop);
        var chord = factor * (lastStep - step) / Vector512.ConditionalSelect(same.AsSingle(), one, end - weight);
        var crossed = Vector512.ConvertToSingle(Vector512.Max(Vector512.Abs(stop - start), Vector512<int>.One));
        var turn = rate * (lastDifference - difference);
        var below = Vector512.ConditionalSelect(Vector512.Equals(k, one), Vector512<float>.Zero, turn * (end - weight) * Vector512.Create(1 / 12f));
        var bend = Vector512.FusedMultiplyAdd(factor * Vector512.Create(_roughness), crossed * (crossed * crossed), Vector512.Abs(turn));
        slope = Vector512.ConditionalSelect(same.AsSingle(), slope, chord);
        // The variance of the sum grows by (1 + a)² per pulse.
        var total = StepSum.Growth(slope, k, out var y);
        // Of the middle between the first pulse and the last, which begins a step before the end; one pulse has its own.
        var middle = Vector512.FusedMultiplyAdd(Vector512.Create(0.5f) * (lastNoise - noise), (k - one) / k, noise);
        var deviation = Vector512.Sqrt(factor) * middle * (count.Root * Vector512.FusedMultiplyAdd(y, Vector512.FusedMultiplyAdd(y, Vector512.Create(5 / 24f), Vector512.Create(0.5f)), one));
        var curved = Vector512.Create(0.5f) * (k - one) * rate * middle * noiseDifference;
        reach = _sum.Reach(deviation, slope, count);
        var way = Vector512.Abs(step) * factor * k;
        var holds = Vector512.LessThanOrEqual(way * k * bend, crossed * Vector512.FusedMultiplyAdd(deviation, Vector512.Create(2.4e-2f), way * Vector512.Create(1.2e-4f)))
            & Vector512.LessThanOrEqual(Vector512.Abs(lastNoise - noise), Vector512.Create(0.1f) * middle)
            & Vector512.LessThanOrEqual(Vector512.Abs((lastNoiseDifference - noiseDifference) * (end - weight)) * Vector512.Create(0.25f * _pointsPerWeight), Vector512.Create(2e-3f) * middle)
            & InTable(weight, end);
        reach = Vector512.ConditionalSelect(holds, reach, Vector512.Create(float.PositiveInfinity));
        mean = Vector512.FusedMultiplyAdd(factor * total, step, weight) - below * total;
        if (!IsNoisy) return mean;
        return Vector512.FusedMultiplyAdd(deviation, xi, Vector512.FusedMultiplyAdd(curved, Vector512.FusedMultiplyAdd(xi, xi, -one), mean));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach)
    {
        if (_smooth is { } smooth) return Pulses(smooth, weight, up, count, xi, cells.Step * Vector256.Create(FactorUnit.Inverse), out mean, out reach);
        var one = Vector256<float>.One;
        var (factor, k) = (cells.Step * Vector256.Create(FactorUnit.Inverse), count.Number);
        var rate = factor * Vector256.Create(_pointsPerWeight);
        var start = Look(weight, up, out var step, out var difference, out var noise, out var noiseDifference);
        var slope = rate * difference;
        var end = Vector256.FusedMultiplyAdd(factor * step, StepSum.Growth(slope, k, out _), weight);
        var stop = Look(end, up, out var lastStep, out var lastDifference, out var lastNoise, out var lastNoiseDifference);
        var same = Vector256.Equals(start, stop);
        var chord = factor * (lastStep - step) / Vector256.ConditionalSelect(same.AsSingle(), one, end - weight);
        var crossed = Vector256.ConvertToSingle(Vector256.Max(Vector256.Abs(stop - start), Vector256<int>.One));
        var turn = rate * (lastDifference - difference);
        var below = Vector256.ConditionalSelect(Vector256.Equals(k, one), Vector256<float>.Zero, turn * (end - weight) * Vector256.Create(1 / 12f));
        var bend = Vector256.FusedMultiplyAdd(factor * Vector256.Create(_roughness), crossed * (crossed * crossed), Vector256.Abs(turn));
        slope = Vector256.ConditionalSelect(same.AsSingle(), slope, chord);
        // The variance of the sum grows by (1 + a)² per pulse.
        var total = StepSum.Growth(slope, k, out var y);
        // Of the middle between the first pulse and the last, which begins a step before the end; one pulse has its own.
        var middle = Vector256.FusedMultiplyAdd(Vector256.Create(0.5f) * (lastNoise - noise), (k - one) / k, noise);
        var deviation = Vector256.Sqrt(factor) * middle * (count.Root * Vector256.FusedMultiplyAdd(y, Vector256.FusedMultiplyAdd(y, Vector256.Create(5 / 24f), Vector256.Create(0.5f)), one));
        var curved = Vector256.Create(0.5f) * (k - one) * rate * middle * noiseDifference;
        reach = _sum.Reach(deviation, slope, count);
        var way = Vector256.Abs(step) * factor * k;
        var holds = Vector256.LessThanOrEqual(way * k * bend, crossed * Vector256.FusedMultiplyAdd(deviation, Vector256.Create(2.4e-2f), way * Vector256.Create(1.2e-4f)))
            & Vector256.LessThanOrEqual(Vector256.Abs(lastNoise - noise), Vector256.Create(0.1f) * middle)
            & Vector256.LessThanOrEqual(Vector256.Abs((lastNoiseDifference - noiseDifference) * (end - weight)) * Vector256.Create(0.25f * _pointsPerWeight), Vector256.Create(2e-3f) * middle)
            & InTable(weight, end);
        reach = Vector256.ConditionalSelect(holds, reach, Vector256.Create(float.PositiveInfinity));
        mean = Vector256.FusedMultiplyAdd(factor * total, step, weight) - below * total;
        if (!IsNoisy) return mean;
        return Vector256.FusedMultiplyAdd(deviation, xi, Vector256.FusedMultiplyAdd(curved, Vector256.FusedMultiplyAdd(xi, xi, -one), mean));
    }

    // On a smooth curve its derivatives at the start say where the way ends: Δ = D·A + ½D″D²·Σi² for i < K, with the noise of the middle of the way. What follows in the series is a
    // twentieth of the last term at most, which is held to 0.02 of the deviation or 2e-4 of the way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Pulses(SmoothSteps smooth, Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, Vector512<float> factor,
        out Vector512<float> mean, out Vector512<float> reach)
    {
        var one = Vector512<float>.One;
        smooth.At(weight, up, out var step, out var slope, out var curvature, out var noise, out var noiseSlope);
        var rate = factor * Vector512.Create(smooth.PartsPerWeight);
        step *= factor;
        slope *= rate;
        var total = StepSum.Growth(slope, count.Number, out var more);
        var parts = Vector512.Create(smooth.PartsPerWeight) * step;
        var squares = (count.Number - one) * (count.Number * Vector512.FusedMultiplyAdd(count.Number, Vector512.Create(1 / 6f), Vector512.Create(-1 / 12f)));
        var bend = factor * curvature * (parts * (parts * squares));
        var moved = step * total;
        noise = Vector512.FusedMultiplyAdd(Vector512.Create(0.5f) * noiseSlope, Vector512.Create(smooth.PartsPerWeight) * (moved - step), noise);
        var root = Vector512.Sqrt(factor) * noise;
        var deviation = root * (count.Root * Vector512.FusedMultiplyAdd(more, Vector512.FusedMultiplyAdd(more, Vector512.Create(5 / 24f), Vector512.Create(0.5f)), one));
        var curved = Vector512.Create(0.5f) * (count.Number - one) * rate * noise * noiseSlope;
        mean = weight + (moved + bend);
        reach = _sum.Reach(deviation, slope, count);
        var holds = Vector512.LessThanOrEqual(Vector512.Abs(moved), Vector512.Create(smooth.Farthest))
            & Vector512.LessThanOrEqual(Vector512.Abs(bend), Vector512.FusedMultiplyAdd(Vector512.Abs(moved), Vector512.Create(2e-4f), Vector512.Create(0.02f) * deviation))
            & InTable(weight, mean);
        reach = Vector512.ConditionalSelect(holds, reach, Vector512.Create(float.PositiveInfinity));
        return Vector512.FusedMultiplyAdd(deviation, xi, Vector512.FusedMultiplyAdd(curved, Vector512.FusedMultiplyAdd(xi, xi, -one), mean));
    }

    // The same of eight cells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Pulses(SmoothSteps smooth, Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, Vector256<float> factor,
        out Vector256<float> mean, out Vector256<float> reach)
    {
        var one = Vector256<float>.One;
        smooth.At(weight, up, out var step, out var slope, out var curvature, out var noise, out var noiseSlope);
        var rate = factor * Vector256.Create(smooth.PartsPerWeight);
        step *= factor;
        slope *= rate;
        var total = StepSum.Growth(slope, count.Number, out var more);
        var parts = Vector256.Create(smooth.PartsPerWeight) * step;
        var squares = (count.Number - one) * (count.Number * Vector256.FusedMultiplyAdd(count.Number, Vector256.Create(1 / 6f), Vector256.Create(-1 / 12f)));
        var bend = factor * curvature * (parts * (parts * squares));
        var moved = step * total;
        noise = Vector256.FusedMultiplyAdd(Vector256.Create(0.5f) * noiseSlope, Vector256.Create(smooth.PartsPerWeight) * (moved - step), noise);
        var root = Vector256.Sqrt(factor) * noise;
        var deviation = root * (count.Root * Vector256.FusedMultiplyAdd(more, Vector256.FusedMultiplyAdd(more, Vector256.Create(5 / 24f), Vector256.Create(0.5f)), one));
        var curved = Vector256.Create(0.5f) * (count.Number - one) * rate * noise * noiseSlope;
        mean = weight + (moved + bend);
        reach = _sum.Reach(deviation, slope, count);
        var holds = Vector256.LessThanOrEqual(Vector256.Abs(moved), Vector256.Create(smooth.Farthest))
            & Vector256.LessThanOrEqual(Vector256.Abs(bend), Vector256.FusedMultiplyAdd(Vector256.Abs(moved), Vector256.Create(2e-4f), Vector256.Create(0.02f) * deviation))
            & InTable(weight, mean);
        reach = Vector256.ConditionalSelect(holds, reach, Vector256.Create(float.PositiveInfinity));
        return Vector256.FusedMultiplyAdd(deviation, xi, Vector256.FusedMultiplyAdd(curved, Vector256.FusedMultiplyAdd(xi, xi, -one), mean));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> InTable(Vector512<float> start, Vector512<float> end)
    {
        var middle = Vector512.Create(_middle);
        return Vector512.LessThanOrEqual(Vector512.MaxNative(Vector512.Abs(start - middle), Vector512.Abs(end - middle)), Vector512.Create(_half));
    }

    // The same of eight cells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> InTable(Vector256<float> start, Vector256<float> end)
    {
        var middle = Vector256.Create(_middle);
        return Vector256.LessThanOrEqual(Vector256.MaxNative(Vector256.Abs(start - middle), Vector256.Abs(end - middle)), Vector256.Create(_half));
    }

    // The row of the table, its difference to the next and where it stands, of each lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> Look(Vector512<float> weight, Vector512<float> up, out Vector512<float> mean, out Vector512<float> difference, out Vector512<float> noise, out Vector512<float> noiseDifference)
    {
        var place = TablePlace.Of(Vector512.FusedMultiplyAdd(weight, Vector512.Create(_pointsPerWeight), Vector512.Create(_origin)), _last, out var fraction);
        place += Vector512.AndNot(Vector512.Create(_points), up.AsInt32());
        _rows.At(place, out mean, out difference, out noise, out noiseDifference);
        mean = Vector512.FusedMultiplyAdd(fraction, difference, mean);
        noise = Vector512.FusedMultiplyAdd(fraction, noiseDifference, noise);
        return place;
    }

    // The same of eight cells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Look(Vector256<float> weight, Vector256<float> up, out Vector256<float> mean, out Vector256<float> difference, out Vector256<float> noise, out Vector256<float> noiseDifference)
    {
        var place = TablePlace.Of(Vector256.FusedMultiplyAdd(weight, Vector256.Create(_pointsPerWeight), Vector256.Create(_origin)), _last, out var fraction);
        place += Vector256.AndNot(Vector256.Create(_points), up.AsInt32());
        _rows.At(place, out mean, out difference, out noise, out noiseDifference);
        mean = Vector256.FusedMultiplyAdd(fraction, difference, mean);
        noise = Vector256.FusedMultiplyAdd(fraction, noiseDifference, noise);
        return place;
    }

    private static double Roughness(double[] steps)
    {
        var largest = 0.0;
        for (var i = 2; i < steps.Length - 1; i++) largest = Math.Max(largest, Math.Abs(steps[i + 1] - 3 * steps[i] + 3 * steps[i - 1] - steps[i - 2]));
        return largest;
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
