using EcramSim.Insertion.Protocols;
using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Insertion;

/// <summary>The figures of <c>ecram insertion run</c> as SVG text.</summary>
public static class CaseFigures
{
    private const int Width = 560, Height = 400, ProfilesShown = 9;

    /// <summary>Voltage against mean filling.</summary>
    public static string Voltage(CaseStudy study) => Curves(study, "Mean filling x", $"Voltage (V against {study.Case.Host.ReferenceElectrode})", (p, _) => (p.Filling, p.Voltage));

    /// <summary>Voltage against time.</summary>
    public static string OverTime(CaseStudy study) => Curves(study, "Time (s)", $"Voltage (V against {study.Case.Host.ReferenceElectrode})", (p, begin) => (begin + p.Time, p.Voltage));

    /// <summary>Current density against voltage: straight lines but for held and swept voltages.</summary>
    public static string Current(CaseStudy study) => Curves(study, $"Voltage (V against {study.Case.Host.ReferenceElectrode})", "Current density (A/m²); insertion positive", (p, _) => (p.Voltage, p.CurrentDensity));

    /// <summary>Filling against place at some times.</summary>
    public static string Profiles(CaseStudy study)
    {
        var all = study.Results.SelectMany((r, k) => r.Points.Select((p, i) => (Time: study.Begins[k] + p.Time, Filling: r.Profiles[i]))).ToArray();
        var isLayered = study.Case.Shape.Coordinate == "layer";
        using var plot = BlankPlot.Create();
        var index = 0;
        foreach (var i in CaseTables.Chosen(all.Length, ProfilesShown))
        {
            var line = plot.Add.ScatterLine(study.Case.Shape.Positions.Select(x => isLayered ? x : 1e9 * x).ToArray(), all[i].Filling, SeriesStyle.ColorOf(index));
            line.LineWidth = 2;
            line.LinePattern = SeriesStyle.PatternOf(index++);
            line.LegendText = FormattableString.Invariant($"{all[i].Time:G4} s");
        }
        plot.XLabel(isLayered ? "Layer" : $"{char.ToUpperInvariant(study.Case.Shape.Coordinate[0])}{study.Case.Shape.Coordinate[1..]} (nm)");
        plot.YLabel("Filling x");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Nyquist plot of the last state.</summary>
    public static string Impedance(CaseStudy study)
    {
        using var plot = new Plot();
        var line = plot.Add.Scatter(study.Impedance.Select(p => p.Impedance.Real).ToArray(), study.Impedance.Select(p => -p.Impedance.Imaginary).ToArray(), SeriesStyle.ColorOf(0));
        line.LineWidth = 2;
        line.MarkerSize = 4;
        plot.XLabel("Re Z (Ω m²)");
        plot.YLabel("−Im Z (Ω m²)");
        return plot.GetSvgXml(Width, Height);
    }

    private static string Curves(CaseStudy study, string x, string y, Func<StepPoint, double, (double X, double Y)> place)
    {
        using var plot = BlankPlot.Create();
        for (var k = 0; k < study.Results.Count; k++)
        {
            var points = study.Results[k].Points.Select(p => place(p, study.Begins[k])).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToArray();
            if (points.Length == 0) continue;
            var line = plot.Add.ScatterLine(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray(), SeriesStyle.ColorOf(k));
            line.LineWidth = 2;
            // A long staircase would only fill the picture with names.
            if (study.Results.Count is > 1 and <= 8) line.LegendText = FormattableString.Invariant($"step {k + 1}");
        }
        plot.XLabel(x);
        plot.YLabel(y);
        if (study.Results.Count is > 1 and <= 8) plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }
}
