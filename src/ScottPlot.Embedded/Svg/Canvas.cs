using System.Globalization;
using System.Text;

namespace ScottPlot.Svg;

/// <summary>
/// Writes SVG elements in drawing order. Numbers are rounded to a hundredth of a pixel and formatted without culture, so
/// the same figure gives the same bytes.
/// </summary>
internal sealed class Canvas(int width, int height)
{
    /// <summary>Arial, Helvetica and Liberation Sans share the widths that text is measured with.</summary>
    private const string Family = "Arial, Helvetica, 'Liberation Sans', 'Nimbus Sans', 'DejaVu Sans', sans-serif";

    private readonly StringBuilder body = new();
    private readonly SortedDictionary<string, string> patterns = new(StringComparer.Ordinal);

    /// <summary>Boxes of the texts placed at data points so far, and of all markers: later texts keep off both.</summary>
    internal List<Box> Placed { get; } = [];
    internal List<Box> Markers { get; } = [];

    /// <summary>Pixels from one upright bar to the next, whichever series it belongs to.</summary>
    internal double BarDistance { get; set; } = double.PositiveInfinity;

    internal int Width => width;
    internal int Height => height;

    internal static string Number(double v)
    {
        string s = Math.Round(v, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);
        return s == "-0" ? "0" : s;
    }

    internal static string Escape(string text)
    {
        var b = new StringBuilder(text.Length);
        foreach (char c in text)
            _ = c switch
            {
                '<' => b.Append("&lt;"), '>' => b.Append("&gt;"), '&' => b.Append("&amp;"), '"' => b.Append("&quot;"),
                // XML 1.0 has no other control characters, and a lone half of a pair is no character.
                < ' ' and not ('\t' or '\n' or '\r') => b, '\uFFFE' or '\uFFFF' => b,
                _ => b.Append(c),
            };
        return DropLoneSurrogates(b);
    }

    private static string DropLoneSurrogates(StringBuilder b)
    {
        string s = b.ToString();
        for (int i = 0; i < s.Length; i++)
            if (char.IsSurrogate(s[i]))
                return string.Concat(s.EnumerateRunes().Select(r => r.ToString()));
        return s;
    }

    internal void Rect(Box r, FillStyle? fill, LineStyle? line = null, double radius = 0)
    {
        string paint = Fill(fill) + Stroke(line);
        if (paint.Length == 0) return;
        string round = radius > 0 ? $" rx=\"{Number(radius)}\"" : "";
        Append($"<rect x=\"{Number(r.Left)}\" y=\"{Number(r.Top)}\" width=\"{Number(Math.Max(0, r.Width))}\" height=\"{Number(Math.Max(0, r.Height))}\"{round}{Paint(fill, line)}/>");
    }

    internal void Line(double x1, double y1, double x2, double y2, LineStyle line)
    {
        if (line.CanBeRendered) Path($"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}", null, line);
    }

    internal void Path(string data, FillStyle? fill, LineStyle? line, bool round = false)
    {
        if (data.Length == 0 || Fill(fill).Length + Stroke(line).Length == 0) return;
        string join = round && Stroke(line).Length > 0 ? " stroke-linejoin=\"round\"" : "";
        Append($"<path d=\"{data}\"{Paint(fill, line)}{join}/>");
    }

    /// <summary>An image stretched over a rectangle, of which only what lies in <paramref name="area"/> is seen. Its pixels stay sharp.</summary>
    internal void Image(Box r, Box area, byte[] png)
    {
        string image(double x, double y) =>
            $"<image x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(r.Width)}\" height=\"{Number(r.Height)}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(png)}\"/>";
        bool inside = r.Left >= area.Left - 0.01 && r.Right <= area.Right + 0.01 && r.Top >= area.Top - 0.01 && r.Bottom <= area.Bottom + 0.01;
        // A nested drawing cuts off what it cannot hold, and needs no identifier for that.
        Append(inside ? image(r.Left, r.Top)
            : $"<svg x=\"{Number(area.Left)}\" y=\"{Number(area.Top)}\" width=\"{Number(area.Width)}\" height=\"{Number(area.Height)}\">{image(r.Left - area.Left, r.Top - area.Top)}</svg>");
    }

    internal void OpenGroup(string attributes) => Append($"<g {attributes}>");

    internal void CloseGroup() => Append("</g>");

    internal void Append(string element) => body.Append(element).Append('\n');

    private string Definitions => patterns.Count == 0 ? ""
        : $"<defs>{string.Concat(patterns.Select(p => $"<pattern id=\"{p.Key}\" {p.Value}</pattern>"))}</defs>\n";

    internal string ToXml(string description)
    {
        string size = $"width=\"{Number(width)}\" height=\"{Number(height)}\" viewBox=\"0 0 {Number(width)} {Number(height)}\"";
        string label = description.Length > 0 ? $" aria-label=\"{Escape(description)}\"" : "";
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" {size} role=\"img\"{label} font-family=\"{Family}\">\n{Definitions}{body}</svg>\n";
    }

    private string Paint(FillStyle? fill, LineStyle? line) =>
        (Fill(fill) is { Length: > 0 } f ? f : " fill=\"none\"") + Stroke(line);

    private string Fill(FillStyle? fill)
    {
        if (fill is not { CanBeRendered: true }) return "";
        if (fill.Hatch is null) return $" fill=\"{Rgb(fill.Color)}\"{Opacity("fill-opacity", fill.Color)}";
        (string name, string pattern) = fill.Hatch.Tile(fill.Color, fill.HatchColor);
        patterns[name] = pattern;
        return $" fill=\"url(#{name})\"";
    }

    internal static string Stroke(LineStyle? line)
    {
        if (line is not { CanBeRendered: true }) return "";
        string dashes = line.Pattern.Intervals is { Length: > 0 } d
            ? $" stroke-dasharray=\"{string.Join(' ', d.Select(v => Number(v)))}\"" + (line.Pattern.Phase != 0 ? $" stroke-dashoffset=\"{Number(line.Pattern.Phase)}\"" : "")
            : "";
        return $" stroke=\"{Rgb(line.Color)}\"{Opacity("stroke-opacity", line.Color)} stroke-width=\"{Number(line.Width)}\"{dashes}";
    }

    internal static string Rgb(Color c) => c.WithAlpha((byte)255).ToHex();

    internal static string Opacity(string name, Color c) => c.Alpha == 255 ? "" : $" {name}=\"{c.Opacity.ToString("0.###", CultureInfo.InvariantCulture)}\"";
}
