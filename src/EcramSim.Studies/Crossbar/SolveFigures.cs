using EcramSim.Studies.Report;

namespace EcramSim.Studies.Crossbar;

/// <summary>The figure of <c>ecram crossbar solve</c>.</summary>
internal static class SolveFigures
{
    /// <summary>What the wires take from the voltage of every cell, mV, word line 1 on top; as SVG.</summary>
    internal static string Drop(SolveStudy study, int input)
    {
        var (p, s) = (study.Problem, study.Solutions[input]);
        var drop = new double[p.Rows, p.Columns];
        for (var i = 0; i < p.Rows; i++)
            for (var j = 0; j < p.Columns; j++) drop[i, j] = 1e3 * (p.Words[input][i] - (p.Bits?[input][j] ?? 0) - s.CellVoltage(i, j));
        using var plot = BlankPlot.Create();
        var map = plot.Add.Heatmap(drop);
        // The first row at y = 1, counted from the top as in the files.
        map.Position = new(1, p.Columns, 1, p.Rows);
        map.FlipVertically = true;
        plot.Add.ColorBar(map).Label = "Lost in the wires (mV)";
        plot.XLabel("Bit line");
        plot.YLabel("Word line");
        plot.Axes.TightMargins();
        plot.Axes.InvertY();
        return plot.GetSvgXml(560, 440);
    }
}
