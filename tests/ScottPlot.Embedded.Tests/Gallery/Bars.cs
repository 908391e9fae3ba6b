using EcramSim.Studies.Report;

namespace ScottPlot.Tests.Gallery;

internal static class Bars
{
    private static readonly IHatch?[] Fills = [null, new Hatches.Striped(), new Hatches.Striped(Hatches.StripeDirection.Horizontal)];

    [Recipe("Bars in groups", "Three bars for each of twelve devices, told apart by hatching too. Names too long for their place turn. Bars begin at zero: they show errors rather than accuracies, whose differences would be too small to see.")]
    internal static string Grouped_Bars()
    {
        string[] devices =
        [
            "float32 baseline", "li-lixcoo2-lipon", "h-hxwo3-nafion", "o-wo3-hfo2", "mo-ecram", "pedot-pss", "reram-hfo2-presets",
            "pcm-gst-mushroom", "fefet-hzo", "flash-split-gate", "mram-multilevel", "ideal",
        ];
        string[] rules = ["SGD", "Tiki-Taka v2", "c-TTv2"];

        Plot plot = new();
        for (int rule = 0; rule < rules.Length; rule++)
        {
            var color = SeriesStyle.ColorOf(rule);
            var bars = plot.Add.Bars(devices.Select((_, d) => new Bar
            {
                Position = 4 * d + rule, Size = 0.92, LineWidth = 0.8f, LineColor = color.Darken(0.3), Error = 0.2 + 0.1 * d, ErrorSize = 0.4,
                Value = 2 + 0.25 * d * (3 - rule) + (d % 4 == 2 ? 6 - 2 * rule : 0),
                FillColor = rule == 0 ? color : color.Lighten(0.75), FillHatch = Fills[rule], FillHatchColor = color,
            }).ToList());
            bars.LegendText = rules[rule];
        }
        plot.Axes.Bottom.SetTicks([.. devices.Select((_, d) => 4.0 * d + 1)], devices);
        plot.Axes.Margins(0.02, 0.02, 0, 0.07);                // bars stand on the axis
        plot.YLabel("Test error (%)");
        plot.ShowLegend(Edge.Top);
        return plot.GetSvgXml(760, 460);
    }

    [Recipe("Stacked bars", "Each part begins where the one before ends (`ValueBase`); small parts carry no number.")]
    internal static string Stacked_Bars()
    {
        string[] arrays = ["64 × 64", "128 × 128", "256 × 256", "512 × 512"], parts = ["cells", "DAC", "ADC", "wires"];
        double[,] energy = { { 0.4, 1.6, 6.4, 25.6 }, { 3.2, 6.4, 12.8, 25.6 }, { 8.2, 16.4, 32.8, 65.5 }, { 0.3, 1.1, 4.4, 17.6 } };
        IHatch?[] hatches = [null, new Hatches.Striped(), new Hatches.Striped(Hatches.StripeDirection.DiagonalDown), new Hatches.Striped(Hatches.StripeDirection.Vertical)];

        Plot plot = new();
        double[] ends = new double[arrays.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            var bars = new List<Bar>();
            for (int a = 0; a < arrays.Length; a++)
            {
                var color = SeriesStyle.ColorOf(part);
                bars.Add(new()
                {
                    Position = a, ValueBase = ends[a], Value = ends[a] + energy[part, a], LineWidth = 0.8f, LineColor = Colors.White,
                    FillColor = part == 0 ? color : color.Lighten(0.6), FillHatch = hatches[part], FillHatchColor = color,
                    Label = energy[part, a] > 10 ? $"{energy[part, a]:0}" : "", CenterLabel = true,
                });
                ends[a] += energy[part, a];
            }
            plot.Add.Bars(bars).LegendText = parts[part];
        }
        plot.Axes.Bottom.SetTicks([0, 1, 2, 3], arrays);
        plot.Axes.Margins(bottom: 0);
        plot.XLabel("Array");
        plot.YLabel("Energy per read (pJ)");
        plot.ShowLegend(Alignment.UpperLeft);
        return plot.GetSvgXml(560, 400);
    }

    [Recipe("Lying bars", "Names get all the room they need; values stand at the ends of their bars.")]
    internal static string Lying_Bars()
    {
        string[] steps = ["wires of the array", "converters (7-bit SAR)", "pulse generation", "update of the cells", "sums outside the array"];
        double[] share = [3.1, 41.5, 22.4, 27.9, 5.1];

        Plot plot = new();
        var bars = plot.Add.Bars(share);
        bars.Horizontal = true;
        foreach (var bar in bars.Bars) bar.Label = $"{bar.Value:0.0} %";
        plot.Axes.Left.SetTicks([0, 1, 2, 3, 4], steps);
        plot.Axes.Margins(left: 0, right: 0.15);
        plot.XLabel("Share of the time of one training step");
        return plot.GetSvgXml(600, 280);
    }
}
