using System.Globalization;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Studies.Fit.Reading;

/// <summary>Reads people's own pulse files: long, two columns up and down, one column per cycle; conductances, currents, resistances or normalised values.</summary>
public static class PulseFile
{
    private const int MostReadings = 100_000, MostPulses = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">Anything that cannot be understood: named with line and column.</exception>
    public static PulseData Read(string file, PulseReading reading) => Read(file, TextEncoding.Read(file), reading);

    /// <summary>Reads the text of a file.</summary>
    public static PulseData Read(string file, string text, PulseReading reading)
    {
        var table = DelimitedText.Of(file, text);
        var columns = new PulseColumns(table, reading);
        if (table.Rows.Count > MostReadings) throw new InputException($"{file}: {table.Rows.Count} rows; at most {MostReadings} are fitted at once");
        var record = columns.Layout switch
        {
            "long" => LongRecord(columns),
            "up and down columns" => UpDownRecord(columns),
            _ => CycleRecord(columns),
        };
        if (record.Branches.Sum(b => (long)b.Values.Length) > MostReadings) throw new InputException($"{file}: more than {MostReadings} readings; fit a part of them");
        if (record.Branches.Sum(b => b.Counts.Skip(1).Sum(c => (long)c)) > MostPulses) throw new InputException($"{file}: more than {MostPulses} pulses between the first reading and the last");
        if (record.Steps < 8) throw new InputException($"{file}: {record.Steps} steps of pulses; at least 8 are needed");
        if (!(record.Maximum > record.Minimum)) throw new InputException($"{file}: all values are {record.Maximum.ToString("G6", CultureInfo.InvariantCulture)}: the pulses change nothing");
        var largest = Math.Max(Math.Abs(record.Maximum), Math.Abs(record.Minimum));
        if (largest > 1e30 || record.Maximum - record.Minimum < 1e-12 * largest)
            throw new InputException($"{file}: values from {record.Minimum.ToString("G6", CultureInfo.InvariantCulture)} to {record.Maximum.ToString("G6", CultureInfo.InvariantCulture)}: no range to fit");
        if (record.Unit == "S" && record.Minimum < 0)
            throw new InputException($"{file}: conductances down to {record.Minimum.ToString("G4", CultureInfo.InvariantCulture)} S are negative; is the sign of --read-voltage right?");
        return record;
    }

    private static PulseData LongRecord(PulseColumns columns)
    {
        var rows = columns.Rows();
        var branches = new List<MeasuredBranch>();
        var notes = new List<string>(columns.Notes);
        var (up, source) = Directions(columns, rows);
        foreach (var device in rows.GroupBy(r => r.Device, StringComparer.Ordinal))
            branches.AddRange(BranchCutting.Cut(columns.File, device.Key, [.. device], up, source.StartsWith("extrema", StringComparison.Ordinal), notes));
        // The median of pulses that were applied.
        double? Median(Func<PulseRow, double?> value, bool? direction) => PulseColumns.Median(rows.Where(r => value(r) is not null && (direction is null || up[r.Index] == direction)).Select(r => value(r)!.Value));
        foreach (var direction in new[] { true, false })
        {
            var levels = rows.Where(r => r.Voltage is { } v && v != 0 && up[r.Index] == direction).Select(r => r.Voltage!.Value).Distinct().Count();
            if (levels > 1) notes.Add($"{(direction ? "up" : "down")} pulses of {levels} different voltages are fitted as one kind");
        }
        return new PulseData(Path.GetFileName(columns.File), columns.Layout, columns.Unit, source, branches, notes)
        {
            VoltageUp = Median(r => r.Voltage is { } v && v != 0 ? v : null, true), VoltageDown = Median(r => r.Voltage is { } v && v != 0 ? v : null, false),
            Width = Median(r => r.Width, null), Delay = Median(r => r.Delay, null), Temperature = Median(r => r.Temperature, null),
        };
    }

