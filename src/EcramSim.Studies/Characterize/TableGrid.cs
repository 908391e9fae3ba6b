using EcramSim.Studies.Report;

namespace EcramSim.Studies.Characterize;

/// <summary>Narrow tables beside each other where the page is wide enough.</summary>
/// <param name="Tables">In reading order.</param>
internal sealed record TableGrid(IReadOnlyList<Table> Tables) : IReportBlock
{
    public void Write(HtmlWriter html)
    {
        html.Markup("<div style=\"display:flex;flex-wrap:wrap;gap:0 3rem;align-items:flex-start\">\n");
        foreach (var table in Tables) table.Write(html);
        html.Markup("</div>\n");
    }
}
