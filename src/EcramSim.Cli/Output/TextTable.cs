namespace EcramSim.Cli.Output;

/// <summary>A table for people: columns aligned, numbers to the right, no colour.</summary>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    internal void Add(params string[] cells)
    {
        if (cells.Length != columns.Length) throw new ArgumentException($"a row has {cells.Length} cells, the table {columns.Length} columns");
        _rows.Add(cells);
    }

    internal void Write(TextWriter output)
    {
        var widths = columns.Select((c, i) => _rows.Select(r => Width(r[i])).Append(Width(c)).Max()).ToArray();
        var right = columns.Select((_, i) => i > 0 && _rows.Count > 0 && _rows.All(r => IsNumeric(r[i]))).ToArray();
        Line(output, columns, widths, right);
        output.WriteLine(string.Join("  ", widths.Select(w => new string('-', w))));
        foreach (var row in _rows) Line(output, row, widths, right);
    }

    private static void Line(TextWriter output, string[] cells, int[] widths, bool[] right) =>
        output.WriteLine(string.Join("  ", cells.Select((c, i) =>
        {
            var space = new string(' ', widths[i] - Width(c));
            return right[i] ? space + c : c + space;
        })).TrimEnd());

    // Letters that combine or lie outside the basic plane do not occur in our tables.
    private static int Width(string text) => text.Length;

    private static bool IsNumeric(string cell) => cell.Length == 0 || cell is "–" or "none" || char.IsAsciiDigit(cell.TrimStart('-', '−', '+', '±', '<', '>', '≈')[..1].FirstOrDefault());
}
