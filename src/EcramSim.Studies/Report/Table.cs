using System.Globalization;

namespace EcramSim.Studies.Report;

/// <summary>A column: its heading, whether it holds numbers (aligned at the right), and what it means, shown on hover and in print below the table.</summary>
public sealed record TableColumn(string Heading, bool IsNumber = false, string Meaning = "");

/// <summary>
/// A cell: its text, a bar behind it for a fraction from 0 to 1 if given, and the number that rows are sorted by if the
/// text is not that number (such as "2.4 pJ").
/// </summary>
public sealed record TableCell(string Text, double? Bar = null, double? SortBy = null)
{
    /// <summary>A cell of text alone.</summary>
    public static implicit operator TableCell(string text) => FromString(text);

    /// <inheritdoc cref="op_Implicit"/>
    public static TableCell FromString(string text) => new(text);
}

/// <summary>A row, set off from the others if <paramref name="IsHighlighted"/>.</summary>
public sealed record TableRow(IReadOnlyList<TableCell> Cells, bool IsHighlighted = false);

/// <summary>A table with a caption; a click on a heading sorts it.</summary>
public sealed record Table(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows) : IReportBlock
{
    /// <summary>Throws <see cref="ArgumentException"/> if a row has not one cell per column.</summary>
    public void Write(HtmlWriter html)
    {
        html.Markup($"<div class=\"scroll\"><table>\n<caption><b>Table {html.NextTable()}.</b> ").Text(Caption).Markup("</caption>\n<thead><tr>");
        foreach (var column in Columns)
        {
            var hover = column.Meaning.Length > 0 ? $" title=\"{HtmlWriter.Escape(column.Meaning)}\"" : "";
            html.Markup($"<th scope=\"col\"{Number(column)}{hover}>").Text(column.Heading).Markup("</th>");
        }
        html.Markup("</tr></thead>\n<tbody>\n");
        foreach (var row in Rows) WriteRow(html, row);
        html.Markup("</tbody></table></div>\n");
        var meanings = Columns.Where(c => c.Meaning.Length > 0).ToArray();
        if (meanings.Length == 0) return;
        html.Markup("<p class=\"meanings\">");
        for (var i = 0; i < meanings.Length; i++)
            html.Markup(i > 0 ? "; <b>" : "<b>").Text(meanings[i].Heading).Markup("</b> ").Text(meanings[i].Meaning);
        html.Markup(".</p>\n");
    }

    private void WriteRow(HtmlWriter html, TableRow row)
    {
        if (row.Cells.Count != Columns.Count)
            throw new ArgumentException($"A row of the table '{Caption}' has {row.Cells.Count} cells for {Columns.Count} columns.");
        html.Markup(row.IsHighlighted ? "<tr class=\"chosen\">" : "<tr>");
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var cell = row.Cells[i];
            var sort = cell.SortBy is { } s && double.IsFinite(s) ? $" data-sort=\"{s.ToString("R", CultureInfo.InvariantCulture)}\"" : "";
            // The first column names the row.
            var tag = i == 0 ? "th scope=\"row\"" : "td";
            html.Markup($"<{tag}{Number(Columns[i])}{sort}>").Text(cell.Text);
            if (cell.Bar is { } bar && double.IsFinite(bar))
                html.Markup($"<span class=\"bar\"><i style=\"width:{(100 * Math.Clamp(bar, 0, 1)).ToString("0.#", CultureInfo.InvariantCulture)}%\"></i></span>");
            html.Markup(i == 0 ? "</th>" : "</td>");
        }
        html.Markup("</tr>\n");
    }

    private static string Number(TableColumn column) => column.IsNumber ? " class=\"number\"" : "";
}
