using EcramSim.Ecram;
using EcramSim.Ecram.Observables;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Characterize;

/// <summary>The figures of <c>ecram characterize</c> as SVG text.</summary>
public static class CharacterizeFigures
{
    private const int Width = 560, Height = 380, MostPoints = 400;

    /// <summary>State against pulse number, up the range and down again: the mean, and single cells with their spread and noise in grey.</summary>
    public static string Pulses(CellDevice device, IReadOnlyList<NoisyCycle> cells)
    {
        var (scale, label) = Axis(device);
        var (up, down) = (device.DataSheet.Observables.Potentiation, device.DataSheet.Observables.Depression);
        using var plot = BlankPlot.Create();
        for (var c = 0; c < cells.Count; c++)
        {
            var points = CharacterizeTables.Thin(cells[c].Up, MostPoints).Concat(CharacterizeTables.Thin(cells[c].Down, MostPoints).Select(p => (p.Pulse + cells[c].Up.Length - 1, p.State)))
                .Select(p => (p.Item1, State.OfWeight(device, p.State) * scale)).ToArray();
            var line = Line(plot, points, Colors.Gray.WithAlpha(0.6), c == 0 ? $"single cell{(cells.Count > 1 ? "s" : "")}" : "");
            line.LineWidth = 0.8f;
        }
        Line(plot, [.. CharacterizeTables.Points(up, MostPoints).Select(p => (p.Pulse, p.State * scale))], SeriesStyle.ColorOf(0), "potentiation (mean)");
        Line(plot, [.. CharacterizeTables.Points(down, MostPoints).Select(p => (up.Pulses + p.Pulse, p.State * scale))], SeriesStyle.ColorOf(1), "depression (mean)");
        plot.XLabel("Pulse");
        plot.YLabel(label);
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Mean change per pulse against the state, up and down (magnitudes), with the noise of a pulse as a band.</summary>
    public static string Steps(CellDevice device)
    {
        var (scale, label) = Axis(device);
        var steps = device.DataSheet.Steps;
        var isConductance = device.DataSheet.Unit == "S";
        var (stepScale, stepUnit) = isConductance ? Prefixed.Of(steps.Up.Max(Math.Abs), "S") : (1, "weight");
        double[] x = [.. steps.State.Select(s => s * scale)];
        using var plot = BlankPlot.Create();
        Draw(0, steps.Up, 1, steps.NoiseUp, "potentiation");
        Draw(1, steps.Down, -1, steps.NoiseDown, "depression (magnitude)");
        plot.XLabel(label);
        plot.YLabel($"Change per pulse ({stepUnit})");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);

        void Draw(int index, double[] mean, int sign, double[] noise, string name)
        {
            double[] y = [.. mean.Select(v => sign * v * stepScale)];
            var line = plot.Add.ScatterLine(x, y, SeriesStyle.ColorOf(index));
            line.LegendText = name;
            line.LineWidth = 2;
            line.LinePattern = SeriesStyle.PatternOf(index);
            if (noise.All(n => n == 0)) return;
            var band = plot.Add.FillY(x, [.. y.Select((v, i) => v + noise[i] * stepScale)], [.. y.Select((v, i) => v - noise[i] * stepScale)]);
            band.FillColor = SeriesStyle.ColorOf(index).WithAlpha(0.15);
            band.LineWidth = 0;
        }
    }

    /// <summary>All devices on one pair of axes: fraction of the range against fraction of the branch's pulses.</summary>
    public static string Comparison(IReadOnlyList<CellDevice> devices)
    {
        using var plot = BlankPlot.Create();
        for (var i = 0; i < devices.Count; i++)
        {
            var (steps, seen) = (devices[i].DataSheet.Steps, devices[i].DataSheet.Observables);
            (double, double)[] points = [.. Fractions(seen.Potentiation, steps, 0), .. Fractions(seen.Depression, steps, 1)];
            SeriesStyle.Apply(Line(plot, points, SeriesStyle.ColorOf(i), devices[i].Id), i, points.Length);
        }
        plot.XLabel("Pulses / pulses of the branch");
        plot.YLabel("Fraction of the range");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(Width + 180, Math.Max(Height + 40, 22 * devices.Count + 60));
    }

    private static IEnumerable<(double, double)> Fractions(Branch branch, StepCurve steps, double offset) =>
        CharacterizeTables.Points(branch, MostPoints).Select(p => (offset + p.Pulse / branch.Pulses, (p.State - steps.Minimum) / steps.Range));

    private static ScottPlot.Plottables.Scatter Line(Plot plot, (double X, double Y)[] points, Color colour, string label)
    {
        var line = plot.Add.ScatterLine(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray(), colour);
        line.LegendText = label;
        line.LineWidth = 2;
        return line;
    }

    private static (double Scale, string Label) Axis(CellDevice device)
    {
        if (device.DataSheet.Unit != "S") return (1, "Weight");
        var (scale, unit) = Prefixed.Of(device.DataSheet.Steps.Maximum, "S");
        return (scale, $"Conductance ({unit})");
    }
}
