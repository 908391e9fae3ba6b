using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli.Output;

/// <summary>How many of a file's parameters are measured, fitted, estimated.</summary>
internal static class Evidence
{
    internal static readonly string[] Statuses = ["measured", "fitted", "estimated"];

    internal static string[] Counts(IReadOnlyList<ParameterRecord> parameters) =>
        [.. Statuses.Select(s => Of(parameters, s).ToString(CultureInfo.InvariantCulture))];

    internal static int Of(IReadOnlyList<ParameterRecord> parameters, string status) => parameters.Count(p => p.Status == status);

    /// <summary>Every parameter with value, status and source, one line each.</summary>
    internal static void Write(TextWriter output, IReadOnlyList<ParameterRecord> parameters)
    {
        var table = new TextTable("parameter", "value", "status", "source");
        foreach (var p in parameters) table.Add(p.Path, p.Text, p.Status, p.Source);
        table.Write(output);
    }

    /// <summary>The same as JSON lines.</summary>
    internal static void WriteJson(TextWriter output, string id, IReadOnlyList<ParameterRecord> parameters)
    {
        foreach (var p in parameters)
            output.WriteLine(JsonLine.Of(("id", id), ("parameter", p.Path), ("value", p.Text), ("status", p.Status), ("source", p.Source)));
    }
}
