using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Tests.Report;

public class SeriesStyleTests
{
    [Fact]
    public void Twelve_curves_are_told_apart_without_colour_by_marker_and_pattern_or_colour()
    {
        var looks = Enumerable.Range(0, 12).Select(i => (SeriesStyle.MarkerOf(i), SeriesStyle.ColorOf(i))).ToList();
        Assert.Equal(12, looks.Distinct().Count());
        Assert.Equal(8, Enumerable.Range(0, 8).Select(SeriesStyle.MarkerOf).Distinct().Count());
        Assert.Equal(4, Enumerable.Range(0, 4).Select(i => string.Join(' ', SeriesStyle.PatternOf(i).Intervals)).Distinct().Count());
    }

    [Fact]
    public void Few_points_get_markers_and_many_a_pattern()
    {
        using var plot = new Plot();
        var few = plot.Add.Scatter(new double[] { 1, 2 }, new double[] { 1, 2 });
        SeriesStyle.Apply(few, 1, 2);
        Assert.Equal((MarkerShape.OpenSquare, 6f, 0), (few.MarkerShape, few.MarkerSize, few.LinePattern.Intervals.Length));
        SeriesStyle.Apply(few, 1, 400);
        Assert.Equal((0f, 2), (few.MarkerSize, few.LinePattern.Intervals.Length));
        Assert.Equal(new Color("#D55E00"), few.LineColor);
    }
}
