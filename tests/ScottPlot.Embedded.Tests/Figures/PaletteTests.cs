namespace ScottPlot.Tests.Figures;

public class PaletteTests
{
    [Theory]
    [InlineData("red"), InlineData("#fab"), InlineData("")]
    public void What_is_not_six_or_eight_digits_is_an_error(string hex) => Assert.Throws<ArgumentException>(() => new Color(hex));

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
