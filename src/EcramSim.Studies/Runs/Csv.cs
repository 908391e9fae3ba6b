using System.Globalization;
using System.Text;

namespace EcramSim.Studies.Runs;

/// <summary>Comma-separated values as every result file here has them: '\n', decimal point, shortest round-trip numbers, empty where a value does not apply.</summary>
public static class Csv
{
    /// <summary>Appends one line; a cell that holds a comma, a quote or a line end is quoted (RFC 4180).</summary>
    public static void Line(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) text.Append(',');
            var cell = cells[i];
            text.Append(cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }
        text.Append('\n');
    }

    /// <summary>The cells of one line that <see cref="Line"/> wrote, without its end; a cell holds no line end.</summary>
    /// <exception cref="FormatException">A quote that is not closed, or followed by something else than a comma.</exception>
    public static IReadOnlyList<string> Cells(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var cells = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            if (at == line.Length || line[at] != '"')
            {
                var end = line.IndexOf(',', at) is >= 0 and var comma ? comma : line.Length;
                cells.Add(line[at..end]);
                at = end + 1;
                continue;
            }
            var cell = new StringBuilder();
            for (at++; ; at++)
            {
                if (at == line.Length) throw new FormatException("a quoted cell is not closed");
                if (line[at] != '"') cell.Append(line[at]);
                else if (at + 1 < line.Length && line[at + 1] == '"') cell.Append(line[at++]);
                else break;
            }
            cells.Add(cell.ToString());
            at++;
            if (at < line.Length && line[at] != ',') throw new FormatException("a quoted cell goes on after its quote");
            at++;
        }
        return cells;
    }

    /// <summary>A number, or an empty cell where there is none (null, NaN).</summary>
    public static string Cell(double? value) => value is { } v && !double.IsNaN(v) ? v.ToString("R", CultureInfo.InvariantCulture) : "";
}
