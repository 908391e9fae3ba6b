using System.CommandLine;
using System.Globalization;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram datasets list</c>.</summary>
internal static class DatasetsCommand
{
    internal static Command Create() => new ExplainedCommand("datasets", "Image sets to train on, and where they are looked for.", "ecram datasets list") { List() };

    private static ExplainedCommand List()
    {
        var options = new ListOptions();
        var command = new ExplainedCommand("list", "All data sets, one line each.", "ecram datasets list", "ECRAM_DATA=~/data ecram datasets list");
        options.AddTo(command);
        command.SetAction(parse => List(Console.Out, options.Json(parse)));
        return command;
    }

    private static void List(TextWriter output, bool json)
    {
        var table = new TextTable("data set", "training", "test", "pixels", "classes", "state");
        foreach (var name in ImageDataset.Names)
        {
            ImageDataset? data = null;
            var state = "ready";
            try
            {
                data = ImageDataset.Load(name);
            }
            // A data set that is not installed is an answer here, not an error.
            catch (InputException e)
            {
                state = e.Message;
            }
            if (json)
                output.WriteLine(JsonLine.Of(("id", name), ("ready", data is not null), ("training", data?.Train.Count), ("test", data?.Test.Count),
                    ("height", data?.Train.Height), ("width", data?.Train.Width), ("classes", data?.Train.Classes), ("state", state)));
            table.Add(name, Text(data?.Train.Count), Text(data?.Test.Count), data is null ? "–" : $"{data.Train.Height}x{data.Train.Width}", Text(data?.Train.Classes), state);
        }
        if (!json) table.Write(output);
    }

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
