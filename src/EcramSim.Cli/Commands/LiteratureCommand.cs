using System.CommandLine;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Characterize;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram devices literature</c>: published figures of the whole library beside the model's.</summary>
internal static class LiteratureCommand
{
    internal static Command Create()
    {
        var options = new ListOptions();
        var command = new ExplainedCommand("literature",
            "Every published figure of every device beside the model's, with the ratio or the reason why there is none; a table in Markdown. Accuracies are trained for (three seeds, some seconds).",
            "ecram devices literature", "ecram devices literature > docs/literature.md");
        options.AddTo(command);
        command.SetAction((parse, cancellation) =>
        {
            Run(Console.Out, options.Library(parse), options.Json(parse), cancellation);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Run(TextWriter output, ModelLibrary library, bool json, CancellationToken cancellation)
    {
        var rows = Literature.Of(library.Ids(ModelKind.Device), library, Environment.ProcessorCount, cancellation);
        if (!json)
        {
            output.Write(LiteratureTable.Page(rows));
            return;
        }
        foreach (var r in rows)
            output.WriteLine(JsonLine.Of(("device", r.Device), ("quantity", r.Published.Quantity.Name), ("conditions", r.Published.At.Text), ("bound", r.Published.Bound),
                ("published", r.Published.Value), ("model", Finite(r.Model)), ("ratio", Finite(r.Ratio)), ("mark", r.Published.Mark), ("remark", LiteratureTable.Remark(r)), ("source", r.Published.Source)));
    }

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
