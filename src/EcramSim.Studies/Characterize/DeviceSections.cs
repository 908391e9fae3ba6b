using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;

namespace EcramSim.Studies.Characterize;

/// <summary>What stands on the data sheet of one device, section by section.</summary>
internal static class DeviceSections
{
    private const string Command = CharacterizePages.Command;

    internal static IReadOnlyList<ReportSection> Of(Characterization result, Behaviour b)
    {
        var sections = new List<ReportSection> { Summary(b), Pulses(result, b) };
        if (b.Absence.Length > 0) sections.Add(new("Writing, retention, scaling", new Note($"Energy, time, settling, retention, disturb, temperature and scaling are not shown: {b.Absence}.")));
        else
        {
            sections.Add(Writing(b));
            sections.Add(Retention(b));
            sections.Add(Disturb(b));
            sections.Add(Scaling(b));
        }
        if (b.Noise.Count > 0) sections.Add(Noise(b));
        if (result.Published.Where(p => p.Device == b.Device.Id).ToArray() is { Length: > 0 } published) sections.Add(new("Published figures", LiteratureTable.Block("Published figures beside the model's. Ratios to look at: nothing is tuned to them.", published)));
        sections.Add(new("Parameters", new Table("Parameters and where they come from.", [new("parameter"), new("value", true), new("status"), new("source")],
            [.. b.Device.Parameters.Select(p => new TableRow([p.Path, p.Text, p.Status, p.Source]))])));
        return sections;
    }

    /// <summary>The data sheets of several devices: one table per group, one row per device.</summary>
    internal static IEnumerable<Table> Tables(IReadOnlyList<Behaviour> all)
    {
        foreach (var group in Quantity.All.GroupBy(q => q.Group))
        {
            // A line that says nothing of any device is left out; the CSV has it.
            Quantity[] shown = [.. group.Where(q => all.Any(b => q.Value(b) is not null))];
            if (shown.Length > 0)
                yield return new Table($"{group.Key}. Up is potentiation, whatever the ion does; energies are dissipated in the cell; the gate voltage is gate minus channel.",
                    [new("device"), .. shown.Select(q => new TableColumn(q.Label.Trim(), IsNumber: true))],
                    [.. all.Select(b => new TableRow([b.Device.Id, .. shown.Select(q => new TableCell(q.Show(q.Value(b)), null, q.Value(b)))]))]);
        }
    }

    private static ReportSection Summary(Behaviour b)
    {
        var blocks = new List<IReportBlock>();
        if (b.Device.Description.Length > 0) blocks.Add(new Paragraph(b.Device.Description));
        var tables = new List<Table>();
        foreach (var group in Quantity.All.GroupBy(q => q.Group))
        {
            TableRow[] rows = [.. group.Where(q => q.Value(b) is not null).Select(q => new TableRow([q.Label.Trim(), new TableCell(q.Show(q.Value(b)), null, q.Value(b))]))];
            if (rows.Length > 0) tables.Add(new Table($"{group.Key}.", [new("quantity"), new("value", IsNumber: true)], rows));
        }
        blocks.Add(new TableGrid(tables));
        return new("Data sheet", [.. blocks]);
    }

    private static ReportSection Pulses(Characterization result, Behaviour b)
    {
        var device = b.Device;
        var cells = result.Cells.Where(c => c.Device == device.Id).Select(c => c.Cycle).ToArray();
        return new("Pulses",
            new Figure("pulses", "Potentiation and depression",
                cells.Length == 0 ? "The mean response; this device has neither noise nor spread."
                    : $"The mean response, and {cells.Length} cell{(cells.Length == 1 ? "" : "s")} drawn from the spread of the device with the noise of every pulse.",
                CharacterizeFigures.Pulses(device, cells), CharacterizeTables.Curve([device], result.Cells), Command),
            new Figure("steps", "Change per pulse against the state",
                "Where the two curves cross, up and down pulses cancel: the symmetry point. Bands are one standard deviation of a single pulse.",
                CharacterizeFigures.Steps(device), CharacterizeTables.Steps([device]), Command));
    }

