using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Insertion;

/// <summary>The figures of <c>ecram insertion rate</c> as SVG text.</summary>
public static class RateFigures
{
    private const int Width = 560, Height = 400;

    /// <summary>Current density against overpotential, linear; cut at fifty times the largest exchange current, beyond which nothing else would be seen.</summary>
    public static string Rate(RateStudy study, bool compared)
    {
        var curves = compared ? study.Comparison : study.Curves;
        var most = 50 * curves.Max(c => c.ExchangeCurrent);
        using var plot = BlankPlot.Create();
        for (var k = 0; k < curves.Count; k++)
            Line(plot, k, Label(curves[k], compared), [.. curves[k].Overpotentials.Select(e => (e, curves[k].Current(e))).Where(p => Math.Abs(p.Item2) <= most)]);
        plot.XLabel("Overpotential (V); insertion below zero");
        plot.YLabel("Current density (A/m²)");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Magnitude of the current density against overpotential on a logarithmic axis.</summary>
    public static string Tafel(RateStudy study, bool compared)
    {
        var curves = compared ? study.Comparison : study.Curves;
        // Two decades below the smallest exchange current nothing but the zero at equilibrium is left.
        var least = Math.Log10(curves.Min(c => c.ExchangeCurrent)) - 2;
        using var plot = BlankPlot.Create();
        for (var k = 0; k < curves.Count; k++)
            foreach (var sign in new[] { -1, 1 })
                Line(plot, k, sign < 0 ? Label(curves[k], compared) : "",
                    [.. curves[k].Overpotentials.Where(e => e * sign > 0).Select(e => (e, Math.Log10(Math.Abs(curves[k].Current(e))))).Where(p => p.Item2 >= least)]);
        plot.Axes.Left.TickGenerator = LogTicks.Powers();
        plot.XLabel("Overpotential (V); insertion below zero");
        plot.YLabel("|Current density| (A/m²)");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    private static string Label(RateCurve curve, bool compared) => compared ? curve.Label : FormattableString.Invariant($"{curve.Label}, x = {curve.State.X:G3}");

    private static void Line(Plot plot, int index, string label, (double X, double Y)[] points)
    {
        if (points.Length == 0) return;
        var line = plot.Add.ScatterLine(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray(), SeriesStyle.ColorOf(index));
        line.LineWidth = 2;
        line.LinePattern = SeriesStyle.PatternOf(index);
        line.LegendText = label;
    }
}
