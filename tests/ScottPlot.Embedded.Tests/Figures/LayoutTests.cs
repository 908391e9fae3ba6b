namespace ScottPlot.Tests.Figures;

/// <summary>No text runs into another or out of the figure, whatever the data and the labels.</summary>
public class LayoutTests
{
    public static TheoryData<string, double, double> Ranges => new()
    {
        { "unit", 0, 1 }, { "negative", -3, -1 }, { "tiny", 0, 4e-15 }, { "huge", 0, 7e18 }, { "offset", 1e6, 1e6 + 0.3 },
        { "far offset", 273.15, 273.1500004 }, { "thousands", 0, 98765 }, { "both signs", -1e-9, 2e-9 }, { "extreme", -1e300, 1e300 },
        { "denormal", 0, 1e-310 }, { "one value", 42, 42 }, { "zero", 0, 0 }, { "one part in 10^14", 1, 1 + 1e-14 }, { "widest", -double.MaxValue, double.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Any_range_gives_a_readable_scale(string what, double low, double high)
    {
        var plot = new Plot();
        plot.Add.Scatter(new[] { low, high }, new[] { low, high }).LegendText = what;
        plot.Title("A figure of " + what);
        plot.XLabel("Conductance (S)");
        plot.YLabel("Conductance (S)");
        plot.ShowLegend(Alignment.UpperLeft);
        foreach (var (w, h) in new[] { (600, 400), (320, 240), (1200, 300) })
        {
            var svg = Picture.Of(plot, w, h);
            Tidy.Require(svg, w, h);
            // Title, two axis titles, a legend, and at least two numbers on each axis.
            Assert.True(svg.Labels.Count >= 4 + 4, $"{what} at {w}×{h}: {string.Join(" | ", svg.Texts)}");
            Assert.True(svg.Labels.Count <= 4 + 2 * 14, $"{what} at {w}×{h}: {string.Join(" | ", svg.Texts)}");
            Assert.All(svg.Texts.Where(t => t.All(c => char.IsDigit(c) || c is '.' or '−')), t => Assert.True(t.Length <= 12, t));
        }
    }

    [Fact]
    public void Long_category_names_do_not_touch()
    {
        for (int n = 1; n <= 60; n += n < 10 ? 1 : 7)
        {
            var plot = new Plot();
            plot.Add.Bars(Enumerable.Range(1, n).Select(i => (double)i).ToArray());
            plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, n).Select(i => (double)i)], [.. Enumerable.Range(0, n).Select(i => $"li-lixcoo2-lipon variant {i}")]);
            plot.XLabel("Device");
            var labels = Picture.Of(plot, 640, 480).Labels;
            Tidy.Inside(labels, 640, 480);
            Tidy.Apart(labels.Where(l => !l.Turned).ToList());
            // Slanted texts are compared along the axis: parallel strips, one line height apart.
            var slanted = labels.Where(l => l.Turned).Select(l => l.Right).Order().ToList();
            for (int i = 1; i < slanted.Count; i++) Assert.True(slanted[i] - slanted[i - 1] > 10, $"{n} names");
        }
    }

    [Fact]
    public void Names_on_the_vertical_axis_do_not_touch()
    {
        var plot = new Plot();
        var bars = plot.Add.Bars(Enumerable.Range(0, 80).Select(i => (double)i).ToArray());
        bars.Horizontal = true;
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, 80).Select(i => (double)i)], [.. Enumerable.Range(0, 80).Select(i => "name " + i)]);
        Tidy.Require(Picture.Of(plot, 400, 300), 400, 300);
    }

    [Theory]
    [InlineData(1), InlineData(5), InlineData(14), InlineData(40)]
    public void A_legend_of_any_length_stays_in_its_frame(int series)
    {
        foreach (var place in Enum.GetValues<Alignment>())
        {
            var plot = new Plot();
            for (int i = 0; i < series; i++) plot.Add.Scatter(new double[] { 0, 1 }, new double[] { i, i + 1 }).LegendText = $"H–HₓWO₃, {i} nm";
            plot.ShowLegend(place, series % 2 == 0 ? Orientation.Horizontal : Orientation.Vertical);
            var svg = Picture.Of(plot);
            var frame = svg.Elements("rect").Single(r => r.Attribute("rx") is not null);
            double left = Picture.Number(frame, "x"), right = left + Picture.Number(frame, "width"), top = Picture.Number(frame, "y"), bottom = top + Picture.Number(frame, "height");
            var words = svg.Labels.Where(l => l.Text.Contains(" nm")).ToList();
            Assert.Equal(series, words.Count);
            Assert.All(words, w => Assert.True(w.Left > left + 20 && w.Right < right - 2 && w.Top > top && w.Bottom < bottom, w.ToString()));
            Tidy.Apart(words);
        }
    }

    [Theory]
    [InlineData(Edge.Right), InlineData(Edge.Left), InlineData(Edge.Top), InlineData(Edge.Bottom)]
    public void A_legend_outside_touches_neither_axis_nor_title(Edge edge)
    {
        var plot = new Plot();
        for (int i = 0; i < 6; i++) plot.Add.Scatter(new double[] { 0, 1 }, new[] { i * 1e-9, 1e-9 }).LegendText = "series number " + i;
        plot.Title("Six");
        plot.XLabel("x");
        plot.YLabel("y");
        plot.ShowLegend(edge);
        Tidy.Require(Picture.Of(plot, 640, 420), 640, 420);
    }

    [Fact]
    public void A_free_legend_keeps_off_the_curve()
    {
        // A falling curve leaves the upper right free, a rising one the upper left.
        Assert.True(LegendLeft(x => -x) > 300);
        Assert.True(LegendLeft(x => x) < 200);

        static double LegendLeft(Func<double, double> f)
        {
            var plot = new Plot();
            double[] xs = [.. Enumerable.Range(0, 50).Select(i => (double)i)];
            plot.Add.ScatterLine(xs, xs.Select(f).ToArray()).LegendText = "a";
            plot.ShowLegend();
            return Picture.Number(Picture.Of(plot).Elements("rect").Single(r => r.Attribute("rx") is not null), "x");
        }
    }

    [Fact]
    public void Labelled_points_give_way_to_each_other_and_to_the_edge()
    {
        var plot = new Plot();
        for (int i = 0; i < 8; i++)
        {
            var text = plot.Add.Text("a labelled point " + i, 1 + 0.25 * i, 2 + 0.001 * i);
            (text.LabelAlignment, text.OffsetX) = (Alignment.MiddleLeft, 8);
        }
        plot.Add.Scatter(new double[] { 0, 3 }, new double[] { 0, 4 });
        Tidy.Require(Picture.Of(plot, 640, 420), 640, 420);
    }

    [Fact]
    public void Bar_labels_stay_in_the_figure()
    {
        foreach (bool lying in new[] { false, true })
        {
            var plot = new Plot();
            var bars = plot.Add.Bars(new[] { 1.5, 100, -20, 99 });
            bars.Horizontal = lying;
            foreach (var b in bars.Bars) (b.Label, b.Error) = ("93.1 ± 0.4 pJ", 2);
            Tidy.Inside(Picture.Of(plot, 420, 300).Labels, 420, 300);
            plot.Axes.SetLimits(-21, 101, -21, 101);
            Tidy.Inside(Picture.Of(plot, 420, 300).Labels, 420, 300);
        }
    }

    [Fact]
    public void A_fixed_layout_is_kept()
    {
        var plot = new Plot();
        plot.Add.Scatter(1, 1e-7);
        plot.Layout.Fixed(new PixelPadding(70, 20, 50, 30));
        var frame = Picture.Of(plot, 500, 300).Elements("path").Select(p => p.Attribute("d")!.Value).ToList();
        Assert.Contains("M70 250L70 30", frame);
        Assert.Contains("M70 250L480 250", frame);
    }

    [Theory]
    [InlineData(600, 400), InlineData(260, 300)]
    public void Titles_longer_than_the_figure_are_broken(int width, int height)
    {
        var plot = new Plot();
        plot.Add.Bars(new double[] { 1, 2 });
        plot.Title(string.Join(' ', Enumerable.Repeat("a long title of a small figure", 4)));
        plot.XLabel(string.Join(' ', Enumerable.Repeat("quantity on the horizontal axis", 4)));
        plot.YLabel(string.Join(' ', Enumerable.Repeat("quantity on the vertical axis", 4)));
        var svg = Picture.Of(plot, width, height);
        Tidy.Require(svg, width, height);
        Assert.Equal(12, svg.Texts.Sum(t => t.Split("quantity").Length - 1) + svg.Texts.Sum(t => t.Split("small").Length - 1));   // nothing is lost
    }

    [Theory]
    [InlineData(1), InlineData(4), InlineData(12), InlineData(30)]
    public void Numbers_on_bars_do_not_touch(int groups)
    {
        var plot = new Plot();
        for (int series = 0; series < 2; series++)
        {
            var bars = plot.Add.Bars(Enumerable.Range(0, groups).Select(i => 3.0 * i + series), Enumerable.Range(0, groups).Select(i => 50.0 + 7 * i % 31 * (1 - 2 * series)));
            foreach (var bar in bars.Bars) bar.Label = "93.1 ± 0.4 pJ";
        }
        plot.Axes.Bottom.TickGenerator = new TickGenerators.EmptyTickGenerator();
        Tidy.Require(Picture.Of(plot, 720, 400), 720, 400);
    }

    [Theory]
    [InlineData(Edge.Right), InlineData(Edge.Bottom), InlineData(null)]
    public void Sentences_in_a_legend_are_broken(Edge? edge)
    {
        var plot = new Plot();
        for (int i = 0; i < 3; i++) plot.Add.Scatter(new double[] { 0, 1 }, new double[] { 0, i }).LegendText = string.Join(' ', Enumerable.Repeat("many words about curve " + i, 8));
        if (edge is { } e) plot.ShowLegend(e);
        else plot.ShowLegend();
        var svg = Picture.Of(plot, 500, 400);
        Tidy.Inside(svg.Labels, 500, 400);
        Assert.Equal(24, svg.Texts.Sum(t => t.Split("many").Length - 1));
    }
}
