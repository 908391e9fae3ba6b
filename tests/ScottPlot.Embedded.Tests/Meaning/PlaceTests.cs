namespace ScottPlot.Tests.Meaning;

/// <summary>Where things lie on the page, with 400 × 300 pixels of data area whose upper left corner is (100, 100).</summary>
public class PlaceTests
{
    private static readonly PixelPadding Around = new(100, 100, 100, 100);

    // Colours without a name in CSS: Skia writes names where there are any.
    private static readonly Color Ink = new("#FF0001"), Other = new("#0100FF");

    private static Plot Framed(double left, double right, double bottom, double top)
    {
        var plot = new Plot();
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.Layout.Fixed(Around);
        return plot;
    }

    private static void Same(IEnumerable<(double X, double Y)> expected, IEnumerable<(double X, double Y)> actual) =>
        Assert.Equal(expected.Select(p => (Math.Round(p.X, 1), Math.Round(p.Y, 1))), actual.Select(p => (Math.Round(p.X, 1), Math.Round(p.Y, 1))));

    [Fact]
    public void A_figure_has_the_size_asked_for() => Assert.Equal((640, 320), Sketch.Of(new Plot(), 640, 320).Size);

    [Fact]
    public void Points_lie_where_the_data_say()
    {
        var plot = Framed(0, 10, 0, 100);
        plot.Add.ScatterLine(new double[] { 0, 5, 10 }, new double[] { 0, 100, 25 }, Ink);
        Same([(100, 400), (300, 100), (500, 325)], Assert.Single(Sketch.Of(plot).Lines(Ink)));
    }

    [Fact]
    public void Limits_the_other_way_round_turn_the_axes()
    {
        var plot = Framed(10, 0, 100, 0);
        plot.Add.ScatterLine(new double[] { 0, 5, 10 }, new double[] { 0, 100, 25 }, Ink);
        Same([(500, 100), (300, 400), (100, 175)], Assert.Single(Sketch.Of(plot).Lines(Ink)));
    }

    [Fact]
    public void A_value_that_is_not_a_number_leaves_a_gap()
    {
        var plot = Framed(0, 10, 0, 10);
        plot.Add.ScatterLine(new double[] { 0, 1, 2, 3, 4 }, new[] { 0, 1, double.NaN, 3, 4 }, Ink);
        var lines = Sketch.Of(plot).Lines(Ink);
        Assert.Equal(2, lines.Count);
        Same([(100, 400), (140, 370)], lines[0]);
        Same([(220, 310), (260, 280)], lines[1]);
    }

    [Fact]
    public void Steps_hold_the_value_until_the_next()
    {
        var plot = Framed(0, 10, 0, 10);
        plot.Add.ScatterLine(new double[] { 0, 5, 10 }, new double[] { 0, 10, 5 }, Ink).ConnectStyle = ConnectStyle.StepHorizontal;
        Same([(100, 400), (300, 400), (300, 100), (500, 100), (500, 250)], Assert.Single(Sketch.Of(plot).Lines(Ink)));
    }

    [Fact]
    public void Samples_lie_at_their_times()
    {
        var plot = Framed(10, 20, 0, 100);
        var signal = plot.Add.Signal(new[] { 0, 10, 2.5 }, period: 5, Ink);
        (signal.Data.XOffset, signal.Data.YScale, signal.Data.YOffset) = (10, 5, 50);
        Same([(100, 250), (300, 100), (500, 212.5)], Assert.Single(Sketch.Of(plot).Lines(Ink)));
    }

    [Fact]
    public void Bars_stand_between_base_and_value_with_the_error_about_the_value()
    {
        var plot = Framed(0, 10, 0, 10);
        plot.Add.Bar(new Bar { Position = 2, ValueBase = 1, Value = 4, Size = 1, FillColor = Ink, Error = 0.5, LineColor = Other });
        plot.Add.Bar(new Bar { Position = 7, Value = 5, Size = 2, FillColor = Ink, Orientation = Orientation.Horizontal });
        var sketch = Sketch.Of(plot);
        Assert.Equal([(160, 280, 200, 370), (100, 160, 300, 220)], sketch.Areas(Ink, Around));
        Assert.Contains(sketch.Lines(Other), l => l.Order().SequenceEqual([(180, 265), (180, 295)]));
    }

    [Fact]
    public void Error_bars_reach_to_both_sides()
    {
        var plot = Framed(0, 10, 0, 10);
        plot.Add.ErrorBar([5], [5], [1]).Color = Ink;
        Assert.Contains(Sketch.Of(plot).Lines(Ink), l => l.OrderBy(p => p.Y).SequenceEqual([(300, 220), (300, 280)]));
    }

