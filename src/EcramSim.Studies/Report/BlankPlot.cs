using ScottPlot;

namespace EcramSim.Studies.Report;

/// <summary>An empty plot with the look of the reports, whatever the defaults of the plot library are.</summary>
public static class BlankPlot
{
    /// <summary>A plot with the colours of <see cref="SeriesStyle"/> in their order, and titles of axes that fit a figure 320 pixels high.</summary>
    public static Plot Create()
    {
        var plot = new Plot();
        plot.Add.Palette = new ScottPlot.Palettes.Custom([.. Enumerable.Range(0, SeriesStyle.Colours).Select(SeriesStyle.ColorOf)], "Okabe and Ito, in order for print");
        foreach (var axis in plot.Axes.GetAxes()) (axis.Label.Bold, axis.Label.FontSize) = (false, 14);
        return plot;
    }
}
