using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Crossbar;

/// <summary>A file of numbers alone: one line per row, separated by commas, semicolons, tabs or blanks; empty lines and lines that begin with # are remarks.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Rows">Number of rows, 1 or more.</param>
/// <param name="Columns">Number of columns, 1 or more.</param>
/// <param name="Values">Row by row.</param>
public sealed record MatrixFile(string Name, int Rows, int Columns, double[] Values)
{
    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="InputException">A cell that is no number, or rows of different lengths; the line says where.</exception>
    public static MatrixFile Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = new List<double>();
        int rows = 0, columns = 0, number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.IsEmpty || line[0] == '#') continue;
            var cells = 0;
            var mark = line.Contains(',') ? ',' : line.Contains(';') ? ';' : line.Contains('\t') ? '\t' : ' ';
            foreach (var range in line.Split(mark))
            {
                var cell = line[range].Trim();
                if (cell.IsEmpty && mark == ' ') continue;
                cells++;
                if (!TryParse(cell, out var value))
                    throw new InputException($"{name}: line {number}, column {cells}: '{Short(cell)}' is not a number{(rows == 0 ? "; the file holds numbers alone, without names of columns" : "")}");
                values.Add(value);
            }
            if (rows > 0 && cells != columns) throw new InputException($"{name}: line {number}: {cells} numbers where the rows above have {columns}");
            columns = cells;
            rows++;
        }
        return rows > 0 ? new MatrixFile(name, rows, columns, [.. values]) : throw new InputException($"{name}: holds no numbers");
    }

    private static bool TryParse(ReadOnlySpan<char> cell, out double value)
    {
        if (cell.Equals("inf", StringComparison.OrdinalIgnoreCase) || cell.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = double.PositiveInfinity;
            return true;
        }
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static string Short(ReadOnlySpan<char> text) => text.Length > 40 ? $"{text[..40]}…" : text.ToString();
}