    private static ReportSection Writing(Behaviour b)
    {
        var blocks = new List<IReportBlock>();
        if (BehaviourFigures.Settling(b) is { } drawing)
            blocks.Add(new Figure("settling", "One pulse and its rest", "From rest at the middle of the window, gate state and rest as the device file has them (at least 15 times the slowest double layer). The dotted line is the end of the pulse; what lies above 1 is volatile, what lies below still follows.",
                drawing, BehaviourTables.Settling([b]), Command));
        foreach (var (name, finding) in new[] { ("up", b.SettlingUp), ("down", b.SettlingDown) })
            if (finding.Value is null) blocks.Add(new Note($"No settling {name}: {finding.Why}."));
        if (b.Device.DataSheet.Writing is { } writing)
        {
            var s = writing.Series;
            blocks.Add(new Table("How the voltage of a potentiating pulse divides at its end, signed as in the loop equation.", [new("gate interface", true), new("electrolyte", true), new("channel interface", true), new("gate line", true)],
                [new TableRow([.. new[] { s.Gate, s.Electrolyte, s.Channel, s.Line }.Select(v => new TableCell(Engineering.WithUnit(v, "V"), null, v))])]));
        }
        blocks.Add(new Table("The same pulse at other temperatures, from rest at the middle of the window; V_hold is set anew at each.",
            [new("temperature", true), new("conductance", true), new("step up", true), new("step down", true), new("energy per pulse", true), new("write time", true)],
            [.. b.TemperaturePoints.Select(t => new TableRow([Celsius(t.Temperature), Unit(t.Point.Value?.Conductance, "S"), Unit(t.Point.Value?.StepUp, "S"), Unit(t.Point.Value?.StepDown, "S"), Unit(t.Point.Value?.EnergyPerPulse, "J"), Engineering.Duration(t.Point.Value?.WriteTime)]))]));
        foreach (var (temperature, point) in b.TemperaturePoints)
            if (point.Value is null) blocks.Add(new Note($"No pulse at {Celsius(temperature)}: {point.Why}."));
        return new("Writing", [.. blocks]);
    }

    private static ReportSection Retention(Behaviour b)
    {
        var blocks = new List<IReportBlock>();
        if (BehaviourFigures.Retention(b) is { } drawing)
            blocks.Add(new Figure("retention", "Relaxation", "The state of the window that loses most: both ends and the middle are looked at, for at most a hundred years. Leakage leads to the convergence point, not to zero.", drawing, BehaviourTables.Relaxation([b]), Command));
        blocks.Add(new Table("Retention: until 10 % of the range is lost, until 1/e of the way to the convergence point is left, and where the cell drifts to. “>100 years” was not reached; – does not exist.",
            [new("temperature", true), new("gate"), new("worst state", true), new("10 % lost", true), new("time constant", true), new("convergence point", true), new("drift per day, % of range", true)],
            [.. b.AllRetentions.Select(r => new TableRow([Celsius(r.Temperature), r.Gate, Unit(r.Retention.Value?.Conductance[0], "S"),
                r.Retention.Value is { } v ? v.TimeToTenth is { } t ? Engineering.Duration(t) : Ended(v) ? "hosts end before" : ">100 years" : "–", Engineering.Duration(r.Retention.Value?.TimeConstant), Unit(r.Retention.Value?.Convergence, "S"),
                Engineering.Significant(r.Retention.Value is { } d && d.TimeToTenth is null or >= 86400 ? d.Drift * 86400 * 100 / b.Device.DataSheet.Steps.Range : null)]))]));
        foreach (var why in b.AllRetentions.Where(r => r.Retention.Value is null).Select(r => r.Retention.Why).Distinct()) blocks.Add(new Note($"Some are missing: {why}."));
        if (b.RetentionsInAir.Count == 0) blocks.Add(new Note("The cell is sealed: its file does not say what air takes of the channel (air_oxidation)."));
        return new("Retention", [.. blocks]);
    }

