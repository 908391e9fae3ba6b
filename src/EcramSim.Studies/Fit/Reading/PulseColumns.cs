using System.Globalization;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Studies.Fit.Reading;

/// <summary>The columns of a pulse file by what they hold, and their values in SI units.</summary>
internal sealed class PulseColumns
{
    private static readonly HashSet<string> UpWords = new(["up", "p", "pot", "potentiation", "potentiate", "ltp", "set", "+", "+1", "1", "1.0", "increase", "inc", "pos", "positive", "u", "true"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> DownWords = new(["down", "d", "dep", "depression", "depress", "ltd", "reset", "-", "-1", "0", "-1.0", "0.0", "2", "decrease", "dec", "neg", "negative", "false"], StringComparer.OrdinalIgnoreCase);

    private readonly DelimitedText _table;
    private readonly ColumnName[] _names;
    private readonly Dimension?[] _dimensions;
    private readonly string[] _units;
    private readonly List<string> _notes = [];

    internal PulseColumns(DelimitedText table, PulseReading reading)
    {
        (_table, Reading) = (table, reading);
        var width = table.Rows[0].Cells.Length;
        if (table.Header is null) _names = Nameless(table);
        else
        {
            _names = [.. table.Header.Select(ColumnName.Of)];
            // Columns without a name and without content are the separators at the ends of lines.
            for (var c = 0; c < width; c++)
                if (_names[c].Kind == ColumnKind.Unknown && table.Header[c].Length > 0) _notes.Add($"column '{DelimitedText.Short(table.Header[c])}' is not used");
        }
        HasNames = table.Header is not null;
        _dimensions = [.. _names.Select(n => n.Dimension)];
        _units = [.. _names.Select(n => n.Unit)];
        if (table.Units is { } units)
            for (var c = 0; c < width; c++)
                if (_units[c].Length == 0 && ColumnName.DimensionOf(units[c].Trim('(', ')', '[', ']', ' ')) is { } dimension) (_dimensions[c], _units[c]) = (dimension, units[c].Trim('(', ')', '[', ']', ' '));
        Layout = FindLayout();
        Refuse();
        Unit = ValueUnit();
        if (table.Preamble > 0) _notes.Add($"{table.Preamble} line{(table.Preamble == 1 ? "" : "s")} before the table skipped");
        if (table.DecimalComma) _notes.Add("numbers with decimal comma");
    }

    internal string File => _table.File;
    internal PulseReading Reading { get; }
    internal bool HasNames { get; }
    internal string Layout { get; }
    internal string Unit { get; }
    internal IReadOnlyList<string> Notes => _notes;
    internal bool HasDirection => Find(ColumnKind.Direction) >= 0;
    internal bool HasVoltage => Find(ColumnKind.Voltage) >= 0;

    /// <summary>The rows of the long layout.</summary>
    internal IReadOnlyList<PulseRow> Rows() => Rows(ValueColumn());

    /// <summary>The cells of each column of the layout with two columns, up first if it stands first.</summary>
    internal IEnumerable<(bool Up, double[] Values)> UpDown()
    {
        var result = new List<(int Column, bool Up, double[] Values)>();
        foreach (var kind in new[] { ColumnKind.Up, ColumnKind.Down })
            if (Find(kind) is >= 0 and var column) result.Add((column, kind == ColumnKind.Up, Values(column)));
        if (!HasNames && result.Count == 2)
        {
            // Nobody said which is which: the one that rises more is up.
            var rise = result.Select(r => Trend(r.Values)).ToArray();
            if (rise[0] < rise[1]) result = [(result[1].Column, true, result[1].Values), (result[0].Column, false, result[0].Values)];
        }
        return result.OrderBy(r => HasNames ? r.Column : r.Up ? 0 : 1).Select(r => (r.Up, r.Values));
    }

    /// <summary>The rows of each column of the layout with one column per cycle.</summary>
    internal IEnumerable<(int Cycle, IReadOnlyList<PulseRow> Rows)> Cycles()
    {
        var number = 0;
        for (var c = 0; c < _names.Length; c++)
            if (_names[c].Kind == ColumnKind.CycleValue) yield return (++number, Rows(c));
    }

    /// <summary>The middle value; null of nothing.</summary>
    internal static double? Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Trend(double[] values)
    {
        var quarter = Math.Max(1, values.Length / 4);
        return values[^quarter..].Average() - values[..quarter].Average();
    }

    private List<PulseRow> Rows(int value)
    {
        int pulse = Find(ColumnKind.Pulse), cycle = Find(ColumnKind.Cycle), device = Find(ColumnKind.Device), direction = Find(ColumnKind.Direction);
        int voltage = Find(ColumnKind.Voltage), widths = Find(ColumnKind.Width), temperature = Find(ColumnKind.Temperature), delay = Find(ColumnKind.Delay);
        var rows = new List<PulseRow>(_table.Rows.Count);
        foreach (var row in _table.Rows)
        {
            if (Number(row, value) is not { } v)
            {
                // Cycles may differ in length; a long file has a value in each row.
                if (Layout == "long") throw new InputException($"{File}: line {row.Line}, column {value + 1} ({Name(value)}): the value is missing");
                continue;
            }
            rows.Add(new PulseRow(rows.Count, row.Line, device < 0 ? "" : DelimitedText.Short(row.Cells[device].Trim('"')), Whole(row, cycle) ?? 0, Whole(row, pulse), Conductance(row, value, v),
                direction < 0 ? null : Direction(row, direction), Number(row, voltage), Number(row, widths), Number(row, temperature), Number(row, delay)));
        }
        return rows;
    }

    private double[] Values(int column)
    {
        var values = new List<double>();
        int? gap = null;
        foreach (var row in _table.Rows)
        {
            if (Number(row, column) is not { } v) gap ??= row.Line;
            else if (gap is { } line) throw new InputException($"{File}: line {line}, column {column + 1} ({Name(column)}): a value is missing amid others");
            else values.Add(Conductance(row, column, v));
        }
        return [.. values];
    }

    private double? Number(TextRow row, int column)
    {
        if (column < 0) return null;
        if (_table.Number(row, column, Name(column)) is not { } value) return null;
        var si = _units[column].Length == 0 || _dimensions[column] is not { } dimension ? value : ColumnName.ToSI(value, dimension, _units[column]);
        return double.IsFinite(si) && Math.Abs(si) < 1e100 ? si : throw new InputException($"{File}: line {row.Line}, column {column + 1} ({Name(column)}): '{row.Cells[column]}' is too large");
    }

    private int? Whole(TextRow row, int column)
    {
        if (Number(row, column) is not { } value) return null;
        return value == Math.Floor(value) && Math.Abs(value) <= 1e9 ? (int)value
            : throw new InputException($"{File}: line {row.Line}, column {column + 1} ({Name(column)}): '{row.Cells[column]}' is not a whole number");
    }

    private bool? Direction(TextRow row, int column)
    {
        var word = row.Cells[column].Trim('"').Trim();
        if (word.Length == 0 || word.Equals("none", StringComparison.OrdinalIgnoreCase) || word.Equals("start", StringComparison.OrdinalIgnoreCase)) return null;
        if (UpWords.Contains(word)) return true;
        if (DownWords.Contains(word)) return false;
        throw InputException.UnknownName($"{File}: line {row.Line}, column {column + 1} ({Name(column)})", "direction", DelimitedText.Short(word), ["up", "down", "potentiation", "depression", "set", "reset", "+1", "-1"]);
    }

    private double Conductance(TextRow row, int column, double value)
    {
        var dimension = _dimensions[column];
        if (dimension == Dimension.Ampere) return value / Reading.ReadVoltage!.Value;
        if (dimension == Dimension.Ohm) return value != 0 ? 1 / value : throw new InputException($"{File}: line {row.Line}, column {column + 1} ({Name(column)}): a resistance of 0");
        return value;
    }

    private string Name(int column) => _table.Header is { } header ? DelimitedText.Short(header[column]) : $"{column + 1}";

    private int Find(ColumnKind kind) => Array.FindIndex(_names, n => n.Kind == kind);

    // Of several columns of values, conductance before resistance before current.
    private int ValueColumn() => Enumerable.Range(0, _names.Length).Where(c => _names[c].Kind == ColumnKind.Value)
        .OrderBy(c => _dimensions[c] == Dimension.Siemens ? 0 : _dimensions[c] == Dimension.None ? 1 : _dimensions[c] == Dimension.Ohm ? 2 : 3).First();

    private string FindLayout()
    {
        if (Find(ColumnKind.Value) >= 0) return "long";
        if (Find(ColumnKind.Up) >= 0 || Find(ColumnKind.Down) >= 0) return "up and down columns";
        if (Find(ColumnKind.CycleValue) >= 0) return "one column per cycle";
        throw InputException.UnknownName($"{File}: no column of conductance, current or resistance", "column", string.Join("', '", _table.Header!.Take(8).Select(DelimitedText.Short)), ["conductance_S", "current_A", "resistance_ohm", "up", "down", "cycle_1"]);
    }

    private void Refuse()
    {
        foreach (var kind in Enum.GetValues<ColumnKind>())
        {
            if (kind is ColumnKind.Unknown or ColumnKind.CycleValue) continue;
            int[] same = [.. Enumerable.Range(0, _names.Length).Where(c => _names[c].Kind == kind)];
            if (same.Length < 2) continue;
            if (kind == ColumnKind.Value && same.Select(c => _dimensions[c]).Distinct().Count() == same.Length) continue;
            throw new InputException($"{File}: columns {same[0] + 1} ('{Name(same[0])}') and {same[1] + 1} ('{Name(same[1])}') say the same; keep one");
        }
        var cycles = Enumerable.Range(0, _names.Length).Where(c => _names[c].Kind == ColumnKind.CycleValue).GroupBy(c => (_table.Header![c].Trim().ToUpperInvariant())).FirstOrDefault(g => g.Count() > 1);
        if (Layout == "one column per cycle" && cycles is not null) throw new InputException($"{File}: two columns are called '{DelimitedText.Short(_table.Header![cycles.First()])}'");
    }

    // The values' own dimension: siemens in the end, or none.
    private string ValueUnit()
    {
        int[] columns = Layout == "long" ? [ValueColumn()] : [.. Enumerable.Range(0, _names.Length).Where(c => _names[c].Kind is ColumnKind.Up or ColumnKind.Down or ColumnKind.CycleValue)];
        var given = Reading.Unit.Length > 0 ? ColumnName.DimensionOf(Reading.Unit) ?? throw new InputException($"--unit: '{Reading.Unit}' is no unit of conductance, current or resistance (such as uS, nA, kohm, 1)") : null;
        string? result = null;
        foreach (var c in columns)
        {
            if (_units[c].Length == 0 && given is not null) (_dimensions[c], _units[c]) = (given, Reading.Unit);
            // A name alone says what, not in which unit: conductances then count as normalised.
            if (_units[c].Length == 0 && _dimensions[c] == Dimension.Siemens) _dimensions[c] = null;
            if (_units[c].Length == 0 && (_dimensions[c] == Dimension.Ampere || _dimensions[c] == Dimension.Ohm))
                throw new InputException($"{File}: column {c + 1} ({Name(c)}): has no unit; write it into the name (current_nA) or give --unit nA");
            if (_dimensions[c] == Dimension.Ampere && Reading.ReadVoltage is null)
                throw new InputException($"{File}: column {c + 1} ({Name(c)}): is a current; --read-voltage \"0.1 V\" makes it a conductance");
            if (_dimensions[c] is { } d && d != Dimension.None && d != Dimension.Siemens && d != Dimension.Ampere && d != Dimension.Ohm)
                throw new InputException($"{File}: column {c + 1} ({Name(c)}): a {d.Name} is no conductance, current or resistance");
            var unit = _dimensions[c] is null || _dimensions[c] == Dimension.None ? "1" : "S";
            if (result is not null && result != unit) throw new InputException($"{File}: column {c + 1} ({Name(c)}): has another kind of unit than the columns before");
            result = unit;
        }
        if (Reading.ReadVoltage is not null && columns.All(c => _dimensions[c] != Dimension.Ampere)) throw new InputException($"--read-voltage: {File} holds no currents");
        if (result == "1") _notes.Add("values without a unit count as normalised; --unit uS names one");
        return result!;
    }

    private static ColumnName[] Nameless(DelimitedText table)
    {
        var width = table.Rows[0].Cells.Length;
        double At(int row, int column) => NumberText.TryParse(table.Rows[row].Cells[column], table.DecimalComma, out var v) ? v : double.NaN;
        var counts = width == 2 && table.Rows.Count > 2 && Enumerable.Range(1, Math.Min(table.Rows.Count, 50) - 1).All(r => At(r, 0) - At(r - 1, 0) == 1);
        ColumnName Kind(ColumnKind kind) => new(kind, null, "", 0);
        return width switch
        {
            1 => [Kind(ColumnKind.Value)],
            2 when counts => [Kind(ColumnKind.Pulse), Kind(ColumnKind.Value)],
            2 => [Kind(ColumnKind.Up), Kind(ColumnKind.Down)],
            _ => throw new InputException($"{table.File}: {width.ToString(CultureInfo.InvariantCulture)} columns without names; write a line of names above them (ecram fit --template shows one)"),
        };
    }
}
