using System.Text.RegularExpressions;
using System.Xml;

namespace EcramSim.Studies.Report;

/// <summary>A figure with everything needed to check it: its data and the command that draws it again.</summary>
/// <param name="Id">Name of its files, ASCII kebab-case, unique in the report.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Caption">What the reader should see in it, with units and conditions.</param>
/// <param name="Svg">The drawing, an SVG document.</param>
/// <param name="Csv">The data, with a header row; empty if there are none.</param>
/// <param name="Command">The command line that reproduces it; empty if there is none.</param>
public sealed partial record Figure(string Id, string Title, string Caption, string Svg, string Csv, string Command) : IReportBlock
{
    /// <summary>Throws <see cref="ArgumentException"/> if the id could not name a file or the drawing is not SVG.</summary>
    public void Write(HtmlWriter html)
    {
        if (!KebabCase().IsMatch(Id)) throw new ArgumentException($"Figure id '{Id}' is not ASCII kebab-case.");
        var drawing = Prolog().Replace(Svg, "");
        if (!drawing.StartsWith("<svg", StringComparison.Ordinal)) throw new ArgumentException($"Figure '{Id}' is not SVG.");
        if (drawing.Contains("<script", StringComparison.OrdinalIgnoreCase)) throw new ArgumentException($"Figure '{Id}' contains a script.");
        try { drawing = Drawing.Embed(drawing, $"{Id}-"); }
        catch (XmlException e) { throw new ArgumentException($"Figure '{Id}' is not SVG: {e.Message}", e); }
        html.Markup($"<figure id=\"{html.Anchor("figure-" + Id)}\">\n<div class=\"paper\">\n{drawing.TrimEnd()}\n</div>\n<figcaption>");
        html.Markup($"<b>Figure {html.NextFigure()}. ").Text(Title).Markup(".</b> ").Text(Caption).Markup("\n<div class=\"tools\">");
        if (Csv.Length > 0) html.Download("data (CSV)", Id + ".csv", "text/csv", Csv);
        html.Download("drawing (SVG)", Id + ".svg", "image/svg+xml", drawing);
        if (Command.Length > 0) html.Markup("<code class=\"command\">").Markup(HtmlWriter.Escape(Command)).Markup("</code>");
        html.Markup("</div></figcaption>\n</figure>\n");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"^\uFEFF?\s*(<\?xml[^>]*\?>)?\s*")]
    private static partial Regex Prolog();
}
