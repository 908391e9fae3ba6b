using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EcramSim.Studies.Report;

/// <summary>
/// Several drawings as panels a), b), c) … of one figure. It works on SVG text, whoever drew it: ScottPlot composes panels
/// as pixels only. Panels keep their size, so that letters have one size throughout; use <c>Plot.Layout.Fixed</c> where the
/// data areas are to line up.
/// </summary>
public static class PanelFigure
{
    /// <summary>Pixels between panels, and above each for its letter.</summary>
    private const double Gap = 10, LetterHeight = 20;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Lays panels out in rows from left to right and returns an SVG document without XML prolog.</summary>
    /// <param name="panels">SVG documents with width and height in pixels, or with a view box; 1 to 26.</param>
    /// <param name="columns">Panels in a row, at least 1.</param>
    /// <exception cref="ArgumentException">A panel is not such a document, or there are none or too many.</exception>
    public static string Compose(IReadOnlyList<string> panels, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (panels.Count is < 1 or > 26) throw new ArgumentException($"A figure has 1 to 26 panels, not {panels.Count}.");
        var read = panels.Select((text, i) => Read(text, (char)('a' + i))).ToArray();
        // Names inside a panel become unique in the figure and, by the sum of all content, on a page with other figures.
        foreach (var panel in read) Drawing.Rename(panel.Root, "");
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(read.Select(p => p.Root.ToString(SaveOptions.DisableFormatting))))))[..8];
        foreach (var (i, panel) in read.Index()) Drawing.Rename(panel.Root, $"{(char)('a' + i)}-{sum}-");

        columns = Math.Min(columns, read.Length);
        var widths = Enumerable.Range(0, columns).Select(c => read.Where((_, i) => i % columns == c).Max(p => p.Width)).ToArray();
        var body = new List<XElement>();
        double top = 0;
        for (var row = 0; row * columns < read.Length; row++)
        {
            double left = 0, tallest = 0;
            for (var c = 0; c < columns && row * columns + c < read.Length; c++)
            {
                var panel = read[row * columns + c];
                body.Add(Letter((char)('a' + row * columns + c), left, top));
                panel.Root.SetAttributeValue("x", Number(left));
                panel.Root.SetAttributeValue("y", Number(top + LetterHeight));
                body.Add(panel.Root);
                left += widths[c] + Gap;
                tallest = Math.Max(tallest, panel.Height);
            }
            top += LetterHeight + tallest + (row == (read.Length - 1) / columns ? 0 : Gap);
        }
        double width = widths.Sum() + Gap * (columns - 1);
        var figure = new XElement(Svg + "svg",
            new XAttribute("width", Number(width)), new XAttribute("height", Number(top)),
            new XAttribute("viewBox", $"0 0 {Number(width)} {Number(top)}"), new XAttribute("role", "img"));
        var title = string.Join("; ", read.Select((p, i) => p.Title.Length > 0 ? $"{(char)('a' + i)}) {p.Title}" : "").Where(t => t.Length > 0));
        if (title.Length > 0) figure.SetAttributeValue("aria-label", title);
        figure.Add(new XElement(Svg + "rect", new XAttribute("width", Number(width)), new XAttribute("height", Number(top)), new XAttribute("fill", "#FFFFFF")));
        foreach (var element in body) figure.Add("\n", element);
        return figure.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static (XElement Root, double Width, double Height, string Title) Read(string text, char letter)
    {
        XElement root;
        try { root = XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!; }
        catch (XmlException e) { throw new ArgumentException($"Panel {letter}) is not SVG: {e.Message}", e); }
        if (root.Name != Svg + "svg") throw new ArgumentException($"Panel {letter}) is not SVG: its root is <{root.Name.LocalName}>.");

        var box = root.Attribute("viewBox")?.Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) is [_, _, var w, var h] ? (w, h) : (null, null);
        double width = Length(root.Attribute("width")?.Value ?? box.w, letter, "width"), height = Length(root.Attribute("height")?.Value ?? box.h, letter, "height");
        root.SetAttributeValue("width", Number(width));
        root.SetAttributeValue("height", Number(height));
        var title = root.Attribute("aria-label")?.Value ?? "";
        root.SetAttributeValue("role", null);
        root.SetAttributeValue("aria-label", null);
        return (root, width, height, title);
    }

    private static double Length(string? text, char letter, string what) =>
        double.TryParse(text?.EndsWith("px", StringComparison.Ordinal) == true ? text[..^2] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var pixels) && pixels > 0
            ? pixels : throw new ArgumentException($"Panel {letter}) has no {what} in pixels: '{text}'.");

    private static XElement Letter(char letter, double left, double top) => new(Svg + "text",
        new XAttribute("x", Number(left + 6)), new XAttribute("y", Number(top + 16)), new XAttribute("font-size", "15"), new XAttribute("font-weight", "bold"),
        new XAttribute("font-family", "Arial, Helvetica, 'Liberation Sans', 'Nimbus Sans', 'DejaVu Sans', sans-serif"), letter + ")");

    private static string Number(double v) => Math.Round(v, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
