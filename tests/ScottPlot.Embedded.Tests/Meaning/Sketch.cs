using System.Globalization;
using System.Xml.Linq;

namespace ScottPlot.Tests.Meaning;

/// <summary>Where the strokes, areas and words of a figure lie, read from the SVG of the stand-in and of the package alike.</summary>
internal sealed class Sketch(string xml)
{
    private readonly XElement root = XDocument.Parse(xml).Root!;

    internal static Sketch Of(Plot plot, int width = 600, int height = 500) => new(plot.GetSvgXml(width, height));

    internal (double Width, double Height) Size => (Number(root, "width"), Number(root, "height"));

    /// <summary>The lines drawn in a colour: one list of points for each, in the order of drawing.</summary>
    internal IReadOnlyList<(double X, double Y)[]> Lines(Color color) =>
        [.. Drawn("path", "stroke", color).SelectMany(p => Subpaths(p.Attribute("d")!.Value))];

    /// <summary>The boxes around the areas filled with a colour, cut off at the data area: left, top, right, bottom.</summary>
    internal IReadOnlyList<(double Left, double Top, double Right, double Bottom)> Areas(Color color, PixelPadding around) =>
        [.. Drawn("rect", "fill", color).Select(r => (Number(r, "x"), Number(r, "y"), Number(r, "x") + Number(r, "width"), Number(r, "y") + Number(r, "height")))
            .Concat(Drawn("path", "fill", color).Select(p => Subpaths(p.Attribute("d")!.Value).SelectMany(s => s).ToArray()).Select(s => (s.Min(p => p.X), s.Min(p => p.Y), s.Max(p => p.X), s.Max(p => p.Y))))
            .Select(b => (Math.Max(b.Item1, around.Left), Math.Max(b.Item2, around.Top), Math.Min(b.Item3, Size.Width - around.Right), Math.Min(b.Item4, Size.Height - around.Bottom)))];

    /// <summary>The words and, roughly, the middle of each along the line; the letters' widths belong to the font.</summary>
    internal IReadOnlyList<(string Text, double X, double Y)> Words => [.. root.Descendants().Where(e => e.Name.LocalName == "text").Select(Word)];

    private IEnumerable<XElement> Drawn(string element, string paint, Color color) =>
        root.Descendants().Where(e => e.Name.LocalName == element && e.Attribute(paint)?.Value == color.ToHex());

    private static IEnumerable<(double X, double Y)[]> Subpaths(string d) => d.Split('M', StringSplitOptions.RemoveEmptyEntries)
        .Select(s => s.TrimEnd('Z').Split('L').Select(p => (Parse(p.Split(' ')[0]), Parse(p.Split(' ')[1]))).Distinct().ToArray());

    private static (string, double, double) Word(XElement t)
    {
        double[] glyphs = [.. t.Attribute("x")!.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        double x, y = Parse(t.Attribute("y")!.Value.Split(',')[0]), size = Number(t, "font-size");
        if (t.Attribute("textLength") is null) x = (glyphs[0] + glyphs[^1] + 0.6 * size) / 2;
        else x = glyphs[0] + Number(t, "textLength") * (t.Attribute("text-anchor")?.Value switch { "middle" => 0, "end" => -0.5, _ => 0.5 });
        if (t.Attribute("transform")?.Value is { } move && move.StartsWith("translate(", StringComparison.Ordinal))
        {
            double[] by = [.. move["translate(".Length..move.IndexOf(')', StringComparison.Ordinal)].Split(' ').Select(Parse)];
            (x, y) = (x + by[0], y + by[1]);
        }
        return (t.Value.Trim(), x, y);
    }

    private static double Number(XElement e, string name) => e.Attribute(name) is { } a ? Parse(a.Value) : 0;

    private static double Parse(string s) => double.Parse(s, CultureInfo.InvariantCulture);
}
