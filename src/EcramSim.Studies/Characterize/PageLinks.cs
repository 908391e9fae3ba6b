using EcramSim.Studies.Report;

namespace EcramSim.Studies.Characterize;

/// <summary>Links to the pages of the single devices, which lie beside this one.</summary>
/// <param name="Pages">File and title of each.</param>
internal sealed record PageLinks(IReadOnlyList<(string File, string Title)> Pages) : IReportBlock
{
    public void Write(HtmlWriter html)
    {
        html.Markup("<ul>\n");
        foreach (var (file, title) in Pages) html.Markup($"<li><a href=\"{Uri.EscapeDataString(file)}\">").Text(title).Markup("</a></li>\n");
        html.Markup("</ul>\n");
    }
}