    private static ReportSection Disturb(Behaviour b) => new("Disturb and endurance", [b.Disturb.Value is { } d
        ? new Table("Part of a whole step that a cell moves under a part of the amplitude, with equal gate state and rest; 50 and 33 % are ohmic.", [new("amplitude"), new("up", true), new("down", true)],
            [new TableRow(["V/2", Share(d.HalfUp), Share(d.HalfDown)]), new TableRow(["V/3", Share(d.ThirdUp), Share(d.ThirdDown)])])
        : new Note($"No disturb: {b.Disturb.Why}."),
        new Paragraph(b.ReadDisturb.Value is not { } read ? $"No disturb by reads: {b.ReadDisturb.Why}."
            : read.ChangePerRead == 0 ? "Reads leave the state alone: the gate floats with the channel." : $"{Engineering.Significant(read.ReadsToTenth)} reads of 0.1 V for 1 µs, all of one sign, take 10 % of the range while the gate is held."),
        new Paragraph(b.Endurance.Value is { } endurance ? endurance.CyclesToTenth is { } n ? $"Endurance: {Engineering.Significant(n)} full cycles until 10 % of the range is lost, by the law of degradation in the device file." : "Endurance: the law of degradation in the device file never takes 10 % of the range."
            : $"No endurance is computed: {b.Endurance.Why}."),
        .. b.Device.Published.Where(p => p.Quantity.Name == "endurance").Select(p => new Paragraph($"Published: {p.Bound} {p.Text} write operations{(p.At.Text.Length > 0 ? $" at {p.At.Text}" : "")}{(p.Note.Length > 0 ? $", {p.Note}" : "")} ({p.Source}). A bound: how the device ends is not known."))]);

    private static ReportSection Scaling(Behaviour b)
    {
        var blocks = new List<IReportBlock>();
        if (BehaviourFigures.Scaling(b) is { } drawing)
            blocks.Add(new Figure("scaling", "Energy and time over the size", "What the way across the whole range costs under the same pulse, from a quarter to four times each size in the file; gate line and parasitic capacitance stay.", drawing, BehaviourTables.Scaling([b]), Command));
        blocks.Add(new Table("Exponents: energy and time across the range go with size to this power.", [new("dimension"), new("size in the file", true), new("energy", true), new("time", true), new("remark")],
            [.. b.Scalings.Select(s => new TableRow([BehaviourTables.Name(s.What),
                s.Points.FirstOrDefault(p => p.Factor == 1) is { } p ? s.What == Ecram.Observables.Dimensioned.Area ? $"{Engineering.Significant(p.Size * 1e12)} µm²" : Engineering.WithUnit(p.Size, "m") : "–",
                Exponent(s.EnergyExponent), Exponent(s.TimeExponent), s.Impossible.Count == 0 ? "" : $"not at {string.Join(", ", s.Impossible.Select(i => Engineering.Significant(i.Factor)))} times: {s.Impossible[0].Reason}"]))]));
        return new("Scaling", [.. blocks]);
    }

    private static ReportSection Noise(Behaviour b) => new("Noise by cause", new Table("Standard deviation of a step over the mean step, at the middle of the range, and of the range over the range.",
        [new("cause"), new("kind"), new("up", true), new("down", true), new("range", true), new("remark")],
        [.. b.Noise.Select(c => new TableRow([c.Cause, c.Kind, Share(c.Up), Share(c.Down), Share(c.Range), c.Remark]))]));

    // Whether a relaxation stopped because its hosts are known no further, rather than at the last time looked at.
    private static bool Ended(Ecram.Observables.Retention r) => r.Time[^1] < 0.999 * Ecram.Observables.Retention.Longest && r.Convergence is null;

    private static string Celsius(double kelvin) => FormattableString.Invariant($"{kelvin - 273.15:F0} °C");

    private static string Exponent(double? value) => value?.ToString("0.00;-0.00;0", System.Globalization.CultureInfo.InvariantCulture) ?? "–";

    private static TableCell Unit(double? value, string unit) => new(Engineering.WithUnit(value, unit), null, value);

    private static TableCell Share(double? fraction) => new(fraction is { } f ? $"{Engineering.Significant(100 * f)} %" : "–", null, fraction);
}
