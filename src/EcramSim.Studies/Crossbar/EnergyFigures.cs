using EcramSim.Crossbar.Ledger;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Crossbar;

/// <summary>The figures of <c>ecram crossbar energy</c> as SVG text.</summary>
public static class EnergyFigures
{
    private static readonly IHatch?[] Hatches = [null, new ScottPlot.Hatches.Striped(), new ScottPlot.Hatches.Striped(ScottPlot.Hatches.StripeDirection.DiagonalDown), new ScottPlot.Hatches.Striped(ScottPlot.Hatches.StripeDirection.Vertical)];

    /// <summary>Shares of the causes in the energy of a training step, a bar per device with its total.</summary>
    public static string Shares(EnergyStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var results = study.Results;
        using var plot = BlankPlot.Create();
        var ends = new double[results.Count];
        for (var k = 0; k < CostSplit.Causes.Count; k++)
        {
            var bars = new List<Bar>();
            for (var r = 0; r < results.Count; r++)
            {
                var energy = results[r].PerStep.Energy;
                var share = 100 * energy.Parts[k] / energy.Total;
                var color = SeriesStyle.ColorOf(k);
                bars.Add(new Bar
                {
                    Position = r, ValueBase = ends[r], Value = ends[r] + share, LineWidth = 0.8f, LineColor = Colors.White,
                    FillColor = k % 4 == 0 ? color : color.Lighten(0.6), FillHatch = Hatches[k % 4], FillHatchColor = color,
                    Label = share > 6 ? Engineering.WithUnit(energy.Parts[k], "J") : "", CenterLabel = true,
                });
                ends[r] += share;
            }
            plot.Add.Bars(bars).LegendText = CostSplit.Causes[k];
        }
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, results.Count).Select(r => (double)r)], [.. results.Select(r => $"{r.Device.Id}\n{Engineering.WithUnit(r.PerStep.Energy.Total, "J")}")]);
        plot.Axes.Margins(bottom: 0);
        plot.YLabel("Share of the energy of a step (%)");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(180 + 150 * results.Count, 420);
    }
}
