using System.CommandLine;
using System.Globalization;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram datasets list</c>, <c>ecram datasets get NAME</c>, <c>ecram datasets verify [NAME…]</c></summary>
internal static class DatasetsCommand
{
    internal static Command Create() => new ExplainedCommand("datasets", "Image sets to train on: where they lie, how they come here, whether they are whole.", "ecram datasets list", "ecram datasets get mnist", "ecram datasets verify")
    {
        List(), DatasetsGetCommand.Create(), DatasetsVerifyCommand.Create(),
    };

    /// <summary>One or more names of sets that can be downloaded.</summary>
    internal static Argument<string[]> Names(string description, ArgumentArity arity)
    {
        var names = new Argument<string[]>("NAMES") { Description = $"{description} ({string.Join(", ", DatasetSource.All.Select(s => s.Name))}).", HelpName = "NAME", Arity = arity };
        names.CompletionSources.Add(DatasetSource.All.Select(s => s.Name).ToArray());
        return names;
    }

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
                    ("height", data?.Train.Height), ("width", data?.Train.Width), ("channels", data?.Train.Channels), ("classes", data?.Train.Classes), ("state", state)));
            table.Add(name, Text(data?.Train.Count), Text(data?.Test.Count), data is null ? "–" : $"{data.Train.Height}x{data.Train.Width}{(data.Train.Channels == 1 ? "" : $"x{data.Train.Channels}")}", Text(data?.Train.Classes), state);
        }
        if (!json) table.Write(output);
    }

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