    [Fact]
    public void A_horizontal_span_is_an_interval_of_x_and_a_vertical_one_of_y()
    {
        var plot = Framed(0, 10, 0, 10);
        plot.Add.HorizontalSpan(8, 30, Ink);
        plot.Add.VerticalSpan(2, 1, Other);
        var sketch = Sketch.Of(plot);
        Assert.Equal([(420, 100, 500, 400)], sketch.Areas(Ink, Around));
        Assert.Equal([(100, 340, 500, 370)], sketch.Areas(Other, Around));
    }

    [Fact]
    public void A_fill_lies_between_two_curves()
    {
        var plot = Framed(0, 10, 0, 10);
        var fill = plot.Add.FillY(new double[] { 1, 2 }, new double[] { 1, 2 }, new double[] { 0, 5 });
        (fill.FillColor, fill.LineWidth) = (Ink, 0);
        Assert.Equal([(140, 250, 180, 400)], Sketch.Of(plot).Areas(Ink, Around));
    }

    [Fact]
    public void Lines_across_lie_at_their_value()
    {
        var plot = Framed(0, 10, 0, 10);
        plot.Add.HorizontalLine(7, 2, Ink);
        plot.Add.VerticalLine(7, 2, Other);
        var sketch = Sketch.Of(plot);
        Same([(100, 190), (500, 190)], Assert.Single(sketch.Lines(Ink)).Order());
        Same([(380, 100), (380, 400)], Assert.Single(sketch.Lines(Other)).Order());
    }

    /// <summary>UpperRight: the corner of the text that lies on the point.</summary>
    [Theory]
    [InlineData(Alignment.UpperRight, -1, 1), InlineData(Alignment.MiddleLeft, 1, 0), InlineData(Alignment.LowerCenter, 0, -1)]
    public void An_alignment_names_the_corner_of_the_text_at_the_point(Alignment alignment, int right, int below)
    {
        var plot = Framed(0, 10, 0, 10);
        plot.Add.Text("some words", 5, 5).LabelAlignment = alignment;
        var (_, x, y) = Sketch.Of(plot).Words.Single(w => w.Text == "some words");
        Assert.Equal(right, Math.Abs(x - 300) < 8 ? 0 : Math.Sign(x - 300));
        Assert.Equal(below, Math.Abs(y - 254) < 4 ? 0 : Math.Sign(y - 254));      // the line of letters of this size is 4 below their middle
    }

    [Fact]
    public void Markers_point_where_their_names_say()
    {
        Assert.Equal((1, 2), Tips(MarkerShape.TriUp));            // one leg down, two arms up: as in ScottPlot
        Assert.Equal((2, 1), Tips(MarkerShape.TriDown));

        static (int Below, int Above) Tips(MarkerShape shape)
        {
            var plot = Framed(0, 10, 0, 10);
            plot.Add.Markers(new double[] { 5 }, new double[] { 5 }, shape, 20, Ink);
            var ends = Sketch.Of(plot).Lines(Ink).SelectMany(l => l).ToList();
            return (ends.Count(p => p.Y > 251), ends.Count(p => p.Y < 249));
        }
    }

    [Fact]
    public void Ticks_lie_where_their_labels_say()
    {
        var plot = Framed(0, 10, 0, 1);
        plot.Axes.Bottom.SetTicks([0, 4, 10, 30], ["none", "four", "ten", "beyond"]);
        var words = Sketch.Of(plot).Words;
        Assert.Equal(100, words.Single(w => w.Text == "none").X, 4.0);
        Assert.Equal(260, words.Single(w => w.Text == "four").X, 4.0);
        Assert.Equal(500, words.Single(w => w.Text == "ten").X, 4.0);
        Assert.DoesNotContain(words, w => w.Text == "beyond");
    }

    [Fact]
    public void A_legend_names_what_has_a_name_and_is_seen()
    {
        var plot = new Plot();
        plot.Add.Scatter(1, 1).LegendText = "shown";
        plot.Add.Scatter(1, 2);
        var hidden = plot.Add.Scatter(1, 3);
        (hidden.LegendText, hidden.IsVisible) = ("hidden", false);
        plot.Add.Bars(new double[] { 1 }).LegendText = "bars";
        foreach (var show in new Action[] { () => plot.ShowLegend(), () => plot.ShowLegend(Alignment.UpperLeft), () => plot.ShowLegend(Edge.Right) })
        {
            show();
            Assert.Equal(["bars", "shown"], Sketch.Of(plot).Words.Select(w => w.Text).Where(t => t is "shown" or "hidden" or "bars").Distinct().Order());
        }
        plot.HideLegend();
    }
}
