using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Characterize;

/// <summary>The figures of what follows from a stack as SVG text; null where there is nothing to draw.</summary>
public static class BehaviourFigures
{
    private const int Width = 560, Height = 360, PanelWidth = 400, PanelHeight = 300;
    // Decades of time that are shown before the end of a curve.
    private const double Decades = 9;
    private const int CurvePoints = 160;

    /// <summary>Change of conductance over the settled change, against the time since the start of the pulse.</summary>
    public static string? Settling(Behaviour b)
    {
        if (b.SettlingUp.Value is null && b.SettlingDown.Value is null) return null;
        using var plot = BlankPlot.Create();
        var width = b.Device.Stack!.Pulse.Width;
        foreach (var (index, name, settling) in new[] { (0, "potentiation", b.SettlingUp.Value), (1, "depression", b.SettlingDown.Value) })
        {
            if (settling is null) continue;
            // From a thousandth of the pulse on.
            var shown = Enumerable.Range(0, settling.Time.Length).Where(i => settling.Time[i] > 1e-3 * width).ToArray();
            Line(plot, [.. shown.Select(i => (Math.Log10(settling.Time[i]), settling.Course[i] / settling.Change))], index, name).LinePattern = SeriesStyle.PatternOf(index);
        }
        var end = plot.Add.VerticalLine(Math.Log10(width));
        (end.Color, end.LinePattern, end.LineWidth) = (Colors.Gray, LinePattern.Dotted, 1);
        plot.Axes.Bottom.TickGenerator = LogTicks.Powers();
        plot.XLabel("Time since the start of the pulse (s)");
        plot.YLabel("Change / settled change");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Relaxation of the worst state: gate open and shorted, at each temperature.</summary>
    public static string? Retention(Behaviour b)
    {
        var (scale, unit) = Prefixed.Of(b.Device.DataSheet.Steps.Maximum, "S");
        using var plot = BlankPlot.Create();
        var drawn = 0;
        foreach (var (temperature, gate, finding) in b.Retentions)
        {
            if (gate == GateAfterPulse.Held || finding.Value is not { } r) continue;
            var points = Curve(r, g => g * scale);
            if (points.Length < 2) continue;
            var line = Line(plot, points, Behaviour.Temperatures.ToList().IndexOf(temperature), FormattableString.Invariant($"{temperature - 273.15:F0} °C, {(gate == GateAfterPulse.Open ? "open" : "shorted")}"));
            line.LinePattern = gate == GateAfterPulse.Open ? LinePattern.Solid : LinePattern.Dashed;
            drawn++;
        }
        if (drawn == 0) return null;
        plot.Axes.Bottom.TickGenerator = LogTicks.Powers();
        plot.XLabel("Time (s)");
        plot.YLabel($"Conductance ({unit})");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(Width + 140, Height);
    }

    /// <summary>Energy and time to cross the whole range, and energy of one pulse, over the factor on each dimension.</summary>
    public static string? Scaling(Behaviour b)
    {
        if (b.Scalings.All(s => s.Points.Count < 2)) return null;
        var panels = new List<string>();
        foreach (var (label, unit, value) in new (string, string, Func<ScalingPoint, double>)[] { ("Energy over the range", "J", p => p.EnergyPerRange), ("Time over the range", "s", p => p.TimePerRange) })
        {
            using var plot = BlankPlot.Create();
            foreach (var (i, scaling) in b.Scalings.Index())
                if (scaling.Points.Count > 1) SeriesStyle.Apply(Line(plot, [.. scaling.Points.Select(p => (Math.Log10(p.Factor), Math.Log10(value(p))))], i, BehaviourTables.Name(scaling.What)), i, scaling.Points.Count);
            plot.Axes.Bottom.TickGenerator = LogTicks.Create();
            plot.Axes.Left.TickGenerator = LogTicks.Powers();
            plot.XLabel("Size / size in the file");
            plot.YLabel($"{label} ({unit})");
            plot.ShowLegend(Edge.Bottom);
            panels.Add(plot.GetSvgXml(PanelWidth, PanelHeight));
        }
        return PanelFigure.Compose(panels, 2);
    }

    /// <summary>Steps of all devices on common axes: fraction of the range per pulse against the place in the range.</summary>
    public static string Steps(IReadOnlyList<Behaviour> all)
    {
        using var plot = BlankPlot.Create();
        for (var i = 0; i < all.Count; i++)
        {
            var steps = all[i].Device.DataSheet.Steps;
            foreach (var (sign, values) in new[] { (1, steps.Up), (-1, steps.Down) })
            {
                // Relative to the mean step: devices of a hundred and of ten thousand states stand on one page.
                var mean = steps.Mean(g => sign * steps.At(values, g));
                var line = Line(plot, [.. steps.State.Select((g, k) => ((g - steps.Minimum) / steps.Range, values[k] / mean))], i, sign > 0 ? all[i].Device.Id : "");
                line.LinePattern = SeriesStyle.PatternOf(i / SeriesStyle.Colours);
                line.LineWidth = 1.6f;
            }
        }
        var zero = plot.Add.HorizontalLine(0);
        (zero.Color, zero.LineWidth) = (Colors.Gray, 0.8f);
        plot.Axes.SetLimits(0, 1, -4, 4);
        plot.XLabel("Place in the range");
        plot.YLabel("Step / mean step");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(Width + 180, Math.Max(Height + 40, 22 * all.Count + 60));
    }

    /// <summary>Relaxation of all devices with open gate at 25 °C as a fraction of the range; null where no device has one.</summary>
    public static string? Relaxation(IReadOnlyList<Behaviour> all)
    {
        using var plot = BlankPlot.Create();
        var drawn = 0;
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Retention(Behaviour.Temperatures[0], GateAfterPulse.Open) is not { } r) continue;
            var steps = all[i].Device.DataSheet.Steps;
            var points = Curve(r, g => (g - r.Conductance[0]) / steps.Range);
            if (points.Length < 2) continue;
            Line(plot, points, i, all[i].Device.Id).LinePattern = SeriesStyle.PatternOf(i / SeriesStyle.Colours);
            drawn++;
        }
        if (drawn == 0) return null;
        plot.Axes.Bottom.TickGenerator = LogTicks.Powers();
        plot.XLabel("Time with open gate (s)");
        plot.YLabel("Change / range");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(Width + 180, Math.Max(Height + 40, 22 * all.Count + 60));
    }

    // Over the logarithm of the time, at most so many decades before the end; smooth between the integrator's long steps, which the CSV has.
    private static (double, double)[] Curve(Retention r, Func<double, double> of)
    {
        var shown = Enumerable.Range(0, r.Time.Length).Where(i => r.Time[i] > Math.Max(1e-9, r.Time[^1] * Math.Pow(10, -Decades)) && (i == 0 || r.Time[i] > r.Time[i - 1] * (1 + 1e-9))).ToArray();
        if (shown.Length < 2) return [];
        double[] x = [.. shown.Select(i => Math.Log10(r.Time[i]))];
        var curve = new MonotoneCubic(x, [.. shown.Select(i => of(r.Conductance[i]))]);
        return [.. Enumerable.Range(0, CurvePoints + 1).Select(i => x[0] + (x[^1] - x[0]) * i / CurvePoints).Select(t => (t, curve.Value(t)))];
    }

    private static ScottPlot.Plottables.Scatter Line(Plot plot, (double X, double Y)[] points, int index, string label)
    {
        var line = plot.Add.ScatterLine(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray(), SeriesStyle.ColorOf(index));
        (line.LegendText, line.LineWidth) = (label, 2);
        return line;
    }
}
