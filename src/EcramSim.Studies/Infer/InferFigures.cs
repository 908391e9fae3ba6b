using System.Text;
using EcramSim.Ecram;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;
using ScottPlot;

namespace EcramSim.Studies.Infer;

/// <summary>The figures of <c>ecram infer</c> as SVG text, each with its data as CSV.</summary>
public static class InferFigures
{
    private const int Width = 640, Height = 400, MostLabels = 10;

    /// <summary>Accuracy of one device over the logarithm of time: a curve per correction with its 95 % interval, the digital network as a line.</summary>
    public static (string Svg, string Csv) Accuracy(InferStudy study, string device)
    {
        ArgumentNullException.ThrowIfNull(study);
        using var plot = BlankPlot.Create();
        var own = study.Summary.Where(r => r.Device == device && r.Accuracy is not null).ToArray();
        var place = Place(study);
        var csv = new StringBuilder("compensation,after_s,test_accuracy_mean,test_accuracy_ci95\n");
        var digital = plot.Add.HorizontalLine(100 * own[0].Digital!.Mean);
        digital.Color = Colors.Gray;
        digital.LinePattern = LinePattern.Dashed;
        digital.LegendText = "digital network";
        foreach (var (i, curve) in own.GroupBy(r => r.Compensation).Index())
        {
            Curve(plot, [.. curve.Select(r => (place(r.After), 100 * r.Accuracy!.Mean))], i, curve.Key == "none" ? "not corrected" : curve.Key);
            foreach (var r in curve)
            {
                Csv.Line(csv, curve.Key, Csv.Cell(r.After), Csv.Cell(r.Accuracy!.Mean), Csv.Cell(r.Accuracy.HalfWidth));
                if (r.Accuracy.HalfWidth is not { } half) continue;
                // Two seeds that differ have an interval beyond what an accuracy can be.
                var bar = plot.Add.ScatterLine(new[] { place(r.After), place(r.After) }, new[] { 100 * Math.Max(0, r.Accuracy.Mean - half), 100 * Math.Min(1, r.Accuracy.Mean + half) }, SeriesStyle.ColorOf(i));
                bar.LineWidth = 1;
            }
        }
        plot.Axes.SetLimitsY(0, 104);
        return (Finish(plot, study, "Test accuracy (%)"), csv.ToString());
    }

    /// <summary>All devices with the first correction.</summary>
    public static (string Svg, string Csv) Devices(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        using var plot = BlankPlot.Create();
        var place = Place(study);
        var csv = new StringBuilder("device,after_s,test_accuracy_mean,test_accuracy_ci95\n");
        var first = study.Summary.Where(r => r.Compensation == study.Input.Plan.Compensation[0] && r.Accuracy is not null);
        foreach (var (i, curve) in first.GroupBy(r => r.Device).Index())
        {
            Curve(plot, [.. curve.Select(r => (place(r.After), 100 * r.Accuracy!.Mean))], i, curve.Key);
            foreach (var r in curve) Csv.Line(csv, curve.Key, Csv.Cell(r.After), Csv.Cell(r.Accuracy!.Mean), Csv.Cell(r.Accuracy.HalfWidth));
        }
        plot.Axes.SetLimitsY(0, 104);
        return (Finish(plot, study, "Test accuracy (%)"), csv.ToString());
    }

    /// <summary>Root mean square of what the weights have moved since they were new, in per cent of the half window; null where nothing has moved.</summary>
    public static (string Svg, string Csv)? Drift(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var place = Place(study);
        var moved = study.Summary.Where(r => r.Compensation == study.Input.Plan.Compensation[0] && r.Error is { Drift: > 0 }).GroupBy(r => r.Device).ToArray();
        if (moved.Length == 0) return null;
        using var plot = BlankPlot.Create();
        var csv = new StringBuilder("device,after_s,weight_drift_rms,weight_drift_mean\n");
        foreach (var (i, curve) in moved.Index())
        {
            Curve(plot, [.. curve.Select(r => (place(r.After), Math.Log10(100 * r.Error!.Drift)))], i, curve.Key);
            foreach (var r in curve) Csv.Line(csv, curve.Key, Csv.Cell(r.After), Csv.Cell(r.Error!.Drift), Csv.Cell(r.Error.MeanDrift));
        }
        plot.Axes.Left.TickGenerator = LogTicks.Powers();
        return (Finish(plot, study, "Drift of the weights, rms (%)"), csv.ToString());
    }

    /// <summary>What becomes of a weight of the nominal cell, over the weight at the start, at each time; null where nothing drifts.</summary>
    public static (string Svg, string Csv)? Weights(InferStudy study, CellDevice device)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(device);
        if (device.Evolution?.Drift is not { } drift) return null;
        const int points = 101;
        using var plot = BlankPlot.Create();
        var csv = new StringBuilder("after_s,weight_at_start,weight\n");
        double[] start = [.. Enumerable.Range(0, points).Select(k => drift.Minimum + (drift.Maximum - drift.Minimum) * k / (points - 1))];
        foreach (var (i, time) in study.Input.Plan.Times.Index())
        {
            double[] weights = [.. start.Select(w => drift.After(w, time))];
            var line = plot.Add.ScatterLine(start, weights, SeriesStyle.ColorOf(i));
            line.LineWidth = 1.6f;
            line.LinePattern = SeriesStyle.PatternOf(i);
            line.LegendText = Label(time);
            for (var k = 0; k < points; k++) Csv.Line(csv, Csv.Cell(time), Csv.Cell(start[k]), Csv.Cell(weights[k]));
        }
        plot.XLabel("Weight when written");
        plot.YLabel("Weight after a time");
        plot.ShowLegend(Edge.Right);
        return (plot.GetSvgXml(Width, Height), csv.ToString());
    }

    private static void Curve(Plot plot, (double X, double Y)[] points, int index, string name)
    {
        var line = plot.Add.Scatter(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray());
        SeriesStyle.Apply(line, index, points.Length);
        line.LegendText = name;
    }

    private static string Finish(Plot plot, InferStudy study, string label)
    {
        var (times, place) = (study.Input.Plan.Times, Place(study));
        if (times.Count <= MostLabels) plot.Axes.Bottom.SetTicks([.. times.Select(place)], [.. times.Select(Label)]);
        else plot.Axes.Bottom.TickGenerator = LogTicks.Powers();
        plot.XLabel(times.Count <= MostLabels ? "Time since the weights were new" : "Time since the weights were new (s)");
        plot.YLabel(label);
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    // A logarithmic axis has no zero: the start stands a decade before the first time.
    private static Func<double, double> Place(InferStudy study)
    {
        var first = study.Input.Plan.Times.Where(t => t > 0).DefaultIfEmpty(1).Min();
        return time => time > 0 ? Math.Log10(time) : Math.Log10(first) - 1;
    }

    /// <summary>A time of a plan in the largest unit that it is a whole multiple of, else as durations are written.</summary>
    internal static string Label(double time)
    {
        if (time == 0) return "start";
        foreach (var (unit, seconds) in Units)
            if (time >= seconds && time < 1000 * seconds && Math.Abs(time / seconds - Math.Round(time / seconds)) < 1e-9) return FormattableString.Invariant($"{time / seconds:F0} {unit}");
        return Engineering.Duration(time);
    }

    private static readonly (string Unit, double Seconds)[] Units = [("y", 365 * 86400), ("d", 86400), ("h", 3600), ("min", 60), ("s", 1)];
}
