using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Measured pulses as they are: at each weight the mean change μ±(w) and the whole distribution around it, e±(w, u) the deviation of
/// probability u: w + f±·μ±(w) + √f±·e±(w, Φ(ξ)), f± the step factor of the cell. A normal ξ chooses the quantile, so the law
/// takes the same noise as every other. Weights follow the default mapping: ±1 at 10 % and 90 % of the measured range of G, so the ends are at ±1.25.
/// Between the measured conductances, and between quantiles on a grid of ξ from −4 to 4, linear; the deviations are centred
/// on that grid, so the mean is the measured one.
/// </summary>
[ModelName("measured-table")]
public readonly struct MeasuredTable : IPulseLaw
{
    private const int NoisePoints = 65;
    private const double NoiseEnd = 4;
    private const double Window = 0.8;

    private readonly LaneTable _mean, _deviation;
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
                var centre = Expectation(quantiles);
                for (var k = 0; k < NoisePoints; k++) deviations[(offset + p) * NoisePoints + k] = (float)(weightPerSiemens * (quantiles[k] - centre));
            }
        _mean = new LaneTable(means);
        _deviation = new LaneTable(deviations);
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

    /// <inheritdoc/>
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var factor = Vector256.ConditionalSelect(up, cells.StepUp, cells.StepDown);
        var place = TablePlace.Of((weight - Vector256.Create((float)Minimum)) * Vector256.Create(_pointsPerWeight), _points - 1, out var fraction);
        place += Vector256.AndNot(Vector256.Create(_points), up.AsInt32());
        var next = place + Vector256<int>.One;
        var mean = TablePlace.Between(_mean.At(place), _mean.At(next), fraction);
        var moved = Vector256.FusedMultiplyAdd(factor, mean, weight);
        if (!IsNoisy) return moved;
        var position = Vector256.FusedMultiplyAdd(xi, Vector256.Create((float)((NoisePoints - 1) / (2 * NoiseEnd))), Vector256.Create((NoisePoints - 1) / 2f));
        var quantile = TablePlace.Of(position, NoisePoints - 1, out var between);
        var below = place * Vector256.Create(NoisePoints) + quantile;
        var above = below + Vector256.Create(NoisePoints);
        var low = TablePlace.Between(_deviation.At(below), _deviation.At(below + Vector256<int>.One), between);
        var high = TablePlace.Between(_deviation.At(above), _deviation.At(above + Vector256<int>.One), between);
        return Vector256.FusedMultiplyAdd(Vector256.Sqrt(factor), TablePlace.Between(low, high, fraction), moved);
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

    // Mean of the polygon through the values on the grid of ξ, continued flat, under a normal ξ.
    private static double Expectation(double[] values)
    {
        var sum = values[0] * NormalDistribution.Cumulative(Xi(0)) + values[^1] * (1 - NormalDistribution.Cumulative(Xi(NoisePoints - 1)));
        for (var k = 1; k < NoisePoints; k++)
        {
            double a = Xi(k - 1), b = Xi(k), slope = (values[k] - values[k - 1]) / (b - a);
            var mass = NormalDistribution.Cumulative(b) - NormalDistribution.Cumulative(a);
            sum += (values[k - 1] - slope * a) * mass + slope * (NormalDistribution.Density(a) - NormalDistribution.Density(b));
        }
        return sum;
    }
}
