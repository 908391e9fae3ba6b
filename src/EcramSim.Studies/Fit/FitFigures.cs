using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Fit.Laws;
using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Fit;

/// <summary>The figures of <c>ecram fit</c> as SVG text.</summary>
public static class FitFigures
{
    private const int Width = 560, Height = 380, MostPoints = 1500, MostBranches = 40;

    /// <summary>Readings, one branch after the other, and the mean curve of the law from the first reading of each.</summary>
    public static string Pulses(FitStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        using var plot = new Plot();
        var (scale, unit) = Prefix(study.Data);
        double offset = 0;
        var shown = study.Branches.Take(MostBranches).ToArray();
        for (var b = 0; b < shown.Length; b++)
        {
            var branch = shown[b];
            var curve = CandidateLaw.Curve(study.Chosen.Fits[study.IndexOf(branch.Device)].Law, branch);
            var pulse = new double[branch.Values.Length];
            pulse[0] = offset;
            for (var i = 1; i < pulse.Length; i++) pulse[i] = pulse[i - 1] + branch.Counts[i];
            offset = pulse[^1] + 1;
            int[] thin = Thin(pulse.Length, Math.Max(20, MostPoints / shown.Length));
            var dots = plot.Add.ScatterPoints(thin.Select(i => pulse[i]).ToArray(), thin.Select(i => study.Unit.Back(branch.Values[i], ParameterUnit.Level) * scale).ToArray(), SeriesStyle.ColorOf(0).WithAlpha(0.5));
            dots.MarkerSize = 2.5f;
            var line = plot.Add.ScatterLine(thin.Select(i => pulse[i]).ToArray(), thin.Select(i => study.Unit.Back(curve[i], ParameterUnit.Level) * scale).ToArray(), SeriesStyle.ColorOf(1));
            line.LineWidth = 1.8f;
            if (b == 0) (dots.LegendText, line.LegendText) = ("measured", $"{study.Chosen.Name} (mean)");
        }
        plot.XLabel("Pulse");
        plot.YLabel(unit.Length > 0 ? $"Conductance ({unit})" : "Value (normalised)");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Change per pulse against the state: differences of neighbouring readings, and the law with one standard deviation of such a difference.</summary>
    public static string Steps(FitStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        using var plot = new Plot();
        var (scale, unit) = Prefix(study.Data);
        var fit = study.Chosen.Fits[0];
        var device = study.Branches[0].Device;
        foreach (var up in new[] { true, false })
        {
            var index = up ? 0 : 1;
            var differences = study.Branches.Where(b => b.Up == up && b.Device == device).SelectMany(b => Enumerable.Range(1, b.Steps).Select(i => (G: 0.5 * (b.Values[i] + b.Values[i - 1]), D: (b.Values[i] - b.Values[i - 1]) / b.Counts[i]))).ToArray();
            if (differences.Length == 0) continue;
            int[] thin = Thin(differences.Length, MostPoints / 2);
            var dots = plot.Add.ScatterPoints(thin.Select(i => study.Unit.Back(differences[i].G, ParameterUnit.Level) * scale).ToArray(), thin.Select(i => differences[i].D * study.Unit.Range * scale).ToArray(), SeriesStyle.ColorOf(index).WithAlpha(0.35));
            dots.MarkerSize = 2;
            double[] g = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];
            double[] x = [.. g.Select(v => study.Unit.Back(v, ParameterUnit.Level) * scale)];
            double factor = study.Unit.Range * scale;
            var line = plot.Add.ScatterLine(x, g.Select(v => fit.Law.Step(v, up) * factor).ToArray(), SeriesStyle.ColorOf(index));
            (line.LineWidth, line.LinePattern, line.LegendText) = (2, SeriesStyle.PatternOf(index), up ? "up" : "down");
            double Deviation(double v) => Math.Sqrt(Math.Pow(fit.Law.Noise(v, up), 2) + 2 * fit.ReadNoise * fit.ReadNoise);
            var band = plot.Add.FillY(x, g.Select(v => (fit.Law.Step(v, up) + Deviation(v)) * factor).ToArray(), g.Select(v => (fit.Law.Step(v, up) - Deviation(v)) * factor).ToArray());
            (band.FillColor, band.LineWidth) = (SeriesStyle.ColorOf(index).WithAlpha(0.15), 0);
        }
        plot.XLabel(unit.Length > 0 ? $"Conductance ({unit})" : "Value (normalised)");
        plot.YLabel(unit.Length > 0 ? $"Change per pulse ({unit})" : "Change per pulse");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Standardised residuals in the order of the pulses: a law that is right leaves noise of variance 1.</summary>
    public static string Residuals(FitStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        using var plot = new Plot();
        var all = BranchResiduals.Of(study).SelectMany(r => r.Residuals.Standardised.Select(s => (r.Branch.Up, Value: s))).ToArray();
        foreach (var up in new[] { true, false })
        {
            int[] own = [.. Enumerable.Range(0, all.Length).Where(i => all[i].Up == up)];
            if (own.Length == 0) continue;
            own = [.. Thin(own.Length, MostPoints / 2).Select(i => own[i])];
            var dots = plot.Add.ScatterPoints(own.Select(i => (double)i).ToArray(), own.Select(i => all[i].Value).ToArray(), SeriesStyle.ColorOf(up ? 0 : 1));
            (dots.MarkerSize, dots.MarkerShape, dots.LegendText) = (3, SeriesStyle.MarkerOf(up ? 0 : 1), up ? "up" : "down");
        }
        var line = plot.Add.HorizontalLine(0);
        line.Color = Colors.Gray;
        plot.XLabel("Pulse");
        plot.YLabel("Residual / its standard deviation");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Conductance over time and the relaxation fitted to it.</summary>
    public static string Retention(RelaxationFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        using var plot = new Plot();
        var (scale, unit) = fit.Unit == "S" ? Prefix(fit.Values.Max(Math.Abs)) : (1, "");
        int[] thin = Thin(fit.Time.Length, MostPoints);
        var dots = plot.Add.ScatterPoints(thin.Select(i => fit.Time[i]).ToArray(), thin.Select(i => fit.Values[i] * scale).ToArray(), SeriesStyle.ColorOf(0));
        (dots.MarkerSize, dots.LegendText) = (3, "measured");
        double[] t = [.. Enumerable.Range(0, 201).Select(i => fit.Time[^1] * i / 200)];
        var line = plot.Add.ScatterLine(t, t.Select(v => fit.At(v) * scale).ToArray(), SeriesStyle.ColorOf(1));
        (line.LineWidth, line.LegendText) = (2, fit.Stretch == 1 ? "exponential" : "stretched exponential");
        plot.XLabel("Time (s)");
        plot.YLabel(unit.Length > 0 ? $"Conductance ({unit})" : "Value (normalised)");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    private static int[] Thin(int count, int most)
    {
        var stride = Math.Max(1, (count + most - 1) / most);
        return [.. Enumerable.Range(0, count).Where(i => i % stride == 0 || i == count - 1)];
    }

    private static (double Scale, string Unit) Prefix(PulseData data) => data.Unit == "S" ? Prefix(Math.Max(Math.Abs(data.Maximum), Math.Abs(data.Minimum))) : (1, "");

    private static (double Scale, string Unit) Prefix(double largest)
    {
        if (!(largest > 0)) return (1, "S");
        var text = Engineering.WithUnit(largest, "S");
        var exponent = Math.Clamp((int)Math.Floor(Math.Log10(largest) / 3), -7, 4);
        if (largest / Math.Pow(1000, exponent) >= 999.5 && exponent < 4) exponent++;
        return (Math.Pow(1000, -exponent), text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }
}
