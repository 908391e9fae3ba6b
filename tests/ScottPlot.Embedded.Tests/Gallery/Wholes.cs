using EcramSim.Studies.Report;

namespace ScottPlot.Tests.Gallery;

internal static class Wholes
{
    [Recipe("Panels of one figure", "Single plots composed into one SVG (`PanelFigure.Compose`); the same fixed space around the data lines them up.")]
    internal static string Panels()
    {
        double[] pulse = [.. Enumerable.Range(0, 101).Select(i => (double)i)];
        double[] up = [.. pulse.Select(p => 20 + 80 * (1 - Math.Pow(1 - p / 100, 1.6)))], down = [.. pulse.Select(p => 100 - 80 * (1 - Math.Pow(1 - p / 100, 2.2)))];
        var around = new PixelPadding(62, 16, 50, 34);

        Plot states = new();
        states.Add.ScatterLine(pulse, up);
        states.Add.ScatterLine(pulse.Select(p => p + 100).ToArray(), down).LinePattern = LinePattern.Dashed;
        states.Title("Up and down");
        states.XLabel("Pulse");
        states.YLabel("Conductance (µS)");

        Plot steps = new();
        steps.Add.ScatterLine(up[..^1], up.Zip(up.Skip(1), (a, b) => b - a).ToArray()).LegendText = "up";
        var falling = steps.Add.ScatterLine(down[..^1], down.Zip(down.Skip(1), (a, b) => a - b).ToArray());
        (falling.LegendText, falling.LinePattern) = ("down", LinePattern.Dashed);
        steps.Title("Step against state");
        steps.XLabel("Conductance (µS)");
        steps.YLabel("Step (µS)");
        steps.ShowLegend(Alignment.LowerCenter);

        Plot spread = new();
        spread.Add.Bars(new double[] { 1, 4, 11, 19, 24, 18, 12, 6, 3, 1 });
        spread.Axes.Margins(bottom: 0);
        spread.Title("Spread of 99 cells");
        spread.XLabel("Decile of the range");
        spread.YLabel("Cells");

        foreach (var plot in new[] { states, steps, spread }) plot.Layout.Fixed(around);
        return PanelFigure.Compose([.. new[] { states, steps, spread }.Select(p => p.GetSvgXml(300, 260))], 3);
    }

    [Recipe("Signs", "All markers, line patterns and hatches, and the colours in their order: Okabe and Ito's, which differ with any colour vision.")]
    internal static string Signs()
    {
        Plot plot = new();
        var shapes = Enum.GetValues<MarkerShape>().Where(s => s != MarkerShape.None).ToArray();
        for (int i = 0; i < shapes.Length; i++) plot.Add.Markers(new double[] { i }, new double[] { 4 }, shapes[i], 14, SeriesStyle.ColorOf(i));
        for (int i = 0; i < 4; i++)
        {
            var line = plot.Add.Line(4.2 * i, 3, 4.2 * i + 3.4, 3);
            (line.Color, line.LineWidth, line.LinePattern) = (SeriesStyle.ColorOf(i), 2.5f, SeriesStyle.PatternOf(i));
        }
        var directions = Enum.GetValues<Hatches.StripeDirection>();
        for (int i = 0; i < directions.Length; i++)
            plot.Add.Bar(new Bar { Position = 1.7 + 4.2 * i, ValueBase = 1.7, Value = 2.4, Size = 3.4, FillColor = Colors.White, FillHatch = new Hatches.Striped(directions[i]), FillHatchColor = SeriesStyle.ColorOf(i) });
        for (int i = 0; i < 7; i++)
            plot.Add.Bar(new Bar { Position = 1 + 2.4 * i, ValueBase = 0.7, Value = 1.3, Size = 2.1, FillColor = SeriesStyle.ColorOf(i), LineWidth = 0 });
        plot.Axes.SetLimits(-0.8, 16.8, 0.5, 4.6);
        plot.Axes.Left.SetTicks([1, 2.05, 3, 4], ["colours", "hatches", "patterns", "markers"]);
        plot.Axes.Bottom.IsVisible = false;
        plot.Axes.Frame(false);
        plot.HideGrid();
        return plot.GetSvgXml(640, 260);
    }

    [Recipe("Nothing, one point, a long title", "What is empty is drawn as such, one value gets a scale about it, and a title longer than the figure is broken.")]
    internal static string Limits_Of_Data()
    {
        Plot empty = new();
        empty.XLabel("Nothing yet");

        Plot single = new();
        single.Add.Scatter(1.000001e6, 2.5e-15);
        single.XLabel("One point");

        Plot title = new();
        title.Add.Scatter(Enumerable.Range(0, 11).ToArray(), new[] { 3.0, 1, double.NaN, 4, 1, 5, double.NaN, double.NaN, 9, 2, 6 });
        title.Title("Samples with gaps, and a title that says at length what everybody sees below it anyway");
        title.XLabel("Sample");
        return PanelFigure.Compose([empty.GetSvgXml(270, 220), single.GetSvgXml(270, 220), title.GetSvgXml(270, 220)], 3);
    }
}
