namespace ScottPlot.Tests.Meaning;

public class HeatmapTests
{
    [Fact]
    public void A_position_names_the_centres_of_the_outer_cells()
    {
        var map = new Plot().Add.Heatmap(new double[3, 5]);
        map.Position = new(10, 50, 1, 3);
        Assert.Equal(new AxisLimits(5, 55, 0.5, 3.5), map.GetAxisLimits());
        map.CellAlignment = Alignment.LowerLeft;
        Assert.Equal(new AxisLimits(10, 60, 1, 4), map.GetAxisLimits());
        map.CellAlignment = Alignment.UpperRight;
        Assert.Equal(new AxisLimits(0, 50, 0, 3), map.GetAxisLimits());
        Assert.Equal(new AxisLimits(-0.5, 0.5, -0.5, 0.5), new Plot().Add.Heatmap(new double[1, 1]).GetAxisLimits());
    }

    [Fact]
    public void The_range_of_the_colours_is_that_of_the_values_or_set_by_hand()
    {
        var map = new Plot().Add.Heatmap(new[,] { { double.NaN, 1, 3 } });
        map.Update();
        Assert.Equal((1, 3), (map.GetRange().Min, map.GetRange().Max));
        map.Intensities[0, 2] = -5;
        map.Update();
        Assert.Equal((-5, 1), (map.GetRange().Min, map.GetRange().Max));
        map.ManualRange = new(0, 9);
        Assert.Equal((0, 9), (map.GetRange().Min, map.GetRange().Max));
    }

    /// <summary>The published ends and middle of Viridis, to two steps of 255.</summary>
    [Fact]
    public void The_default_colours_are_Viridis()
    {
        var map = new Plot().Add.Heatmap(new double[1, 1]).Colormap;
        Assert.IsType<Colormaps.Viridis>(map);
        Near("#440154", map.GetColor(0));
        Near("#21918C", map.GetColor(0.5));
        Near("#FDE725", map.GetColor(1));
    }

    [Fact]
    public void Custom_maps_blend_or_step()
    {
        Color[] colors = [Colors.White, new("#0000FF"), Colors.Red];
        string[] blended = ["#FFFFFF", "#8080FF", "#0000FF", "#800080", "#FF0000"];
        foreach (var (i, hex) in blended.Index()) Near(hex, new Colormaps.Custom(colors).GetColor(i / 4.0));
        Assert.Equal(["#FFFFFF", "#FFFFFF", "#0000FF", "#0000FF", "#FF0000"], new[] { 0, 0.49, 0.5, 0.99, 1 }.Select(p => new Colormaps.Custom(colors, smooth: false).GetColor(p).ToHex()));
    }

    private static void Near(string hex, Color color)
    {
        var expected = new Color(hex);
        Assert.True(Math.Max(Math.Abs(expected.R - color.R), Math.Max(Math.Abs(expected.G - color.G), Math.Abs(expected.B - color.B))) <= 2, $"{color.ToHex()} is not {hex}");
    }
}
