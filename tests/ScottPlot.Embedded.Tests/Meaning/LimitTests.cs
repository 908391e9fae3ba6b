namespace ScottPlot.Tests.Meaning;

/// <summary>Limits of the axes: 5 % of the data's width on either side, 7.5 % of their height below and above, and what changes that.</summary>
public class LimitTests
{
    private static Plot Line()
    {
        var plot = new Plot();
        plot.Add.Scatter(new double[] { 0, 10 }, new double[] { 100, 200 });
        return plot;
    }

    private static void Expect(Plot plot, double left, double right, double bottom, double top)
    {
        plot.GetSvgXml(600, 400);
        var limits = plot.Axes.GetLimits();
        double[] expected = [left, right, bottom, top], actual = [limits.Left, limits.Right, limits.Bottom, limits.Top];
        foreach (var (e, a) in expected.Zip(actual)) Assert.True(Math.Abs(e - a) <= 1e-12 * Math.Max(1, Math.Abs(e)), $"{limits} is not {string.Join(", ", expected)}");
    }

    private static void Expect(Action<Plot> draw, double left, double right, double bottom, double top)
    {
        var plot = new Plot();
        draw(plot);
        Expect(plot, left, right, bottom, top);
    }

    [Fact]
    public void Without_data_there_is_a_frame_about_zero() => Expect(new Plot(), -10, 10, -10, 10);

    [Fact]
    public void Margins_are_parts_of_the_data_range()
    {
        Expect(Line(), -0.5, 10.5, 92.5, 207.5);
        var plot = Line();
        plot.Axes.Margins(0.25, 0.1);
        Expect(plot, -1.25, 11.25, 95, 205);
        plot.Axes.Margins(left: 0, right: 0.1, bottom: 0.2, top: 0.3);
        Expect(plot, 0, 11, 80, 230);
        plot.Axes.Margins();
        Expect(plot, -0.5, 10.5, 92.5, 207.5);
        plot.Axes.MarginsX(0.04);
        Expect(plot, -0.2, 10.2, 92.5, 207.5);
        plot.Axes.TightMargins();
        Expect(plot, 0, 10, 100, 200);
    }

    [Fact]
    public void Every_kind_of_plot_counts_with_what_it_covers()
    {
        Expect(p => p.Add.Bars(new double[] { 1, 2, 3 }), -0.54, 2.54, -0.225, 3.225);
        Expect(p => { p.Add.Bars(new double[] { 1, 2, 3 }); p.Axes.Margins(bottom: 0); }, -0.54, 2.54, 0, 3.21);
        Expect(p => p.Add.Bars(new double[] { 1, 2, 3 }).Horizontal = true, -0.15, 3.15, -0.61, 2.61);
        Expect(p => p.Add.Bar(new Bar { Position = 2, Value = 8, Error = 3 }), 1.56, 2.44, -0.825, 11.825);
        Expect(p => p.Add.ErrorBar([1, 2], [2, 3], [1, 1.5]), 0.95, 2.05, 0.7375, 4.7625);
        Expect(p => p.Add.Signal(new double[] { 1, 2, 5 }, 0.5), -0.05, 1.05, 0.7, 5.3);
        Expect(p => p.Add.Scatter(new double[] { 1, 2, 3 }, new[] { 1, double.NaN, 5 }), 0.9, 3.1, 0.7, 5.3);
        Expect(p => p.Add.Heatmap(new[,] { { 1.0, double.NaN, 3 }, { 3, 4, 5 } }), -0.65, 2.65, -0.65, 1.65);
        Expect(p => p.Add.FillY(new double[] { 1, 2 }, new double[] { 1, 2 }, new double[] { 0, 5 }), 0.95, 2.05, -0.375, 5.375);
        Expect(p => p.Add.Line(1, 2, 3, 5), 0.9, 3.1, 1.775, 5.225);
    }

    [Fact]
    public void Lines_spans_and_words_count_where_they_have_a_value()
    {
        Expect(With(p => p.Add.HorizontalLine(500)), -0.5, 10.5, 70, 530);
        Expect(With(p => p.Add.VerticalLine(50)), -2.5, 52.5, 92.5, 207.5);
        Expect(With(p => p.Add.HorizontalSpan(20, 30)), -1.5, 31.5, 92.5, 207.5);
        Expect(With(p => p.Add.VerticalSpan(20, 30)), -0.5, 10.5, 6.5, 213.5);
        Expect(With(p => p.Add.Text("a", 20, 300)), -1, 21, 85, 315);
        Expect(With(p => p.Add.Annotation("a")), -0.5, 10.5, 92.5, 207.5);

        static Plot With(Action<Plot> add)
        {
            var plot = Line();
            add(plot);
            return plot;
        }
    }

    [Fact]
    public void Limits_set_by_hand_stay()
    {
        var plot = Line();
        plot.Axes.SetLimitsY(0, 7);
        Expect(plot, -0.5, 10.5, 0, 7);
        plot.Axes.AutoScale();
        plot.Axes.SetLimits(bottom: 0);
        Expect(plot, -0.5, 10.5, 0, 207.5);
        plot.Axes.AutoScaleX();
        Expect(plot, -0.5, 10.5, 0, 207.5);
    }

    [Fact]
    public void Half_a_limit_is_none_before_the_axes_were_scaled()
    {
        var plot = Line();
        plot.Axes.SetLimits(bottom: 0);
        Expect(plot, -0.5, 10.5, 92.5, 207.5);
        Expect(p => p.Axes.SetLimits(1, 1, 2, double.NaN), -10, 10, -10, 10);
    }

    [Fact]
    public void Axes_turn_around()
    {
        var plot = Line();
        plot.Axes.InvertX();
        plot.Axes.InvertY();
        Expect(plot, 10.5, -0.5, 207.5, 92.5);
        plot = Line();
        plot.Axes.AutoScale(invertY: true);
        Expect(plot, -0.5, 10.5, 207.5, 92.5);
    }

    [Fact]
    public void A_plot_says_what_it_covers()
    {
        var plot = new Plot();
        Assert.Equal(new AxisLimits(-0.4, 2.4, 0, 3), plot.Add.Bars(new double[] { 1, 2, 3 }).GetAxisLimits());
        var signal = plot.Add.Signal(new double[] { 1, 2, 5 }, 0.5);
        (signal.Data.XOffset, signal.Data.YScale, signal.Data.YOffset) = (3, 2, 1);
        Assert.Equal(new AxisLimits(3, 4, 3, 11), signal.GetAxisLimits());
        Assert.False(plot.Add.HorizontalSpan(8, 30).GetAxisLimits().IsRealY);
    }
}
