namespace ScottPlot.Tests.Figures;

public class SignalTests
{
    private static Plot Framed(double left, double right, double bottom, double top)
    {
        var plot = new Plot();
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.Layout.Fixed(new PixelPadding(100, 100, 100, 100));
        return plot;
    }

    private static string Stroke(Plot plot) =>
        Picture.Of(plot, 600, 500).Elements("path").Single(p => p.Attribute("stroke")?.Value == "#FF0000" && p.Attribute("fill")?.Value == "none").Attribute("d")!.Value;

    [Fact]
    public void Samples_lie_at_their_times()
    {
        var plot = Framed(10, 20, 0, 100);
        var signal = plot.Add.Signal(new[] { 0, 10, 2.5 }, period: 5, Colors.Red);
        (signal.Data.XOffset, signal.Data.YScale, signal.Data.YOffset) = (10, 5, 50);
        Assert.Equal("M100 250L300 100L500 212.5", Stroke(plot));
        Assert.Equal(new AxisLimits(10, 20, 50, 100), signal.GetAxisLimits());
        (signal.Data.MinimumIndex, signal.Data.MaximumIndex) = (1, 7);
        Assert.Equal("M300 100L500 212.5", Stroke(plot));
        Assert.Equal(new AxisLimits(15, 20, 62.5, 100), signal.GetAxisLimits());
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_hundred_thousand_samples_keep_their_spikes_and_gaps_in_a_small_file(bool inverted)
    {
        var ys = Enumerable.Range(0, 100_000).Select(i => i % 7 / 14.0 - 0.2).ToArray();
        (ys[12_345], ys[77_777]) = (1, -1);
        for (int i = 40_000; i < 45_000; i++) ys[i] = double.NaN;     // 5 % of the axis
        ys[90_000] = double.NaN;                                       // too short to be seen
        var plot = inverted ? Framed(100_000, 0, -1, 1) : Framed(0, 100_000, -1, 1);
        plot.Add.Signal(ys, 1, Colors.Red);
        Assert.InRange(plot.GetSvgXml(600, 500).Length, 5_000, 100_000);
        var runs = Stroke(plot).Split('M', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(runs, r => r.Contains(" 100L") && r.Contains(" 100") );
        Assert.Contains(" 400L", Stroke(plot));
        (double, double) gap = inverted ? (320, 340) : (260, 280);
        Assert.DoesNotContain(runs.SelectMany(r => r.Split('L')).Select(p => double.Parse(p.Split(' ')[0])), x => x > gap.Item1 + 1 && x < gap.Item2 - 1);
        Assert.Equal(2, runs.Length);
    }

    [Fact]
    public void A_part_of_a_long_signal_draws_that_part_only()
    {
        var plot = Framed(500_000, 500_010, 0, 1);
        plot.Add.Signal(Enumerable.Range(0, 1_000_000).Select(i => i % 2 * 1f).ToArray(), 1, Colors.Red);
        Assert.Equal(11, Stroke(plot)[1..].Split('L').Length);
        Assert.InRange(plot.GetSvgXml(600, 500).Length, 1000, 10_000);
    }

    [Fact]
    public void Few_samples_are_marked_and_one_is_seen()
    {
        var one = Framed(-1, 1, 0, 2);
        one.Add.Signal(new[] { 1 }, 1, Colors.Red);
        Assert.Contains(Picture.Of(one, 600, 500).Elements("path"), p => p.Attribute("fill")?.Value == "#FF0000" && p.Attribute("d")!.Value.StartsWith("M298 250"));
        var none = new Plot();
        none.Add.Signal(new List<double>()).LegendText = "none";
        none.Add.Signal(new[] { double.NaN, double.NaN });
        none.ShowLegend();
        Assert.DoesNotContain("NaN", none.GetSvgXml(300, 200));
    }

    [Fact]
    public void Spans_reach_across_the_data_area_and_no_further()
    {
        var plot = Framed(0, 10, 0, 10);
        var span = plot.Add.HorizontalSpan(8, 30, Colors.Red);
        plot.Add.VerticalSpan(2, 1, Colors.Blue).LineWidth = 1;
        plot.Add.HorizontalSpan(20, 30, Colors.Green);
        plot.Add.VerticalSpan(double.NaN, 1, Colors.Green);
        var svg = Picture.Of(plot, 600, 500);
        string Outline(Color c) => string.Join(' ', svg.Elements("path").Single(p => p.Attribute("fill")?.Value == c.ToHex()).Attribute("d")!.Value.TrimStart('M').TrimEnd('Z').Split('L').Order(StringComparer.Ordinal));
        Assert.Equal("420 100 420 400 500 100 500 400", Outline(Colors.Red));
        Assert.Equal("100 340 100 370 500 340 500 370", Outline(Colors.Blue));
        Assert.DoesNotContain(svg.Elements("path"), p => p.Attribute("fill")?.Value == Colors.Green.ToHex());
        Assert.Equal((8, 30), (span.Left, span.Right));
        Assert.False(span.GetAxisLimits().IsRealY);
        // Edges are drawn where the data area shows them.
        Assert.Contains(svg.Elements("path"), p => p.Attribute("d")!.Value == "M100 370L500 370M500 340L100 340");
    }

    [Fact]
    public void Hatches_are_defined_where_they_are_used()
    {
        var plot = new Plot();
        var bars = plot.Add.Bars(new double[] { 1, 2 });
        foreach (var bar in bars.Bars) (bar.FillHatch, bar.FillHatchColor, bar.FillColor) = (new Hatches.Striped(), Colors.Red, Colors.Transparent);
        (bars.Bars[1].FillHatch, bars.LegendText) = (new Hatches.Striped(Hatches.StripeDirection.Vertical), "hatched");
        plot.ShowLegend();
        var svg = Picture.Of(plot);
        var defined = svg.Elements("pattern").Select(p => $"url(#{p.Attribute("id")!.Value})").ToList();
        var used = svg.Elements("rect").Select(r => r.Attribute("fill")?.Value).Where(f => f?.StartsWith("url") == true).ToList();
        Assert.Equal(2, defined.Count);
        Assert.Equal(3, used.Count);       // two bars and the sign of the legend
        Assert.Equal(defined.Order(), used.Distinct().Order());
        Assert.All(svg.Elements("pattern"), p => Assert.Contains("#FF0000", p.ToString()));
    }
}
