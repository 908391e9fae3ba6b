using System.Globalization;
using System.Xml.Linq;

namespace ScottPlot.Tests.Figures;

public class DrawingTests
{
    private static Plot Framed(double left, double right, double bottom, double top)
    {
        var plot = new Plot();
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.Layout.Fixed(new PixelPadding(100, 100, 100, 100));
        return plot;
    }

    private static string Stroke(Picture svg, Color color) =>
        svg.Elements("path").Single(p => p.Attribute("stroke")?.Value == color.ToHex() && p.Attribute("fill")?.Value == "none").Attribute("d")!.Value;

    [Fact]
    public void Lines_end_at_the_frame()
    {
        var plot = Framed(0, 10, 0, 10);
        plot.Add.ScatterLine(new double[] { -10, 20 }, new double[] { -10, 20 }, Colors.Red);
        Assert.Equal("M100 400L500 100", Stroke(Picture.Of(plot, 600, 500), Colors.Red));
    }

    [Fact]
    public void Values_that_are_not_finite_leave_gaps()
    {
        var plot = Framed(0, 6, 0, 6);
        plot.Add.Scatter(new double[] { 0, 1, 2, 3, 4, 5, 6 }, new[] { 0, 1, double.NaN, 3, double.PositiveInfinity, 5, 6 }, Colors.Red).MarkerShape = MarkerShape.Cross;
        var svg = Picture.Of(plot, 800, 800);
        var strokes = svg.Elements("path").Where(p => p.Attribute("stroke")?.Value == "#FF0000").Select(p => p.Attribute("d")!.Value).ToArray();
        Assert.Equal("M100 700L200 600M600 200L700 100", strokes[0]);
        Assert.Equal(5 * 2, strokes[1].Count(c => c == 'M'));   // five crosses of two strokes
    }

    [Fact]
    public void Nothing_to_draw_is_still_a_figure()
    {
        foreach (var fill in new Action<Plot>[]
        {
            _ => { },
            p => p.Add.Scatter(Array.Empty<double>(), Array.Empty<double>()),
            p => p.Add.Scatter(double.NaN, double.NaN),
            p => p.Add.Bars(Array.Empty<double>()),
            p => p.Add.Bars(new[] { double.NaN, double.PositiveInfinity }),
            p => p.Add.ErrorBar([1, double.NaN], [2, 3], [double.NaN, 1]),
            p => p.Add.FillY(new[] { 1.0 }, new[] { 1.0 }, new[] { 2.0 }),
            p => p.Add.Text("", 0, 0),
            p => { p.Add.HorizontalLine(double.NaN); p.Add.VerticalLine(double.PositiveInfinity); },
            p => p.Axes.SetLimits(1, 1, double.NaN, double.PositiveInfinity),
            p => { p.Add.Scatter(1, 1).LegendText = "a"; p.ShowLegend(Edge.Right); p.Axes.AutoScale(); p.Axes.InvertX(); },
        })
        {
            var plot = new Plot();
            fill(plot);
            plot.ShowLegend();
            foreach (int size in new[] { 1, 30, 300 })
                Assert.DoesNotContain("NaN", plot.GetSvgXml(size, size));
        }
    }

    [Fact]
    public void Every_number_is_finite_and_in_reach()
    {
        var plot = Framed(0, 1e-30, 0, 1e-30);
        double[] xs = [-1e300, -1, 0, 5e-31, 1, 1e300], ys = [1e300, -1e300, 1, 2e-31, -1, 0];
        plot.Add.Scatter(xs, ys).FillY = true;
        plot.Add.FillY(xs, ys, ys.Select(y => -y).ToArray());
        plot.Add.ErrorBar(xs, ys, xs);
        plot.Add.Bars(xs, ys);
        var svg = Picture.Of(plot, 600, 500);
        Assert.All(svg.PathNumbers(), v => Assert.InRange(v, -10, 610));
        Assert.All(svg.Elements("rect"), r => Assert.InRange(Picture.Number(r, "width"), 0, 600));
    }

