namespace ScottPlot.Tests.Meaning;

public class ColorTests
{
    [Fact]
    public void One_colour_written_in_five_ways()
    {
        var orange = new Color(230, 159, 0);
        Assert.Equal(orange, new Color("#E69F00"));
        Assert.Equal(orange, Color.FromHex("e69f00FF"));
        Assert.Equal(orange, new Color(0xFFE69F00u));
        Assert.Equal(orange, new Color(System.Drawing.Color.FromArgb(230, 159, 0)));
        Assert.Equal(orange, new Color(230 / 255f, 159 / 255f, 0f));
        Assert.Equal("#E69F00", orange.ToHex());
        Assert.Equal(127, orange.WithAlpha(0.5).Alpha);
    }

    [Fact]
    public void Named_colours_are_those_of_CSS()
    {
        foreach (var p in typeof(Colors).GetProperties())
            if (Enum.TryParse<System.Drawing.KnownColor>(p.Name, out var known))
            {
                var css = System.Drawing.Color.FromKnownColor(known);
                var color = (Color)p.GetValue(null)!;
                Assert.True(css.A == 0 ? color.Alpha == 0 : new Color(css) == color, p.Name);
            }
        Assert.Equal(new Color("#D62728"), Colors.C3);
    }
}
