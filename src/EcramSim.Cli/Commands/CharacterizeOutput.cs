using System.Text.Json.Nodes;
using EcramSim.Cli.Output;
using EcramSim.Studies.Characterize;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Cli.Commands;

/// <summary>What <c>ecram characterize</c> prints at its end.</summary>
internal static class CharacterizeOutput
{
    // More devices than this stand one to a row, with the numbers that are asked for first; the files have all.
    private const int MostColumns = 6;
    private static readonly (string Column, string Heading)[] First =
    [
        ("states_by_step", "states"), ("nonlinearity_up", "label up"), ("nonlinearity_down", "down"), ("asymmetry", "asymmetry"), ("symmetry_point", "sym. point %"),
        ("on_off", "on/off"), ("energy_per_pulse_J", "energy/pulse"), ("write_time_s", "write time"), ("retention_open_s", "10 % lost"), ("disturb_half_up", "V/2"),
    ];

    internal static void WriteText(TextWriter output, Characterization result, string path)
    {
        if (result.Devices.Count > MostColumns)
        {
            WriteRows(output, result, path);
            return;
        }
        var table = new TextTable(["", .. result.Devices.Select(d => d.Id)]);
        foreach (var quantity in Quantity.All)
        {
            double?[] values = [.. result.Behaviours.Select(quantity.Value)];
            // A line that says nothing of any device is left out; the CSV has it.
            if (values.Any(v => v is not null)) table.Add([quantity.Label, .. values.Select(quantity.Show)]);
        }
        table.Write(output);
        if (result.Published.Count > 0)
        {
            output.WriteLine();
            var published = new TextTable("device", "published", "value", "model / published", "mark", "source");
            foreach (var r in result.Published)
                published.Add(r.Device, LiteratureTable.Subject(r), r.Published.Text, LiteratureTable.Ratio(r), r.Published.Mark, r.Published.Source);
            published.Write(output);
        }
        output.WriteLine();
        output.WriteLine($"written to {path}");
    }

    private static void WriteRows(TextWriter output, Characterization result, string path)
    {
        Quantity[] shown = [.. First.Select(f => Quantity.All.Single(q => q.Column == f.Column))];
        var table = new TextTable(["device", .. First.Select(f => f.Heading)]);
        foreach (var b in result.Behaviours) table.Add([b.Device.Id, .. shown.Select(q => q.Show(q.Value(b)))]);
        table.Write(output);
        output.WriteLine();
        output.WriteLine($"all numbers in datasheet.csv and report.html; {result.Published.Count} published figures beside the model's in published.csv");
        output.WriteLine($"written to {path}");
    }

    internal static void WriteJson(TextWriter output, Characterization result, string path)
    {
        foreach (var b in result.Behaviours)
            output.WriteLine(JsonLine.Of([("event", "device"), ("device", b.Device.Id), .. Quantity.All.Select(q => (q.Column, (JsonNode?)q.Value(b)))]));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }
}
