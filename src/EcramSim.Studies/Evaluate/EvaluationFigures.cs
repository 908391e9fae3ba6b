using System.Globalization;
using System.Text;
using EcramSim.Ecram;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;
using ScottPlot;

namespace EcramSim.Studies.Evaluate;

/// <summary>The figures of an evaluation as SVG text, each with its data as CSV.</summary>
public static class EvaluationFigures
{
    private const double LeastShown = 1e-4;

    /// <summary>Accuracy of every device and baseline with its 95 % interval, in the order of the table (best on top).</summary>
    public static (string Svg, string Csv) Accuracy(IReadOnlyList<SummaryRow> rows)
    {
        var ordered = rows.OrderBy(r => r.TestAccuracy.Mean).ToArray();
        using var plot = BlankPlot.Create();
        for (var i = 0; i < ordered.Length; i++)
        {
            var (mean, half) = (100 * ordered[i].TestAccuracy.Mean, 100 * (ordered[i].TestAccuracy.HalfWidth ?? 0));
            var interval = plot.Add.ScatterLine(new[] { mean - half, mean + half }, new double[] { i, i }, Colors.Gray);
            interval.LineWidth = 2;
            var baseline = ordered[i].Kind == "baseline";
            var point = plot.Add.ScatterPoints(new[] { mean }, new double[] { i }, baseline ? Colors.Black : plot.Add.Palette.GetColor(0));
            point.MarkerSize = 9;
            point.MarkerShape = baseline ? MarkerShape.OpenCircle : MarkerShape.FilledCircle;
        }
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, ordered.Length).Select(i => (double)i)], [.. ordered.Select(r => r.Device)]);
        plot.Axes.SetLimitsY(-0.7, ordered.Length - 0.3);
        plot.XLabel("Test accuracy (%)");
        return (plot.GetSvgXml(720, 60 + 30 * ordered.Length), Table("device,test_accuracy_mean,test_accuracy_ci95",
            ordered.Select(r => new[] { r.Device, Csv.Cell(r.TestAccuracy.Mean), Csv.Cell(r.TestAccuracy.HalfWidth) })));
    }

    /// <summary>Validation accuracy against epoch, mean over seeds.</summary>
    public static (string Svg, string Csv) Learning(IReadOnlyList<EpochRow> rows)
    {
        using var plot = BlankPlot.Create();
        var csv = new List<string[]>();
        var series = 0;
        foreach (var device in rows.GroupBy(r => r.Device))
        {
            var curve = device.Where(r => r.ValidationAccuracy is not null).GroupBy(r => r.Epoch).OrderBy(e => e.Key)
                .Select(e => (Epoch: e.Key, Mean: e.Average(r => r.ValidationAccuracy!.Value))).ToArray();
            if (curve.Length == 0) continue;
            var line = plot.Add.Scatter(curve.Select(c => (double)c.Epoch).ToArray(), curve.Select(c => 100 * c.Mean).ToArray());
            SeriesStyle.Apply(line, series++, curve.Length);
            line.LegendText = device.Key;

            csv.AddRange(curve.Select(c => new[] { device.Key, Csv.Cell(c.Epoch), Csv.Cell(c.Mean) }));
        }
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        plot.XLabel("Epoch");
        plot.YLabel("Validation accuracy (%)");
        plot.ShowLegend(Edge.Right);
        return (plot.GetSvgXml(760, 420), Table("device,epoch,validation_accuracy_mean", csv));
    }

    /// <summary>Accuracy against one cause, each device a labelled point; the cause on a log axis.</summary>
    public static (string Svg, string Csv) AgainstCause(IReadOnlyList<SummaryRow> rows, string column, string label, Func<SummaryRow, double?> cause)
    {
        // What is symmetric to rounding has no place on a log axis.
        var points = rows.Where(r => cause(r) is > LeastShown).OrderBy(r => r.TestAccuracy.Mean).ToArray();
        using var plot = BlankPlot.Create();
        var places = LabelPlace.Apart([.. points.Select(r => (Math.Log10(cause(r)!.Value), 100 * r.TestAccuracy.Mean))]);
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y) = (Math.Log10(cause(points[i])!.Value), 100 * points[i].TestAccuracy.Mean);
            var point = plot.Add.ScatterPoints(new[] { x }, new[] { y }, plot.Add.Palette.GetColor(0));
            point.MarkerSize = 8;
            var text = plot.Add.Text(points[i].Device, x, places[i]);
            text.LabelFontSize = 11;
            text.LabelAlignment = Alignment.MiddleLeft;
            text.OffsetX = 7;
        }
        plot.Axes.Bottom.TickGenerator = LogTicks.Create();
        plot.XLabel(label);
        plot.YLabel("Test accuracy (%)");
        plot.Axes.Margins(left: 0.06, right: 0.35, bottom: 0.05, top: 0.08);   // room for the last name
        return (plot.GetSvgXml(560, 360), Table($"device,{column},test_accuracy_mean", points.Select(r => new[] { r.Device, Csv.Cell(cause(r)), Csv.Cell(r.TestAccuracy.Mean) })));
    }

    /// <summary>Change per pulse against the state, potentiation and depression (as magnitudes), in per cent of the range.</summary>
    public static (string Svg, string Csv) Steps(DataSheet sheet)
    {
        var steps = sheet.Steps;
        var state = steps.State.Select(s => 100 * (s - steps.Minimum) / steps.Range).ToArray();
        using var plot = BlankPlot.Create();
        var up = plot.Add.ScatterLine(state, steps.Up.Select(s => 100 * s / steps.Range).ToArray());
        up.LegendText = "potentiation";
        up.LineWidth = 2;
        var down = plot.Add.ScatterLine(state, steps.Down.Select(s => -100 * s / steps.Range).ToArray());
        down.LegendText = "depression (magnitude)";
        down.LineWidth = 2;
        down.LinePattern = LinePattern.Dashed;
        plot.XLabel("State (% of the range)");
        plot.YLabel("Change per pulse (% of the range)");
        // From zero, so that a constant step looks constant; room above for the legend.
        plot.Axes.SetLimitsY(0, 150 * Math.Max(steps.Up.Max(Math.Abs), steps.Down.Max(Math.Abs)) / steps.Range);
        plot.ShowLegend(Alignment.UpperRight);
        return (plot.GetSvgXml(460, 320), Table($"state_{Unit(sheet)},up_{Unit(sheet)},down_{Unit(sheet)},noise_up_{Unit(sheet)},noise_down_{Unit(sheet)}",
            Enumerable.Range(0, state.Length).Select(i => new[] { Csv.Cell(steps.State[i]), Csv.Cell(steps.Up[i]), Csv.Cell(steps.Down[i]), Csv.Cell(steps.NoiseUp[i]), Csv.Cell(steps.NoiseDown[i]) })));
    }

    private static string Unit(DataSheet sheet) => sheet.Unit == "1" ? "weight" : sheet.Unit;

    private static string Table(string header, IEnumerable<string[]> lines)
    {
        var text = new StringBuilder(header).Append('\n');
        foreach (var line in lines) Csv.Line(text, line);
        return text.ToString();
    }
}
