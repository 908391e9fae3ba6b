using EcramSim.Studies.Report;

namespace ScottPlot.Tests.Gallery;

internal static class Scales
{
    [Recipe("Decades", "ScottPlot has no logarithmic axis: plot the logarithm and let `LogTicks` write the values. What has no logarithm (a negative current) is not finite and leaves a gap.")]
    internal static string Decades()
    {
        double[] gate = [.. Enumerable.Range(0, 121).Select(i => -0.6 + 0.02 * i)];

        Plot plot = new();
        foreach (var (temperature, i) in new[] { 250, 300, 350, 400 }.Select((t, i) => (t, i)))
        {
            double slope = 0.0000862 * temperature * 1.3, leak = 1e-12 * Math.Pow(10, i);
            double[] current = [.. gate.Select(v => 1e-3 / (1 + Math.Exp((0.9 - v) / slope)) + leak - (i == 0 && v < -0.4 ? 2e-12 : 0))];
            var curve = plot.Add.ScatterLine(gate, current.Select(Math.Log10).ToArray());
            SeriesStyle.Apply(curve, i, gate.Length);
            curve.LegendText = $"{temperature} K";
        }
        plot.Axes.Left.TickGenerator = LogTicks.Powers();
        plot.Axes.SetLimitsY(-12.4, -2.5);
        plot.XLabel("Gate voltage (V)");
        plot.YLabel("|Drain current| (A)");
        plot.ShowLegend(Alignment.UpperLeft);
        return plot.GetSvgXml(600, 420);
    }

    [Recipe("Numbers as engineers write them", "A common factor of a thousand where numbers are large or small, a common sum where they differ late, narrow spaces between thousands, a true minus sign.")]
    internal static string Numbers()
    {
        (string Quantity, double Low, double High)[] ranges =
        [
            ("Current (A)", -4.2e-12, 3.1e-12), ("Resistance (Ω)", 0, 4.7e6), ("Frequency (Hz)", 1.000001e6, 1.0000034e6),
            ("Cycles", 0, 84_000), ("Temperature (K)", 300, 300), ("Area (µm²)", 0.0004, 0.0021),
        ];
        var panels = ranges.Select(r =>
        {
            Plot plot = new();
            plot.Add.Scatter(new[] { 0.0, 1, 2 }, new[] { r.Low, (r.Low + 2 * r.High) / 3, r.High });
            plot.YLabel(r.Quantity);
            return plot.GetSvgXml(270, 200);
        });
        return PanelFigure.Compose([.. panels], 3);
    }

    [Recipe("Two quantities", "A second axis at the right for a curve with another unit; each axis has the colour of its curve.")]
    internal static string Right_Axis()
    {
        double[] time = [.. Enumerable.Range(0, 201).Select(i => 0.05 * i)];

        Plot plot = new();
        var state = plot.Add.ScatterLine(time, time.Select(t => t < 2 ? 20 : 20 + 60 * (1 - 1 / (1 + 2 * (t - 2)))).ToArray());
        var current = plot.Add.ScatterLine(time, time.Select(t => t < 2 ? 0 : 1.2e-7 / Math.Pow(1 + 2 * (t - 2), 2)).ToArray());
        current.LinePattern = LinePattern.Dashed;
        current.Axes.YAxis = plot.Axes.Right;
        plot.XLabel("Time (s)");
        plot.YLabel("Conductance (µS)");
        plot.Axes.Right.Label.Text = "Gate current (A)";
        plot.Axes.Color(plot.Axes.Left, state.Color);
        plot.Axes.Color(plot.Axes.Right, current.Color);
        return plot.GetSvgXml(600, 360);
    }

    [Recipe("A legend of twenty", "Beside the data it breaks into columns before it shrinks.")]
    internal static string Long_Legend()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => i / 59.0)];

        Plot plot = new();
        for (int i = 0; i < 20; i++)
        {
            double rate = 0.3 + 0.35 * i;
            var curve = plot.Add.ScatterLine(x, x.Select(v => (1 - 1 / (1 + rate * v)) * 100).ToArray());
            SeriesStyle.Apply(curve, i, x.Length);
            curve.LegendText = $"{20 + 5 * i} °C";
        }
        plot.XLabel("Pulses / pulses of the branch");
        plot.YLabel("Range used (%)");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(640, 300);
    }
}
