using System.Globalization;
using System.Xml.Linq;

namespace ScottPlot.Tests.Figures;

/// <summary>Reads a figure back: its texts with the boxes they cover, and its elements.</summary>
internal sealed class Picture
{
    /// <summary>A text: the box about it, and its four corners in turn, which differ where it is turned.</summary>
    internal sealed record Label(string Text, double Left, double Top, double Right, double Bottom, bool Turned, (double X, double Y)[] Corners)
    {
        /// <summary>Whether two texts overlap by half a pixel or more: no line along a side of either separates them.</summary>
        internal bool Meets(Label other) => Sides(Corners).Concat(Sides(other.Corners)).All(along =>
        {
            var (low, high) = Shadow(Corners, along);
            var (otherLow, otherHigh) = Shadow(other.Corners, along);
            return low < otherHigh - 0.5 && otherLow < high - 0.5;
        });

        private static IEnumerable<(double X, double Y)> Sides((double X, double Y)[] c)
        {
            for (int i = 0; i < 2; i++)
            {
                double x = c[i + 1].X - c[i].X, y = c[i + 1].Y - c[i].Y, length = Math.Sqrt(x * x + y * y);
                yield return length > 0 ? (x / length, y / length) : (1, 0);
            }
        }

        private static (double Low, double High) Shadow((double X, double Y)[] corners, (double X, double Y) along)
        {
            double[] at = [.. corners.Select(c => c.X * along.X + c.Y * along.Y)];
            return (at.Min(), at.Max());
        }
    }

    internal XElement Root { get; }
    internal IReadOnlyList<Label> Labels { get; }

    internal Picture(string xml)
    {
        Root = XDocument.Parse(xml).Root!;
        Labels = [.. Elements("text").Select(Read)];
    }

    internal static Picture Of(Plot plot, int width = 600, int height = 400) => new(plot.GetSvgXml(width, height));

    internal IEnumerable<XElement> Elements(string name) => Root.Descendants().Where(e => e.Name.LocalName == name);

    internal IEnumerable<string> Texts => Labels.Select(l => l.Text);

    internal static double Number(XElement e, string name) => double.Parse(e.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>All numbers of all path data.</summary>
    internal IEnumerable<double> PathNumbers() => Elements("path")
        .SelectMany(p => p.Attribute("d")!.Value.Split(['M', 'L', 'Z', 'a', 'z', ' '], StringSplitOptions.RemoveEmptyEntries))
        .Select(s => double.Parse(s, CultureInfo.InvariantCulture));

    private static Label Read(XElement t)
    {
        double x = Number(t, "x"), y = Number(t, "y"), size = Number(t, "font-size");
        // Only the letters of panels do not state how wide they are.
        double width = t.Attribute("textLength") is null ? 0.7 * size * t.Value.Length : Number(t, "textLength");
        double left = (t.Attribute("text-anchor")?.Value) switch { "middle" => x - width / 2, "end" => x - width, _ => x };
        // Capitals reach 0.72 of the font size above the line, descenders 0.21 below it.
        (double X, double Y)[] corners = [(left, y - 0.72 * size), (left + width, y - 0.72 * size), (left + width, y + 0.21 * size), (left, y + 0.21 * size)];
        var turn = t.Parent?.Attribute("transform")?.Value;
        if (turn is not null)
        {
            double[] r = [.. turn["rotate(".Length..^1].Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
            double cos = Math.Cos(r[0] * Math.PI / 180), sin = Math.Sin(r[0] * Math.PI / 180);
            corners = [.. corners.Select(c => (r[1] + (c.X - r[1]) * cos - (c.Y - r[2]) * sin, r[2] + (c.X - r[1]) * sin + (c.Y - r[2]) * cos))];
        }
        // Panels are drawings within the drawing, each at its place.
        foreach (var panel in t.Ancestors().Where(a => a.Name.LocalName == "svg" && a.Attribute("x") is not null))
            corners = [.. corners.Select(c => (c.X + Number(panel, "x"), c.Y + Number(panel, "y")))];
        return new(t.Value, corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y), turn is not null, corners);
    }
}
