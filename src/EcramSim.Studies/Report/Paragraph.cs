namespace EcramSim.Studies.Report;

/// <summary>A paragraph of plain text; `code` between backquotes.</summary>
public sealed record Paragraph(string Text) : IReportBlock
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html) => html.Markup("<p>").Text(Text).Markup("</p>\n");
}

/// <summary>A list of points; `code` between backquotes.</summary>
public sealed record BulletList(IReadOnlyList<string> Items) : IReportBlock
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Markup("<ul>\n");
        foreach (var item in Items) html.Markup("<li>").Text(item).Markup("</li>\n");
        html.Markup("</ul>\n");
    }
}

/// <summary>A remark set apart, such as a warning that values are estimated.</summary>
public sealed record Note(string Text) : IReportBlock
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html) => html.Markup("<p class=\"note\">").Text(Text).Markup("</p>\n");
}