    private static (bool?[] Up, string Source) Directions(PulseColumns columns, IReadOnlyList<PulseRow> rows)
    {
        var rule = columns.Reading.Direction;
        if (rule == DirectionRule.Column && !columns.HasDirection) throw new InputException($"{columns.File}: --direction column: there is no column of directions");
        if (rule == DirectionRule.Voltage && !columns.HasVoltage) throw new InputException($"{columns.File}: --direction voltage: there is no column of voltages");
        if (columns.HasDirection && rule is DirectionRule.Automatic or DirectionRule.Column)
            return ([.. rows.Select(r => r.Up)], "the column");
        if (columns.HasVoltage && rule is DirectionRule.Automatic or DirectionRule.Voltage)
        {
            var sign = Polarity(rows);
            // A file whose voltages are all zero or of one sign and one direction says nothing by them.
            if (sign != 0) return ([.. rows.Select(r => r.Voltage is { } v && v != 0 ? (bool?)(v > 0 == sign > 0) : null)], $"the sign of the voltage ({(sign > 0 ? "positive" : "negative")} potentiates)");
            if (rule == DirectionRule.Voltage) throw new InputException($"{columns.File}: --direction voltage: the voltages do not tell two directions apart");
        }
        var up = new bool?[rows.Count];
        foreach (var group in rows.GroupBy(r => (r.Device, r.Cycle)))
        {
            PulseRow[] own = [.. group];
            var directions = TurningPoints.Directions([.. own.Select(r => r.Value)]);
            for (var i = 0; i < own.Length; i++) up[own[i].Index] = directions[i];
        }
        return (up, "extrema of the values");
    }

    // +1 where positive pulses raise the value, −1 where negative ones do; by the mean step of each sign.
    private static int Polarity(IReadOnlyList<PulseRow> rows)
    {
        double plus = 0, minus = 0;
        int positive = 0, negative = 0;
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].Device != rows[i - 1].Device || rows[i].Cycle != rows[i - 1].Cycle || rows[i].Voltage is not { } v || rows[i - 1].Voltage is { } before && before != 0 && before * v < 0) continue;
            var step = rows[i].Value - rows[i - 1].Value;
            if (v > 0) (plus, positive) = (plus + step, positive + 1);
            else if (v < 0) (minus, negative) = (minus + step, negative + 1);
        }
        if (positive == 0 || negative == 0) return 0;
        return Math.Sign(plus / positive - minus / negative);
    }

    private static PulseData UpDownRecord(PulseColumns columns)
    {
        var branches = new List<MeasuredBranch>();
        double? last = null;
        foreach (var (up, values) in columns.UpDown())
        {
            if (values.Length < 2) throw new InputException($"{columns.File}: {values.Length} value{(values.Length == 1 ? "" : "s")} of {(up ? "potentiation" : "depression")}; at least 2 are needed");
            branches.Add(new MeasuredBranch("", 1, up, last, values, Ones(values.Length)));
            last = values[^1];
        }
        return new PulseData(Path.GetFileName(columns.File), columns.Layout, columns.Unit, columns.HasNames ? "the columns" : "the columns (the one that rises is up)", branches, columns.Notes);
    }

    private static PulseData CycleRecord(PulseColumns columns)
    {
        var branches = new List<MeasuredBranch>();
        var notes = new List<string>(columns.Notes);
        var byColumn = columns.HasDirection && columns.Reading.Direction is DirectionRule.Automatic or DirectionRule.Column;
        foreach (var (cycle, rows) in columns.Cycles())
        {
            if (rows.Count < 2) continue;
            var directions = byColumn ? [.. rows.Select(r => r.Up)] : TurningPoints.Directions([.. rows.Select(r => r.Value)]).Select(d => (bool?)d).ToArray();
            PulseRow[] own = [.. rows.Select((r, i) => r with { Index = i, Cycle = cycle })];
            branches.AddRange(BranchCutting.Cut(columns.File, "", own, directions, !byColumn, notes));
        }
        return new PulseData(Path.GetFileName(columns.File), columns.Layout, columns.Unit, byColumn ? "the column" : "extrema of the values", branches, notes);
    }

    private static int[] Ones(int length)
    {
        var ones = new int[length];
        Array.Fill(ones, 1);
        return ones;
    }
}
