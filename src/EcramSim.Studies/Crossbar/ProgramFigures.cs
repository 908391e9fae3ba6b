using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Crossbar;

/// <summary>The figures of <c>ecram crossbar program</c> as SVG text.</summary>
public static class ProgramFigures
{
    private const int Width = 560, Height = 360, MostPoints = 1000;

    /// <summary>Share of the cells whose error is at most so large; the tolerance as a line.</summary>
    public static string Errors(ProgramStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        using var plot = BlankPlot.Create();
        Distribution(plot, ProgramTables.Sorted(study, r => r.Errors.Select(Math.Abs)), 0, "|held − wanted|");
        var line = plot.Add.VerticalLine(study.Plan.How.Tolerance);
        line.LegendText = "tolerance";
        line.Color = SeriesStyle.ColorOf(1);
        plot.XLabel("Error (units of the window)");
        plot.YLabel("Cells with at most this error (%)");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Share of the cells that needed at most so many pulses.</summary>
    public static string Pulses(ProgramStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        using var plot = BlankPlot.Create();
        Distribution(plot, ProgramTables.Sorted(study, r => r.Pulses.Select(p => (double)p)), 0, "pulses of a cell");
        plot.XLabel("Pulses");
        plot.YLabel("Cells with at most so many (%)");
        return plot.GetSvgXml(Width, Height);
    }

    private static void Distribution(Plot plot, double[] sorted, int index, string label)
    {
        var step = Math.Max(1, sorted.Length / MostPoints);
        int[] kept = [.. Enumerable.Range(0, sorted.Length).Where(k => k % step == 0 || k == sorted.Length - 1)];
        var line = plot.Add.ScatterLine(kept.Select(k => sorted[k]).ToArray(), kept.Select(k => 100.0 * (k + 1) / sorted.Length).ToArray(), SeriesStyle.ColorOf(index));
        line.LineWidth = 2;
        line.LegendText = label;
    }
}
