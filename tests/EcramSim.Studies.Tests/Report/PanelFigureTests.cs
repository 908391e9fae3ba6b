using System.Globalization;
using System.Xml.Linq;
using EcramSim.Studies.Report;

namespace EcramSim.Studies.Tests.Report;

public class PanelFigureTests
{
    private const string Head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

    /// <summary>In the form that ScottPlot's own SVG has: prolog, clip paths with identifiers, links.</summary>
    private static string Clipped(int width, int height) =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n{Head} width=\"{width}\" height=\"{height}\"><defs><clipPath id=\"cl_1\"><rect width=\"9\" height=\"9\"/></clipPath></defs>"
        + "<g clip-path=\"url(#cl_1)\"><path id=\"shape\" d=\"M0 0L9 9\"/></g><use xlink:href=\"#shape\" style=\"fill:url('#cl_1')\"/></svg>";

    private static XElement Compose(int columns, params string[] panels) => XDocument.Parse(PanelFigure.Compose(panels, columns)).Root!;

    private static double Number(XElement e, string name) => double.Parse(e.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Panels_lie_in_rows_and_do_not_overlap()
    {
        var figure = Compose(2, Clipped(300, 200), Clipped(200, 250), Clipped(320, 100));
        var panels = figure.Elements().Where(e => e.Name.LocalName == "svg").ToArray();
        Assert.Equal(3, panels.Length);
        Assert.Equal([(300, 200), (200, 250), (320, 100)], panels.Select(p => ((int)Number(p, "width"), (int)Number(p, "height"))));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(Number(panels[i], "x") + Number(panels[i], "width") <= Number(figure, "width"));
            Assert.True(Number(panels[i], "y") + Number(panels[i], "height") <= Number(figure, "height"));
            for (var k = i + 1; k < 3; k++) Assert.False(Meet(panels[i], panels[k]));
        }
        var letters = figure.Elements().Where(e => e.Name.LocalName == "text").ToArray();
        Assert.Equal(["a)", "b)", "c)"], letters.Select(l => l.Value));
        // Each letter stands above its panel, at its left.
        Assert.All(letters.Zip(panels), p => Assert.True(Number(p.First, "y") < Number(p.Second, "y") && Number(p.First, "x") - Number(p.Second, "x") is > 0 and < 10));
        Assert.StartsWith("<svg", PanelFigure.Compose([Clipped(10, 10)], 5));
    }

    [Fact]
    public void Names_are_unique_and_references_follow_them()
    {
        var figure = Compose(1, Clipped(50, 50), Clipped(50, 50));
        var ids = figure.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(4, ids.Count);
        Assert.Equal(4, ids.Distinct().Count());
        foreach (var panel in figure.Elements().Where(e => e.Name.LocalName == "svg"))
        {
            string Id(string element) => panel.Descendants().Single(e => e.Name.LocalName == element).Attribute("id")!.Value;
            Assert.Equal($"url(#{Id("clipPath")})", panel.Descendants().Single(e => e.Name.LocalName == "g").Attribute("clip-path")!.Value);
            var use = panel.Descendants().Single(e => e.Name.LocalName == "use");
            Assert.Equal("#" + Id("path"), use.Attributes().Single(a => a.Name.LocalName == "href").Value);
            Assert.Equal($"fill:url('#{Id("clipPath")}')", use.Attribute("style")!.Value);
        }
        // Two figures on one page do not share names either.
        var other = Compose(1, Clipped(60, 50), Clipped(50, 50));
        Assert.Empty(other.Descendants().Attributes("id").Select(a => a.Value).Intersect(ids));
    }

    [Fact]
    public void Drawings_of_the_plot_library_become_a_figure_of_a_report()
    {
        using var plot = new ScottPlot.Plot();
        plot.Add.Bars(new double[] { 1, 2 }).Bars[0].FillHatch = new ScottPlot.Hatches.Striped();
        var svg = plot.GetSvgXml(320, 240);
        var figure = PanelFigure.Compose([svg, svg], 2);
        Assert.Equal(figure, PanelFigure.Compose([svg, svg], 2));
        new HtmlReport("Title", "Lead", [new("Section", new Figure("panels", "Panels", "Two.", figure, "", ""))], [], []).Render();
    }

    [Fact]
    public void What_panels_are_called_is_told_to_readers_who_do_not_see()
    {
        var figure = Compose(2, $"{Head} width=\"9\" height=\"9\" role=\"img\" aria-label=\"Energy &lt; 1 pJ\"/>", Clipped(9, 9));
        Assert.Equal(("img", "a) Energy < 1 pJ"), (figure.Attribute("role")!.Value, figure.Attribute("aria-label")!.Value));
        Assert.DoesNotContain(figure.Elements(), e => e.Attribute("role") is not null);
    }

    [Theory]
    [InlineData("no xml", "Panel b) is not SVG")]
    [InlineData("<html/>", "Panel b) is not SVG: its root is <html>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' height='10'/>", "Panel b) has no width in pixels")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='100%' height='10'/>", "Panel b) has no width in pixels: '100%'")]
    public void What_is_not_a_drawing_is_named(string panel, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => PanelFigure.Compose([Clipped(9, 9), panel], 2)).Message);

    [Fact]
    public void None_and_too_many_are_errors()
    {
        Assert.Throws<ArgumentException>(() => PanelFigure.Compose([], 1));
        Assert.Throws<ArgumentException>(() => PanelFigure.Compose([.. Enumerable.Repeat(Clipped(9, 9), 27)], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelFigure.Compose([Clipped(9, 9)], 0));
    }

    private static bool Meet(XElement a, XElement b) =>
        Number(a, "x") < Number(b, "x") + Number(b, "width") && Number(b, "x") < Number(a, "x") + Number(a, "width")
        && Number(a, "y") < Number(b, "y") + Number(b, "height") && Number(b, "y") < Number(a, "y") + Number(a, "height");
}