    [Fact]
    public void The_same_plot_gives_the_same_bytes_in_any_culture()
    {
        string[] texts = [.. new[] { ".", ",", "٫" }.Select(separator =>
        {
            var before = CultureInfo.CurrentCulture;
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (separator, "~");
            CultureInfo.CurrentCulture = culture;
            try { return Sample().GetSvgXml(600, 400); }
            finally { CultureInfo.CurrentCulture = before; }
        })];
        Assert.Single(texts.Distinct());
        var plot = Sample();
        Assert.Equal(texts[0], plot.GetSvgXml(600, 400));
        Assert.Equal(texts[0], plot.GetSvgXml(600, 400));   // drawing changes nothing
    }

    [Fact]
    public void Text_is_escaped()
    {
        const string nasty = "a < b & \"c\" > 'd' ]]> \u0001\u0000\ud800 é 𝛼";
        var plot = Sample();
        plot.Title(nasty);
        plot.XLabel(nasty);
        plot.Add.Text(nasty, 0.5, 0.5).LabelFontName = "x\" onload=\"alert(1)";
        var svg = Picture.Of(plot);
        Assert.Equal(3, svg.Texts.Count(t => t.StartsWith("a < b & \"c\" > 'd' ]]>", StringComparison.Ordinal)));
        Assert.DoesNotContain(svg.Root.Descendants(), e => e.Attribute("onload") is not null);
    }

    [Fact]
    public void Superscripts_and_subscripts_are_raised_and_lowered()
    {
        var plot = new Plot();
        plot.XLabel("Li₀.₅CoO₂ (cm⁻²)");
        plot.Axes.Bottom.TickGenerator = new TickGenerators.EmptyTickGenerator();
        plot.Axes.Left.IsVisible = false;
        var label = Picture.Of(plot).Elements("text").Single();
        Assert.Equal("Li0.5CoO2 (cm−2)", label.Value);
        double shift = 0;
        foreach (var span in label.Elements()) shift += Picture.Number(span, "dy");
        Assert.Equal(0, shift, 0.011);   // the last run, ")", is back on the line
    }

    /// <summary>Adobe's published widths of Helvetica and Helvetica-Bold, in thousandths of the font size.</summary>
    [Theory]
    [InlineData("W", false, 944), InlineData("A", false, 667), InlineData("i", false, 222), InlineData("0", false, 556), InlineData(" ", false, 278)]
    [InlineData("é", false, 556), InlineData("µ", false, 576), InlineData("×", false, 584), InlineData("–", false, 556)]
    [InlineData("A", true, 722), InlineData("i", true, 278), InlineData("W", true, 944), InlineData("0", true, 556), InlineData("&", true, 722)]
    public void Text_is_as_wide_as_in_Helvetica(string text, bool bold, double width)
    {
        var plot = new Plot();
        plot.XLabel("|" + text + "|");
        (plot.Axes.Bottom.Label.Bold, plot.Axes.Bottom.Label.FontSize) = (bold, 100);
        plot.Axes.Left.IsVisible = false;
        plot.Axes.Bottom.TickGenerator = new TickGenerators.EmptyTickGenerator();
        double bar = bold ? 280 : 260;
        Assert.Equal((2 * bar + width) / 10, Picture.Number(Picture.Of(plot).Elements("text").Single(), "textLength"), 0.15);
    }

    [Fact]
    public void Every_marker_and_pattern_differs()
    {
        var drawn = Enum.GetValues<MarkerShape>().Where(s => s != MarkerShape.None).Select(s =>
        {
            var plot = Framed(0, 2, 0, 2);
            plot.Add.Markers(new double[] { 1 }, new double[] { 1 }, s, 10, Colors.Red);
            return Picture.Of(plot).Elements("path").Single(p => p.ToString().Contains("#FF0000")).ToString();
        }).ToList();
        Assert.Equal(17, drawn.Count);
        Assert.Equal(drawn.Count, drawn.Distinct().Count());
        Assert.Equal(4, LinePattern.GetAllPatterns().Select(p => string.Join(' ', p.Intervals)).Distinct().Count());
    }

