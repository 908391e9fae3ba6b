using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Measured pulses as they are: at each weight the mean change μ±(w) and the whole distribution around it, e±(w, u) the deviation of
/// probability u: w + f±·μ±(w) + √f±·e±(w, Φ(ξ)), f± the step factor of the cell. A normal ξ chooses the quantile, so the law
/// takes the same noise as every other. Weights follow the default mapping: ±1 at 10 % and 90 % of the measured range of G, so the ends are at ±1.25.
/// Between the measured conductances, and between quantiles on a grid of ξ from −4 to 4, linear; the deviations are centred
/// and scaled on that grid, so that mean and standard deviation are the measured ones.
/// </summary>
[ModelName("measured-table")]
public readonly struct MeasuredTable : IPulseLaw
{
    private const int NoisePoints = 33;
    private const double NoiseEnd = 4;
    private const double Window = 0.8;

    // Per weight, up then down: the mean and its difference to the next weight. Per weight and ξ: the deviation and the three
    // differences of bilinear interpolation (along ξ, along the weight, mixed).
    private readonly LaneRows _mean, _deviation;
    private readonly int _points;
    private readonly float _pointsPerWeight;

    private MeasuredTable(QuantileTable up, QuantileTable down, PulseSpread spread)
    {
        _points = up.Conductances.Length;
        var weightPerSiemens = 2 / (Window * (up.Conductances[^1] - up.Conductances[0]));
        Maximum = 1 / Window;
        Minimum = -Maximum;
        _pointsPerWeight = (float)((_points - 1) / (Maximum - Minimum));
        var means = new float[2 * _points];
        var deviations = new float[2 * _points * NoisePoints];
        foreach (var (table, offset) in new[] { (up, 0), (down, _points) })
            for (var p = 0; p < _points; p++)
            {
                // The measured conductances are nearly uniform; the table is exactly so.
                var (g, t) = Place(table.Conductances, p / (_points - 1.0));
                means[offset + p] = (float)(weightPerSiemens * (table.Mean(g) + t * (table.Mean(g + 1) - table.Mean(g))));
                var quantiles = new double[NoisePoints];
                for (var k = 0; k < NoisePoints; k++)
                {
                    var u = NormalDistribution.Cumulative(Xi(k));
                    quantiles[k] = table.Quantile(u, g) + t * (table.Quantile(u, g + 1) - table.Quantile(u, g));
                }
                var (centre, width) = Moments(quantiles);
                var measured = table.Deviation(g) + t * (table.Deviation(g + 1) - table.Deviation(g));
                var scale = width > 0 ? weightPerSiemens * measured / width : 0;
                for (var k = 0; k < NoisePoints; k++) deviations[(offset + p) * NoisePoints + k] = (float)(scale * (quantiles[k] - centre));
            }
        _mean = new LaneRows(MeanRows(means, _points));
        _deviation = new LaneRows(DeviationRows(deviations, _points));
        Spread = spread;
        IsNoisy = deviations.Any(e => e != 0);
        var middle = (_points - 1) / 2.0;
        var (below, fraction) = ((int)middle, (float)(middle - (int)middle));
        var next = Math.Min(below + 1, _points - 1);
        Granularity = (At(means, below, next, fraction) - At(means, _points + below, _points + next, fraction)) / 2;
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

    /// <summary>
    /// Reads the keys increasing and decreasing (files of quantiles over equal conductances, named relative to the device file or to the
    /// folder datasets that ships with the program; each with status and source) and spread.
    /// </summary>
    public static MeasuredTable Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var up = ReadTable(node, "increasing");
        var down = ReadTable(node, "decreasing");
        if (!up.Conductances.SequenceEqual(down.Conductances)) throw node.Error("decreasing", "its conductances differ from those of the increasing table");
        var law = new MeasuredTable(up, down, PulseSpread.Read(node));
        if (!(law.Granularity > 0)) throw node.Error("increasing", "the mean step at the centre of the range must be positive up and negative down; are the two files swapped?");
        return law;
    }

    /// <summary>What the tests and the benchmark of the family run on.</summary>
    public static IEnumerable<IPulseLaw> Examples =>
    [
        new MeasuredTable(
            new QuantileTable([1, 2, 3, 4, 5], [0, 0.25, 0.75, 1], [[-0.02, -0.02, -0.03, -0.04, -0.05], [0.02, 0.02, 0.01, 0.01, 0], [0.05, 0.05, 0.04, 0.03, 0.02], [0.12, 0.1, 0.09, 0.08, 0.07]]),
            new QuantileTable([1, 2, 3, 4, 5], [0, 0.25, 0.75, 1], [[-0.06, -0.08, -0.09, -0.1, -0.12], [-0.02, -0.03, -0.04, -0.05, -0.05], [0, -0.01, -0.01, -0.02, -0.03], [0.04, 0.03, 0.03, 0.02, 0.02]]),
            PulseSpread.None),
    ];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var factor = Vector256.ConditionalSelect(up, cells.StepUp, cells.StepDown);
        var place = TablePlace.Of(Vector256.FusedMultiplyAdd(weight, Vector256.Create(_pointsPerWeight), Vector256.Create((_points - 1) / 2f)), _points - 1, out var fraction);
        place += Vector256.AndNot(Vector256.Create(_points), up.AsInt32());
        _mean.At(place, out var mean, out var difference, out _, out _);
        var moved = Vector256.FusedMultiplyAdd(factor, Vector256.FusedMultiplyAdd(fraction, difference, mean), weight);
        if (!IsNoisy) return moved;
        var position = Vector256.FusedMultiplyAdd(xi, Vector256.Create((float)((NoisePoints - 1) / (2 * NoiseEnd))), Vector256.Create((NoisePoints - 1) / 2f));
        var quantile = TablePlace.Of(position, NoisePoints - 1, out var between);
        _deviation.At(place * Vector256.Create(NoisePoints) + quantile, out var deviation, out var alongNoise, out var alongWeight, out var mixed);
        deviation = Vector256.FusedMultiplyAdd(between, alongNoise, deviation);
        deviation = Vector256.FusedMultiplyAdd(fraction, Vector256.FusedMultiplyAdd(between, mixed, alongWeight), deviation);
        return Vector256.FusedMultiplyAdd(Vector256.Sqrt(factor), deviation, moved);
    }

    private static float[] MeanRows(float[] means, int points)
    {
        var rows = new float[means.Length * LaneRows.Width];
        for (var p = 0; p < means.Length; p++)
        {
            rows[p * LaneRows.Width] = means[p];
            rows[p * LaneRows.Width + 1] = p % points == points - 1 ? 0 : means[p + 1] - means[p];
        }
        return rows;
    }

    private static float[] DeviationRows(float[] deviations, int points)
    {
        var rows = new float[deviations.Length * LaneRows.Width];
        for (var i = 0; i < deviations.Length; i++)
        {
            var (p, k) = Math.DivRem(i, NoisePoints);
            // The last point of each direction starts no interval.
            if (p % points == points - 1 || k == NoisePoints - 1) continue;
            float here = deviations[i], noise = deviations[i + 1], weight = deviations[i + NoisePoints], both = deviations[i + NoisePoints + 1];
            rows[i * LaneRows.Width] = here;
            rows[i * LaneRows.Width + 1] = noise - here;
            rows[i * LaneRows.Width + 2] = weight - here;
            rows[i * LaneRows.Width + 3] = both - weight - (noise - here);
        }
        return rows;
    }

    private static QuantileTable ReadTable(ModelNode node, string key)
    {
        var name = node.TextValue(key);
        var beside = Path.Combine(Path.GetDirectoryName(node.File) ?? "", name);
        if (File.Exists(beside)) return QuantileTable.Read(beside);
        var shipped = Path.Combine(ModelLibrary.ShippedFolder("datasets"), name);
        if (!File.Exists(shipped)) throw node.Error(key, $"there is no file '{name}' beside the device file or in the folder datasets of the program");
        return QuantileTable.Read(shipped);
    }

    private static double Xi(int k) => NoiseEnd * (2.0 * k / (NoisePoints - 1) - 1);

    private static double At(float[] values, int below, int above, float t) => values[below] + t * (values[above] - values[below]);

    // Interval and fraction of the point that lies this far through the range of G.
    private static (int Below, double Fraction) Place(double[] conductances, double way)
    {
        var g = conductances[0] + way * (conductances[^1] - conductances[0]);
        var below = 0;
        while (below < conductances.Length - 2 && conductances[below + 1] <= g) below++;
        return (below, Math.Min((g - conductances[below]) / (conductances[below + 1] - conductances[below]), 1));
    }

    // Mean and standard deviation of the polygon through the values on the grid of ξ, continued flat, under a normal ξ.
    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double weight = 0, sum = 0, squares = 0;
        for (var n = -800; n <= 800; n++)
        {
            var place = Math.Clamp((n * 0.01 / NoiseEnd + 1) / 2 * (NoisePoints - 1), 0, NoisePoints - 1);
            var below = Math.Min((int)place, NoisePoints - 2);
            var value = values[below] + (place - below) * (values[below + 1] - values[below]);
            var density = NormalDistribution.Density(n * 0.01);
            weight += density;
            sum += density * value;
            squares += density * value * value;
        }
        var mean = sum / weight;
        return (mean, Math.Sqrt(Math.Max(squares / weight - mean * mean, 0)));
    }
}
