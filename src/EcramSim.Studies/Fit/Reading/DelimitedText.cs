using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Fit.Reading;

/// <summary>One row of cells.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Cells">Trimmed texts.</param>
internal sealed record TextRow(int Line, string[] Cells);

/// <summary>
/// The table inside a file of an instrument, whatever separates it: the longest block of rows of numbers with equal numbers of cells, and the
/// line of names above it. Lines before the names are the instrument's preamble; lines that begin with #, % or // are remarks.
/// </summary>
/// <param name="File">For messages.</param>
/// <param name="Header">Names of the columns; null where the file has none.</param>
/// <param name="Units">A line of units between names and numbers; null where there is none.</param>
/// <param name="Rows">At least one row of equal lengths.</param>
/// <param name="Separator">"tab", "semicolon", "comma" or "spaces".</param>
/// <param name="DecimalComma">Whether numbers carry a comma.</param>
/// <param name="Preamble">Number of lines before the names.</param>
internal sealed record DelimitedText(string File, string[]? Header, string[]? Units, IReadOnlyList<TextRow> Rows, string Separator, bool DecimalComma, int Preamble)
{
    private static readonly (string Name, char Mark)[] Separators = [("tab", '\t'), ("semicolon", ';'), ("comma", ','), ("spaces", ' ')];

    /// <summary>Finds the table in <paramref name="text"/>.</summary>
    /// <exception cref="InputException">No rows of numbers, or something that is none among them.</exception>
    internal static DelimitedText Of(string file, string text)
    {
        var lines = text.Split('\n').Index().Select(l => (Line: l.Index + 1, Text: l.Item.Trim('\r', '\f', ' ')))
            .SelectMany(l => l.Text.Contains('\r', StringComparison.Ordinal) ? l.Text.Split('\r').Select(t => (l.Line, Text: t)) : [l])
            .Where(l => l.Text.AsSpan().Trim().Length > 0).ToArray();
        Block? best = null;
        foreach (var (name, mark) in Separators)
        {
            var block = Block.Longest(lines, name, mark);
            if (block is not null && (best is null || block.Numbers > best.Numbers)) best = block;
        }
        if (best is null) throw new InputException($"{file}: holds no rows of numbers; ecram fit --template shows the form");
        return best.ToTable(file);
    }

    /// <summary>The number in column <paramref name="column"/> of a row; null for an empty cell.</summary>
    internal double? Number(TextRow row, int column, string name)
    {
        var cell = row.Cells[column];
        if (cell.Trim('"').AsSpan().Trim().Length == 0) return null;
        if (!NumberText.TryParse(cell, DecimalComma, out var value) || !double.IsFinite(value))
            throw new InputException($"{File}: line {row.Line}, column {column + 1} ({name}): '{Short(cell)}' is not a finite number{(DecimalComma ? " with a decimal comma" : "")}");
        return value;
    }

    /// <summary>A text of the file as it can stand in a message.</summary>
    internal static string Short(string text) => new string([.. text.Take(40).Select(c => char.IsControl(c) ? ' ' : c)]) + (text.Length > 40 ? "…" : "");

    // The rows of one way of cutting the lines.
    private sealed class Block((int Line, string Text)[] lines, string name, string[][] cells, bool comma, int start, int end, int numbers)
    {
        internal int Numbers => numbers;