    [Fact]
    public void Dense_curves_keep_their_peaks_in_few_points()
    {
        var plot = Framed(0, 200_000, -1, 1);
        var ys = Enumerable.Range(0, 200_001).Select(i => 0.5 * Math.Sin(i * 0.01)).ToArray();
        (ys[12_345], ys[150_001]) = (1, -1);
        plot.Add.ScatterLine([.. Enumerable.Range(0, ys.Length).Select(i => (double)i)], ys, Colors.Red);
        var svg = Picture.Of(plot, 600, 600);
        string[] points = Stroke(svg, Colors.Red)[1..].Split('L');
        Assert.True(points.Length < 5000, $"{points.Length} points");
        Assert.Contains(points, p => p.EndsWith(" 100"));
        Assert.Contains(points, p => p.EndsWith(" 500"));
    }

    [Fact]
    public void Bars_stand_on_the_axis()
    {
        var plot = new Plot();
        plot.Add.Bars(new double[] { 1, 2, 3 });
        plot.Axes.Margins(bottom: 0);
        var svg = Picture.Of(plot);
        var limits = plot.Axes.GetLimits();
        Assert.Equal(0, limits.Bottom);
        Assert.True(limits.Top > 3);
        Assert.Equal((-0.4 - 0.05 * 2.8, 2.4 + 0.05 * 2.8), (limits.Left, limits.Right));
        var bars = svg.Elements("rect").Skip(1).ToArray();
        Assert.Equal(3, bars.Length);
        Assert.Equal(3.0, Picture.Number(bars[2], "height") / Picture.Number(bars[0], "height"), 0.01);
    }

    [Fact]
    public void Margins_and_limits_follow_the_data()
    {
        var plot = new Plot();
        var curve = plot.Add.Scatter(new double[] { 0, 10 }, new double[] { 100, 200 });
        plot.Add.Scatter(500, 500).IsVisible = false;
        plot.Axes.Margins(left: 0, right: 0.1, bottom: 0.2, top: 0.3);
        Assert.Equal(new AxisLimits(0, 11, 80, 230), plot.Axes.GetLimits());
        plot.Axes.SetLimits(bottom: 0);
        plot.Axes.AutoScaleX();
        Assert.Equal(new AxisLimits(0, 11, 0, 230), plot.Axes.GetLimits());
        plot.Axes.InvertY();
        Assert.Equal(230, plot.Axes.Left.Min);
        Assert.Equal(new AxisLimits(0, 10, 100, 200), curve.GetAxisLimits());
    }

    [Fact]
    public void Different_lengths_are_an_error() =>
        Assert.Contains("3 x values and 2 y values", Assert.Throws<ArgumentException>(() => new Plot().Add.Scatter(new double[3], new double[2])).Message);

    [Fact]
    public void A_saved_file_is_the_document()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".svg");
        try
        {
            var info = Sample().SaveSvg(path, 600, 400);
            Assert.Equal(new FileInfo(path).Length, info.FileSize);
            Assert.Equal("svg", XDocument.Load(path).Root!.Name.LocalName);
        }
        finally { File.Delete(path); }
    }

    private static Plot Sample()
    {
        var plot = new Plot();
        var s = plot.Add.Scatter(new[] { 0, 0.25, 0.5, 1 }, new[] { 1.5e-9, -2e-9, 0, 1e-9 });
        (s.LegendText, s.LinePattern, s.MarkerShape) = ("curve", LinePattern.Dashed, MarkerShape.OpenDiamond);
        plot.Add.HorizontalLine(0, 1, Colors.Gray, LinePattern.Dotted).Text = "zero";
        plot.Add.ErrorBar([0, 1], [0, 1e-9], [1e-10, 2e-10]);
        plot.Add.Bar(0.5, 1e-9, 1e-10).Bars[0].Label = "1.0";
        plot.ShowLegend();
        return plot;
    }
}
