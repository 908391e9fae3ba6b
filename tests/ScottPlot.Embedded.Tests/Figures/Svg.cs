using System.Globalization;
using System.Xml.Linq;

namespace ScottPlot.Tests.Figures;

/// <summary>Reads a figure back: its texts with the boxes they cover, and its elements.</summary>
internal sealed class Svg
{
    internal sealed record Label(string Text, double Left, double Top, double Right, double Bottom, bool Turned)
    {
        internal bool Meets(Label other) =>
            Left < other.Right - 0.5 && other.Left < Right - 0.5 && Top < other.Bottom - 0.5 && other.Top < Bottom - 0.5;
    }

    internal XElement Root { get; }
    internal IReadOnlyList<Label> Labels { get; }

    internal Svg(string xml)
    {
        Root = XDocument.Parse(xml).Root!;
        Labels = [.. Elements("text").Select(Read)];
    }

    internal static Svg Of(Plot plot, int width = 600, int height = 400) => new(plot.GetSvgXml(width, height));

    internal IEnumerable<XElement> Elements(string name) => Root.Descendants().Where(e => e.Name.LocalName == name);

    internal IEnumerable<string> Texts => Labels.Select(l => l.Text);

    internal static double Number(XElement e, string name) => double.Parse(e.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>All numbers of all path data.</summary>
    internal IEnumerable<double> PathNumbers() => Elements("path")
        .SelectMany(p => p.Attribute("d")!.Value.Split(['M', 'L', 'Z', 'a', 'z', ' '], StringSplitOptions.RemoveEmptyEntries))
        .Select(s => double.Parse(s, CultureInfo.InvariantCulture));

    private static Label Read(XElement t)
    {
        double x = Number(t, "x"), y = Number(t, "y"), size = Number(t, "font-size"), width = Number(t, "textLength");
        double left = (t.Attribute("text-anchor")?.Value) switch { "middle" => x - width / 2, "end" => x - width, _ => x };
        // Capitals reach 0.72 of the font size above the line, descenders 0.21 below it.
        var box = (Left: left, Top: y - 0.72 * size, Right: left + width, Bottom: y + 0.21 * size);
        var turn = t.Parent?.Attribute("transform")?.Value;
        if (turn is null) return new(t.Value, box.Left, box.Top, box.Right, box.Bottom, false);
        double[] r = [.. turn["rotate(".Length..^1].Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
        double cos = Math.Cos(r[0] * Math.PI / 180), sin = Math.Sin(r[0] * Math.PI / 180);
        (double X, double Y)[] corners = [(box.Left, box.Top), (box.Right, box.Top), (box.Left, box.Bottom), (box.Right, box.Bottom)];
        var at = corners.Select(c => (X: r[1] + (c.X - r[1]) * cos - (c.Y - r[2]) * sin, Y: r[2] + (c.X - r[1]) * sin + (c.Y - r[2]) * cos)).ToArray();
        return new(t.Value, at.Min(c => c.X), at.Min(c => c.Y), at.Max(c => c.X), at.Max(c => c.Y), true);
    }
}
