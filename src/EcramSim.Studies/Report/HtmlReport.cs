namespace EcramSim.Studies.Report;

/// <summary>
/// A report in one file: opens from disk without network, reads on a phone, on a wide screen, on paper, by day and by
/// night. The same content gives the same bytes.
/// </summary>
/// <param name="Title">Heading and window title.</param>
/// <param name="Lead">What was found, in two or three sentences.</param>
/// <param name="Sections">The body.</param>
/// <param name="Footer">Lines about the origin: version, seed, command.</param>
/// <param name="Attachments">Texts folded away at the end.</param>
public sealed record HtmlReport(
    string Title, string Lead, IReadOnlyList<ReportSection> Sections, IReadOnlyList<string> Footer, IReadOnlyList<Attachment> Attachments)
{
    /// <summary>The HTML document. Throws <see cref="ArgumentException"/> where a figure or table contradicts itself, or two figures share an id.</summary>
    public string Render()
    {
        var twice = Sections.SelectMany(s => s.Blocks).OfType<Figure>().GroupBy(f => f.Id).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new ArgumentException($"Two figures are called '{twice.Key}'.");

        var html = new HtmlWriter();
        var anchors = Sections.Select(s => html.Anchor(s.Heading)).ToArray();
        // The policy makes sure that nothing is fetched, whatever a text contains.
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Markup($"<title>{HtmlWriter.Escape(Title)}</title>\n<style>\n{ReportLook.Style}</style>\n</head>\n<body>\n<main>\n")
            .Markup("<h1>").Text(Title).Markup("</h1>\n<p class=\"lead\">").Text(Lead).Markup("</p>\n");
        if (Sections.Count > 2)
        {
            html.Markup("<nav>");
            for (var i = 0; i < Sections.Count; i++) html.Markup($"<a href=\"#{anchors[i]}\">").Text(Sections[i].Heading).Markup("</a>");
            html.Markup("</nav>\n");
        }
        for (var i = 0; i < Sections.Count; i++)
        {
            html.Markup($"<section id=\"{anchors[i]}\">\n<h2>").Text(Sections[i].Heading).Markup("</h2>\n");
            foreach (var block in Sections[i].Blocks) block.Write(html);
            html.Markup("</section>\n");
        }
        WriteFooter(html);
        return html.Markup($"</main>\n<script>\n{ReportLook.Script}</script>\n</body>\n</html>\n").ToString();
    }

    private void WriteFooter(HtmlWriter html)
    {
        html.Markup("<footer>\n");
        foreach (var line in Footer) html.Markup("<p>").Text(line).Markup("</p>\n");
        foreach (var a in Attachments)
            html.Markup("<details><summary>").Text(a.Title).Markup("</summary>\n<div class=\"tools\">")
                .Download("save " + a.FileName, a.FileName, a.MediaType, a.Text)
                .Markup("</div>\n<pre>").Markup(HtmlWriter.Escape(a.Text)).Markup("</pre>\n</details>\n");
        html.Markup("</footer>\n");
    }
}
