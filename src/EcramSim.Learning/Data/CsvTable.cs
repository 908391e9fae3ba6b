using System.Globalization;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.Data;

/// <summary>
/// A table as a task: one line of names, then one row per sample, separated by commas; the column "label" (or "class", or "target") holds the class, as words or whole numbers, every
/// other column a number. Each column is moved to [0, 1] by the least and greatest value of the training rows. The test rows stand in NAME.test.csv beside NAME.csv;
/// without it, every fifth row on average is held back, drawn by a stream of its own, so that all seeds have the same test.
/// </summary>
public static class CsvTable
{
    private const double HeldBack = 0.2;

    private static readonly string[] LabelNames = ["label", "class", "target"];

    private sealed record Table(string Path, string[] Columns, List<double[]> Rows, List<string> Labels);

    /// <summary>Reads a table.</summary>
    /// <param name="path">A file that ends in .csv.</param>
    /// <exception cref="InputException">A cell, row or column that is wrong, with its line and name.</exception>
    public static (LabelledImages Train, LabelledImages Test) Read(string path)
    {
        var all = Parse(path);
        var other = Path.ChangeExtension(path, ".test.csv");
        Table train, test;
        if (File.Exists(other))
        {
            (train, test) = (all, Parse(other));
            if (!train.Columns.AsSpan().SequenceEqual(test.Columns)) throw new InputException($"{other}: line 1: its columns are not those of {path}: {string.Join(",", train.Columns)}");
        }
        else
        {
            var order = new RandomStream(0, "table test").Permutation(all.Rows.Count);
            var held = (int)Math.Round(HeldBack * all.Rows.Count);
            if (held == 0 || held == all.Rows.Count) throw new InputException($"{path}: {all.Rows.Count} rows are too few to hold back a fifth for the test");
            // Sorted, so that what is trained on first depends on the shuffle alone.
            Table Part(IEnumerable<int> rows) => new(path, all.Columns, [.. rows.Order().Select(r => all.Rows[r])], [.. rows.Order().Select(r => all.Labels[r])]);
            (train, test) = (Part(order.Skip(held)), Part(order.Take(held)));
        }
        string[] classes = [.. Sorted(train.Labels.Distinct())];
        if (classes.Length < 2) throw new InputException($"{path}: all rows are of class '{classes[0]}'; a task needs two classes");
        foreach (var label in test.Labels)
            if (!classes.Contains(label)) throw new InputException($"{test.Path}: class '{label}' is in no training row (classes: {string.Join(", ", classes)})");
        var width = train.Columns.Length - 1;
        var (least, greatest) = (new double[width], new double[width]);
        for (var c = 0; c < width; c++) (least[c], greatest[c]) = (train.Rows.Min(r => r[c]), train.Rows.Max(r => r[c]));
        return (Images(train), Images(test));

        LabelledImages Images(Table table)
        {
            var features = new float[table.Rows.Count * width];
            for (var r = 0; r < table.Rows.Count; r++)
                for (var c = 0; c < width; c++) features[r * width + c] = greatest[c] > least[c] ? (float)((table.Rows[r][c] - least[c]) / (greatest[c] - least[c])) : 0;
            return new LabelledImages(table.Path, features, [.. table.Labels.Select(l => (long)Array.IndexOf(classes, l))], 1, width, classes.Length);
        }
    }

    // Whole numbers by value, words by their letters.
    private static IEnumerable<string> Sorted(IEnumerable<string> labels)
    {
        string[] all = [.. labels];
        return all.All(l => long.TryParse(l, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? all.OrderBy(l => long.Parse(l, CultureInfo.InvariantCulture)) : all.Order(StringComparer.Ordinal);
    }

    private static Table Parse(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        if (lines.Length == 0) throw new InputException($"{path}: the file is empty; its first line must name the columns");
        var columns = Cells(path, lines[0], 1);
        if (columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException($"{path}: line 1: column '{twice.Key}' is there twice");
        if (columns.All(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _))) throw new InputException($"{path}: line 1: holds numbers, where the names of the columns must stand");
        var label = Array.FindIndex(columns, c => LabelNames.Contains(c));
        if (label < 0) throw new InputException($"{path}: line 1: no column is named {string.Join(" or ", LabelNames)} (columns: {string.Join(", ", columns)})");
        if (columns.Length < 2) throw new InputException($"{path}: line 1: there is no column beside '{columns[label]}'");
        var (rows, labels) = (new List<double[]>(), new List<string>());
        for (var n = 1; n < lines.Length; n++)
        {
            // An empty last line is none.
            if (lines[n].Length == 0 && n == lines.Length - 1) break;
            var cells = Cells(path, lines[n], n + 1);
            if (cells.Length != columns.Length) throw new InputException($"{path}: line {n + 1}: {cells.Length} cells, where the first line names {columns.Length} columns");
            var row = new double[columns.Length - 1];
            for (int c = 0, k = 0; c < cells.Length; c++)
            {
                if (c == label) continue;
                if (!double.TryParse(cells[c], NumberStyles.Float, CultureInfo.InvariantCulture, out row[k]) || !double.IsFinite(row[k]))
                    throw new InputException($"{path}: line {n + 1}, column '{columns[c]}': '{cells[c]}' is not a number");
                k++;
            }
            if (cells[label].Length == 0) throw new InputException($"{path}: line {n + 1}, column '{columns[label]}': is empty");
            rows.Add(row);
            labels.Add(cells[label]);
        }
        return rows.Count > 0 ? new Table(path, [.. columns.Where((_, c) => c != label), columns[label]], rows, labels) : throw new InputException($"{path}: there is no row below the names of the columns");
    }

    // A cell in quotes may hold commas and doubled quotes.
    private static string[] Cells(string path, string line, int number)
    {
        var cells = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            if (at == line.Length || line[at] != '"')
            {
                var end = line.IndexOf(',', at);
                if (end < 0) end = line.Length;
                cells.Add(line[at..end].Trim());
                at = end + 1;
                continue;
            }
            var text = new System.Text.StringBuilder();
            for (at++; ; at++)
            {
                if (at >= line.Length) throw new InputException($"{path}: line {number}, cell {cells.Count + 1}: a quote is not closed");
                if (line[at] == '"' && (at + 1 >= line.Length || line[at + 1] != '"')) break;
                if (line[at] == '"') at++;
                text.Append(line[at]);
            }
            if (at + 1 < line.Length && line[at + 1] != ',') throw new InputException($"{path}: line {number}, cell {cells.Count + 1}: '{line[at + 1]}' after the closing quote");
            cells.Add(text.ToString());
            at += 2;
        }
        return [.. cells];
    }
}
