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

    /// <summary>A number, or an empty cell where there is none (null, NaN).</summary>
    public static string Cell(double? value) => value is { } v && !double.IsNaN(v) ? v.ToString("R", CultureInfo.InvariantCulture) : "";
}
