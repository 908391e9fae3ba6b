using ScottPlot.TickGenerators;

namespace ScottPlot.Tests.Figures;

public class TickTests
{
    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 0.5, "0.0 0.1 0.2 0.3 0.4 0.5")]
    [InlineData(-1, 1, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0, 100, "0 20 40 60 80 100")]
    [InlineData(0, 40000, "0 10\u2009000 20\u2009000 30\u2009000 40\u2009000")]
    [InlineData(0, 5e-9, "0 1 2 3 4 5 ×10−9")]
    [InlineData(0, 3e6, "0.0 0.5 1.0 1.5 2.0 2.5 3.0 ×106")]
    [InlineData(0.001, 0.002, "0.0010 0.0012 0.0014 0.0016 0.0018 0.0020")]
    [InlineData(20, 0, "0 5 10 15 20")]
    public void Numbers_are_written_as_an_engineer_writes_them(double left, double right, string expected)
    {
        var plot = new Plot();
        plot.Axes.SetLimits(left, right, 0, 1);
        plot.Axes.Left.IsVisible = false;
        string[] order = [.. Picture.Of(plot, 420, 300).Texts];
        // Descending limits are drawn from the right.
        Assert.Equal(expected, string.Join(' ', order.OrderBy(t => t.StartsWith('×')).ThenBy(t => left > right ? double.Parse(t) : 0)));
    }

    [Fact]
    public void Ticks_lie_where_the_numbers_say()
    {
        var plot = new Plot();
        plot.Axes.SetLimits(0, 10, 0, 1);
        plot.Layout.Fixed(new PixelPadding(50, 50, 50, 50));
        var labels = Picture.Of(plot, 500, 300).Labels.Where(l => l.Top > 250).ToDictionary(l => l.Text, l => (l.Left + l.Right) / 2);
        Assert.Equal(50, labels["0"], 0.1);
        Assert.Equal(50 + 0.4 * 400, labels["4"], 0.1);
        Assert.Equal(450, labels["10"], 0.1);
    }

    [Fact]
    public void No_binary_dust_reaches_a_label_or_a_formatter()
    {
        for (int e = -30; e <= 30; e++)
            for (int m = 1; m <= 97; m += 8)
            {
                var seen = new List<double>();
                var plot = new Plot();
                double scale = double.Parse($"1e{e}");
                plot.Axes.SetLimits(-m * scale, m * scale * 0.7, 0, 1);
                plot.Axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = v => { seen.Add(v); return ""; } };
                plot.GetSvgXml(400, 300);
                Assert.True(seen.Count >= 2);
                // The shortest text that gives the double back has at most three digits.
                Assert.All(seen, v => Assert.True(v.ToString("E16").TrimStart('-')[..1] == "0" || v.ToString("R").Split('E')[0].Trim('-').Replace(".", "").Trim('0').Length <= 3, v.ToString("R")));
            }
    }

    [Fact]
    public void Whole_numbers_only_if_asked()
    {
        var plot = new Plot();
        plot.Axes.SetLimits(0, 3, 0, 1);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.Left.IsVisible = false;
        var figure = Picture.Of(plot, 900, 300);
        Assert.Equal(["0", "1", "2", "3"], figure.Texts);
        // Four marks below the frame, and none between them.
        double line = figure.Labels[0].Top - 9;
        var marks = figure.Elements("path").SelectMany(p => p.Attribute("d")!.Value.Split('M', StringSplitOptions.RemoveEmptyEntries)).Where(m => m.Split('L') is [var a, var b] && a.Split(' ')[0] == b.Split(' ')[0] && double.Parse(b.Split(' ')[1]) > line).ToList();
        Assert.Equal(4, marks.Count(m => double.Parse(m.Split('L')[0].Split(' ')[1]) > line - 6));
    }

    [Fact]
    public void Decades_of_logarithms_have_minor_ticks_at_two_to_nine()
    {
        var plot = new Plot();
        plot.Axes.SetLimits(0, 2, 0, 1);
        plot.Layout.Fixed(new PixelPadding(100, 100, 50, 50));
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true, MinorTickGenerator = new LogMinorTickGenerator { Divisions = 10 }, LabelFormatter = v => $"{Math.Pow(10, v):N0}",
        };
        plot.Axes.Left.IsVisible = false;
        var svg = Picture.Of(plot, 600, 300);
        Assert.Equal(["1", "10", "100"], svg.Texts);
        string minor = svg.Elements("path").First(p => p.Attribute("d")!.Value.EndsWith("252.5")).Attribute("d")!.Value;
        double[] at = [.. minor.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(s => double.Parse(s.Split(' ')[0]))];
        double[] expected = [.. Enumerable.Range(0, 2).SelectMany(d => Enumerable.Range(2, 8).Select(k => 100 + 200 * (d + Math.Log10(k))))];
        Assert.Equal(expected.Length, at.Length);
        for (int i = 0; i < at.Length; i++) Assert.Equal(expected[i], at[i], 0.006);
    }

    [Theory]
    [InlineData(0.04, 0.8, "0.05 0.1 0.2 0.5")]
    [InlineData(200, 400, "200 250 300 350 400")]
    [InlineData(2, 9, "2 4 6 8")]
    public void Less_than_a_decade_is_still_labelled(double low, double high, string expected)
    {
        var plot = new Plot();
        plot.Axes.SetLimits(Math.Log10(low), Math.Log10(high), 0, 1);
        plot.Axes.Left.IsVisible = false;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true, MinorTickGenerator = new LogMinorTickGenerator(), LabelFormatter = v => Math.Pow(10, v).ToString("G4"),
        };
        var labels = Picture.Of(plot, 600, 300).Labels;
        Assert.Equal(expected, string.Join(' ', labels.Select(l => l.Text)));
        double left = 12, width = 600 - 24;   // the frame with nothing beside it
        foreach (var l in labels)
            Assert.Equal(left + width * Math.Log10(double.Parse(l.Text) / low) / Math.Log10(high / low), (l.Left + l.Right) / 2, 12.0);
    }

    /// <summary>A formatter that writes 10 to the power of a whole number would write 2 as 1.</summary>
    [Fact]
    public void A_formatter_of_powers_is_never_given_the_values_between()
    {
        var plot = new Plot();
        plot.Axes.SetLimits(-0.5, 0.5, 0, 1);
        plot.Axes.Left.IsVisible = false;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true, MinorTickGenerator = new LogMinorTickGenerator(), LabelFormatter = v => "1e" + Math.Round(v),
        };
        Assert.Equal(["1e0"], Picture.Of(plot, 600, 300).Texts);
    }

    [Fact]
    public void A_fixed_interval_thins_out_where_labels_would_touch()
    {
        var plot = new Plot();
        plot.Axes.SetLimits(0, 100, 0, 1);
        plot.Axes.Left.IsVisible = false;
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(7);
        Assert.Equal(["0", "7", "14", "21", "28", "35", "42", "49", "56", "63", "70", "77", "84", "91", "98"], Picture.Of(plot, 900, 200).Texts);
        Assert.Equal(["0", "35", "70"], Picture.Of(plot, 200, 200).Texts);
    }

    [Fact]
    public void A_label_for_every_position_or_an_error() =>
        Assert.Throws<ArgumentException>(() => new NumericManual([1, 2], ["one"]));
}
