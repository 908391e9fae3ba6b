using EcramSim.Ecram;
using EcramSim.Ecram.Observables;
using EcramSim.Studies.Evaluate;
using ScottPlot;

namespace EcramSim.Studies.Characterize;

/// <summary>The figures of <c>ecram characterize</c> as SVG text.</summary>
public static class CharacterizeFigures
{
    private const int Width = 560, Height = 400, MostPoints = 400;

    /// <summary>State against pulse number: up the range, then down again.</summary>
    public static string Pulses(Device device)
    {
        var (scale, unit) = Axis(device);
        using var plot = new Plot();
        var (up, down) = (device.DataSheet.Observables.Potentiation, device.DataSheet.Observables.Depression);
        Line(plot, [.. CharacterizeTables.Points(up, MostPoints)], p => p.Pulse, p => p.State * scale, "potentiation");
        Line(plot, [.. CharacterizeTables.Points(down, MostPoints)], p => up.Pulses + p.Pulse, p => p.State * scale, "depression");
        plot.Title(device.Title);
        plot.XLabel("pulse");
        plot.YLabel(unit);
        plot.ShowLegend(Alignment.LowerCenter);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Mean change per pulse against the state, up and down (sign turned), with the noise as a band.</summary>
    public static string Steps(Device device)
    {
        var (scale, unit) = Axis(device);
        var steps = device.DataSheet.Steps;
        var (stepScale, stepUnit) = device.DataSheet.Unit == "S" ? Prefix(steps.Up.Max(Math.Abs), "S") : (1, "1");
        double[] x = [.. steps.State.Select(s => s * scale)];
        using var plot = new Plot();
        Line(0, steps.Up, 1, steps.NoiseUp, "up");
        Line(1, steps.Down, -1, steps.NoiseDown, "down, sign turned");
        plot.Title(device.Title);
        plot.XLabel(unit);
        plot.YLabel(device.DataSheet.Unit == "S" ? $"change per pulse, {stepUnit}" : "change per pulse, weight");
        plot.ShowLegend(Alignment.UpperRight);
        return plot.GetSvgXml(Width, Height);

        void Line(int colour, double[] mean, int sign, double[] noise, string label)
        {
            double[] y = [.. mean.Select(v => sign * v * stepScale)];
            var line = plot.Add.ScatterLine(x, y, plot.Add.Palette.GetColor(colour));
            line.LegendText = label;
            line.LineWidth = 2;
            if (noise.All(n => n == 0)) return;
            var band = plot.Add.FillY(x, [.. y.Select((v, i) => v + noise[i] * stepScale)], [.. y.Select((v, i) => v - noise[i] * stepScale)]);
            band.FillColor = line.Color.WithAlpha(0.15);
            band.LineWidth = 0;
        }
    }

    /// <summary>All devices on one pair of axes: fraction of the range against fraction of the branch's pulses.</summary>
    public static string Comparison(IReadOnlyList<Device> devices)
    {
        using var plot = new Plot();
        foreach (var device in devices)
        {
            var steps = device.DataSheet.Steps;
            var up = Fractions(device.DataSheet.Observables.Potentiation, steps, 0);
            var down = Fractions(device.DataSheet.Observables.Depression, steps, 1);
            Line(plot, [.. up, .. down], p => p.Pulse, p => p.State, device.Id);
        }
        plot.Title("Potentiation, then depression");
        plot.XLabel("pulses / pulses of the branch");
        plot.YLabel("fraction of the range");
        plot.ShowLegend(Alignment.LowerCenter);
        return plot.GetSvgXml(Width + 120, Height + 40);
    }

    private static IEnumerable<(double Pulse, double State)> Fractions(Branch branch, StepCurve steps, double offset) =>
        CharacterizeTables.Points(branch, MostPoints).Select(p => (offset + p.Pulse / branch.Pulses, (p.State - steps.Minimum) / steps.Range));

    private static void Line(Plot plot, (double Pulse, double State)[] points, Func<(double Pulse, double State), double> x, Func<(double Pulse, double State), double> y, string label)
    {
        var line = plot.Add.ScatterLine(points.Select(x).ToArray(), points.Select(y).ToArray());
        line.LegendText = label;
        line.LineWidth = 2;
    }

    private static (double Scale, string Label) Axis(Device device)
    {
        if (device.DataSheet.Unit != "S") return (1, "weight");
        var (scale, unit) = Prefix(device.DataSheet.Steps.Maximum, "S");
        return (scale, $"conductance, {unit}");
    }

    // The prefix that keeps the largest value between 1 and 1000.
    private static (double Scale, string Unit) Prefix(double largest, string unit)
    {
        var text = Engineering.WithUnit(largest, unit);
        var exponent = (int)Math.Floor(Math.Log10(largest) / 3);
        if (largest / Math.Pow(1000, exponent) >= 999.5) exponent++;
        return (Math.Pow(1000, -exponent), text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }
}
