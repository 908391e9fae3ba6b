using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Studies.Fit.Reading;

/// <summary>Reads a record of the conductance over time after a write: two columns, time and conductance (or current, with a read voltage).</summary>
internal static class RetentionFile
{
    private const int MostRows = 100_000;

    /// <summary>Times in s from the first row, ascending, and the readings.</summary>
    /// <exception cref="InputException">Anything else.</exception>
    internal static (double[] Time, double[] Values, string Unit) Read(string file, string text, PulseReading reading)
    {
        var table = DelimitedText.Of(file, text);
        var names = (table.Header ?? ["time_s", "conductance"]).Select(ColumnName.Of).ToArray();
        if (table.Rows[0].Cells.Length < 2) throw new InputException($"{file}: one column; a record of retention has two, time and conductance");
        if (table.Rows.Count > MostRows) throw new InputException($"{file}: {table.Rows.Count} rows; at most {MostRows} are fitted at once");
        int time = Array.FindIndex(names, n => n.Kind is ColumnKind.Time or ColumnKind.Delay), value = Array.FindIndex(names, n => n.Kind == ColumnKind.Value);
        if (time < 0 || value < 0)
            throw InputException.UnknownName($"{file}: no column of {(time < 0 ? "time" : "conductance")}", "column", string.Join("', '", (table.Header ?? []).Take(8).Select(DelimitedText.Short)), ["time_s", "conductance_S"]);
        string UnitOf(int c) => names[c].Unit.Length > 0 ? names[c].Unit : table.Units?[c].Trim('(', ')', '[', ']', ' ') ?? "";
        string Name(int c) => table.Header is { } header ? DelimitedText.Short(header[c]) : $"{c + 1}";
        var unit = UnitOf(value).Length > 0 ? UnitOf(value) : reading.Unit;
        var dimension = unit.Length > 0 ? ColumnName.DimensionOf(unit) : null;
        if (dimension == Dimension.Ampere && reading.ReadVoltage is null) throw new InputException($"{file}: column {value + 1} ({Name(value)}): is a current; --read-voltage \"0.1 V\" makes it a conductance");
        var times = new double[table.Rows.Count];
        var values = new double[times.Length];
        for (var i = 0; i < times.Length; i++)
        {
            var row = table.Rows[i];
            times[i] = SI(time, Dimension.Second, UnitOf(time));
            values[i] = SI(value, dimension ?? Dimension.None, unit);
            if (dimension == Dimension.Ampere) values[i] /= reading.ReadVoltage!.Value;
            else if (dimension == Dimension.Ohm) values[i] = 1 / values[i];
            if (!double.IsFinite(values[i]) || Math.Abs(values[i]) > 1e30 || Math.Abs(times[i]) > 1e30) throw new InputException($"{file}: line {row.Line}: the value is out of range");
            if (i > 0 && times[i] <= times[i - 1]) throw new InputException($"{file}: line {row.Line}: time {row.Cells[time]} does not follow the one before; times must ascend");

            double SI(int column, Dimension d, string u)
            {
                var number = table.Number(row, column, Name(column)) ?? throw new InputException($"{file}: line {row.Line}, column {column + 1} ({Name(column)}): the value is missing");
                return u.Length == 0 ? number : ColumnName.ToSI(number, d, u);
            }
        }
        if (times.Length < 5) throw new InputException($"{file}: {times.Length} rows; at least 5 are needed");
        return ([.. times.Select(t => t - times[0])], values, dimension is null || dimension == Dimension.None ? "1" : "S");
    }
}
