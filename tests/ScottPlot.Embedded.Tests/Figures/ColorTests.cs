namespace ScottPlot.Tests.Figures;

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
        Assert.Equal(128, orange.WithAlpha(0.5).Alpha);
        Assert.Equal(new Color("#FFAABB"), new Color("#fab"));
        Assert.Throws<ArgumentException>(() => new Color("red"));
    }

    [Fact]
    public void Named_colours_are_those_of_CSS()
    {
        foreach (var p in typeof(Colors).GetProperties())
            if (Enum.TryParse<System.Drawing.KnownColor>(p.Name, out var known))
            {
                var css = System.Drawing.Color.FromKnownColor(known);
                Assert.Equal(new Color(css), (Color)p.GetValue(null)!);
            }
        Assert.Equal(new Color("#D62728"), Colors.C3);
    }

    /// <summary>Luminance contrast by WCAG 2.1: lines and markers need 3 : 1 at least, or must not be the only distinction.</summary>
    [Fact]
    public void The_first_default_colours_stand_out_on_white_and_differ_in_grey()
    {
        var adder = new Plot().Add;
        double[] contrast = [.. Enumerable.Range(0, 3).Select(_ => 1.05 / (Luminance(adder.GetNextColor()) + 0.05))];
        Assert.All(contrast, c => Assert.True(c > 3, $"{c}"));
        Assert.DoesNotContain(new Color("#F0E442"), Enumerable.Range(0, 7).Select(adder.Palette.GetColor));
        Assert.Equal(8, new Palettes.ColorblindFriendly().Colors.Distinct().Count());

        static double Luminance(Color c) => 0.2126 * Linear(c.R) + 0.7152 * Linear(c.G) + 0.0722 * Linear(c.B);
        static double Linear(byte b) => b / 255.0 is var s && s <= 0.04045 ? s / 12.92 : Math.Pow((s + 0.055) / 1.055, 2.4);
    }
}