        internal static Block? Longest((int Line, string Text)[] lines, string name, char mark)
        {
            var cells = lines.Select(l => Cut(IsRemark(l.Text) ? l.Text.TrimStart('#', '%', '/', ' ') : l.Text, mark)).ToArray();
            bool comma = false;
            if (mark != ',')
            {
                var commas = cells.Sum(row => row.Count(NumberText.HasComma));
                comma = commas > 0 && commas > cells.Sum(row => row.Count(NumberText.HasPoint));
            }
            (int Start, int End, int Numbers) best = (0, 0, 0), here = (0, 0, 0);
            for (var i = 0; i <= lines.Length; i++)
            {
                var count = i < lines.Length && !IsRemark(lines[i].Text) ? Count(cells[i], comma) : 0;
                var joins = count > 0 && here.Numbers > 0 && cells[i].Length == cells[here.Start].Length;
                if (joins) here = (here.Start, i + 1, here.Numbers + count);
                else if (i < lines.Length && IsRemark(lines[i].Text) && here.Numbers > 0) here = here with { End = i + 1 };
                else
                {
                    if (here.Numbers > best.Numbers) best = here;
                    here = count > 0 ? (i, i + 1, count) : (0, 0, 0);
                }
            }
            return best.Numbers == 0 ? null : new Block(lines, name, cells, comma, best.Start, best.End, best.Numbers);
        }

        internal DelimitedText ToTable(string file)
        {
            var width = cells[start].Length;
            for (var i = end; i < lines.Length; i++)
            {
                if (IsRemark(lines[i].Text)) continue;
                throw new InputException(Count(cells[i], comma) > 0
                    ? $"{file}: line {lines[i].Line}: {cells[i].Length} cells where the rows above have {width}; is the file cut or are two tables joined?"
                    : $"{file}: line {lines[i].Line}: '{Short(lines[i].Text)}' stands after the rows of numbers");
            }
            var (first, head) = (start, start - 1);
            string[]? units = null;
            if (head >= 1 && cells[head].Length == width && cells[head].All(ColumnName.IsUnit) && cells[head - 1].Length == width && cells[head - 1].Any(ColumnName.IsKnown)) (units, head) = (cells[head], head - 1);
            else if (head >= 0 && cells[head].Length == width && cells[head].Any(ColumnName.IsKnown)) { }
            // Columns called 1, 2, 3 make a line of names look like one of numbers; directions are names too, but of no header.
            else if (cells[start].Any(c => ColumnName.IsKnown(c) && ColumnName.Of(c).Kind is not (ColumnKind.Up or ColumnKind.Down))) (first, head) = (start + 1, start);
            if (first >= end) throw new InputException($"{file}: holds no rows of numbers below the names in line {lines[head].Line}");
            string[]? header = null;
            if (head >= 0)
            {
                var known = cells[head].Count(c => ColumnName.IsKnown(c));
                if (cells[head].Length == width && (known > 0 || Count(cells[head], comma) == 0)) header = cells[head];
                else if (known > 0) throw new InputException($"{file}: line {lines[head].Line}: {cells[head].Length} names for rows of {width} cells");
            }
            var rows = Enumerable.Range(first, end - first).Where(i => !IsRemark(lines[i].Text)).Select(i => new TextRow(lines[i].Line, cells[i])).ToArray();
            return new DelimitedText(file, header, units, rows, name, comma, Math.Max(header is null ? first : head, 0));
        }

        // Number of numbers in a row that looks like data; 0 for every other line.
        private static int Count(string[] row, bool comma)
        {
            int numbers = 0, filled = 0;
            foreach (var cell in row)
            {
                if (cell.Length == 0) continue;
                filled++;
                if (NumberText.TryParse(cell, comma, out _)) numbers++;
            }
            return 2 * numbers >= filled ? numbers : 0;
        }

        private static bool IsRemark(string line) => line.StartsWith('#') || line.StartsWith('%') || line.StartsWith("//", StringComparison.Ordinal);

        private static string[] Cut(string line, char mark)
        {
            if (mark == ' ') return line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!line.Contains('"', StringComparison.Ordinal)) return line.Split(mark, StringSplitOptions.TrimEntries);
            var cells = new List<string>();
            var cell = new System.Text.StringBuilder();
            var quoted = false;
            foreach (var c in line)
                if (c == '"') quoted = !quoted;
                else if (c == mark && !quoted)
                {
                    cells.Add(cell.ToString().Trim());
                    cell.Clear();
                }
                else cell.Append(c);
            cells.Add(cell.ToString().Trim());
            return [.. cells];
        }
    }
}
