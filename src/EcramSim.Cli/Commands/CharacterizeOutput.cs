using System.Text.Json.Nodes;
using EcramSim.Cli.Output;
using EcramSim.Studies.Characterize;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Cli.Commands;

/// <summary>What <c>ecram characterize</c> prints at its end.</summary>
internal static class CharacterizeOutput
{
    internal static void WriteText(TextWriter output, Characterization result, string path)
    {
        var table = new TextTable(["", .. result.Devices.Select(d => d.Id)]);
        foreach (var quantity in Quantity.All)
        {
            double?[] values = [.. result.Devices.Select(quantity.Value)];
            // A line that says nothing of any device is left out; the CSV has it.
            if (values.Any(v => v is not null)) table.Add([quantity.Label, .. values.Select(quantity.Show)]);
        }
        table.Write(output);
        if (result.Published.Count > 0)
        {
            output.WriteLine();
            var published = new TextTable("device", "published", "value (SI)", "model / published", "mark", "source");
            foreach (var r in result.Published)
                published.Add(r.Device, r.Published.Quantity, Engineering.Significant(r.Published.Value), r.Ratio is null ? "–" : Engineering.Significant(r.Ratio), r.Published.Mark, r.Published.Source);
            published.Write(output);
        }
        output.WriteLine();
        output.WriteLine($"written to {path}");
    }

    internal static void WriteJson(TextWriter output, Characterization result, string path)
    {
        foreach (var device in result.Devices)
            output.WriteLine(JsonLine.Of([("event", "device"), ("device", device.Id), .. Quantity.All.Select(q => (q.Column, (JsonNode?)q.Value(device)))]));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }
}
