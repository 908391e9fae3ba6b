using System.Globalization;
using EcramSim.Ecram;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Characterize;

/// <summary><c>report.html</c> of <c>ecram characterize</c>: one page that opens from disk.</summary>
internal static class CharacterizePage
{
    private const string Command = "ecram characterize --config run.json";

    internal static string Of(Characterization result, RunRecord record)
    {
        var sections = new List<ReportSection> { SideBySide(result) };
        for (var i = 0; i < result.Devices.Count; i++) sections.Add(Single(result, i));
        var names = string.Join(", ", result.Devices.Select(d => d.Id));
        return new HtmlReport(
            result.Devices.Count == 1 ? result.Devices[0].Title : $"{result.Devices.Count} devices under pulses",
            $"What one cell of {names} does under potentiating and depressing pulses of equal shape. All numbers follow from the model files; none is typed in.",
            sections,
            [$"EcramSim {record.Version}, run {record.Identity[..8]}, seeds {string.Join(", ", record.Seeds)}. Again: {Command}"],
            [new Attachment(RunRecord.FileName, "The whole configuration (run.json)", "application/json", record.ToJson())]).Render();
    }

    private static ReportSection SideBySide(Characterization result)
    {
        var rows = Quantity.All.Where(q => result.Devices.Any(d => q.Value(d) is not null))
            .Select(q => new TableRow([q.Label.Trim(), .. result.Devices.Select(d => new TableCell(q.Show(q.Value(d)), null, q.Value(d)))])).ToArray();
        var blocks = new List<IReportBlock>
        {
            new Table("Data sheet. Up is potentiation, whatever the ion does; energies are dissipated in the cell; the gate voltage is gate minus channel.",
                [new TableColumn("quantity"), .. result.Devices.Select(d => new TableColumn(d.Id, IsNumber: true))], rows),
        };
        if (result.Devices.Count > 1)
            blocks.Add(new Figure("comparison", "Potentiation and depression of all devices",
                "Up the range and down again on common axes: the diagonal is a perfectly linear device, the mirror image of the rise a perfectly symmetric one.",
                CharacterizeFigures.Comparison(result.Devices), CharacterizeTables.Curve(result.Devices, []), Command));
        if (result.Published.Count > 0)
            blocks.Add(new Table("Published figures beside the model's. Ratios to look at: nothing is tuned to them. Values in SI units.",
                [new("device"), new("quantity"), new("published", true), new("model", true), new("model / published", true), new("mark"), new("source")],
                [.. result.Published.Select(r => new TableRow([r.Device, r.Published.Quantity, Number(r.Published.Value), Number(r.Model), Engineering.Significant(r.Ratio), r.Published.Mark,
                    r.Published.Note.Length > 0 ? $"{r.Published.Source} ({r.Published.Note})" : r.Published.Source]))]));
        return new ReportSection("Side by side", [.. blocks]);
    }

    private static ReportSection Single(Characterization result, int index)
    {
        var device = result.Devices[index];
        var cells = result.Cells.Where(c => c.Device == device.Id).Select(c => c.Cycle).ToArray();
        var estimated = device.Parameters.Count(p => p.Status == "estimated");
        // A file of one's own may have any name; ids of figures may not.
        var name = "device-" + (index + 1).ToString(CultureInfo.InvariantCulture);
        var blocks = new List<IReportBlock>();
        if (device.Description.Length > 0) blocks.Add(new Paragraph(device.Description));
        blocks.Add(new Note($"{estimated} of {device.Parameters.Count} parameters are estimates without a measurement."));
        blocks.Add(new Figure($"{name}-pulses", $"Potentiation and depression of {device.Id}",
            cells.Length == 0 ? "The mean response; this device has neither noise nor spread."
                : $"The mean response, and {cells.Length} cell{(cells.Length == 1 ? "" : "s")} drawn from the spread of the device with the noise of every pulse.",
            CharacterizeFigures.Pulses(device, cells), CharacterizeTables.Curve([device], result.Cells), Command));
        blocks.Add(new Figure($"{name}-steps", $"Change per pulse of {device.Id} against its state",
            "Where the two curves cross, up and down pulses cancel: the symmetry point. Bands are one standard deviation of a single pulse.",
            CharacterizeFigures.Steps(device), CharacterizeTables.Steps([device]), Command));
        blocks.Add(new Table("Parameters and where they come from.", [new("parameter"), new("value", true), new("status"), new("source")],
            [.. device.Parameters.Select(p => new TableRow([p.Path, p.Text, p.Status, p.Source]))]));
        return new ReportSection(device.Id, [.. blocks]);
    }

    private static string Number(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "–";
}
