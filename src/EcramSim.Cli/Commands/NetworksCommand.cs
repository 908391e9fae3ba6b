using System.CommandLine;
using System.Globalization;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Networks;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram networks list | show</c></summary>
internal static class NetworksCommand
{
    internal static Command Create() => new ExplainedCommand("networks", "Neural networks that can be trained, with their training defaults.", "ecram networks list", "ecram networks show lenet-5") { List(), NetworksShowCommand.Create() };

    private static ExplainedCommand List()
    {
        var options = new ListOptions();
        var command = new ExplainedCommand("list", "All networks, one line each.", "ecram networks list");
        options.AddTo(command);
        command.SetAction(parse => List(Console.Out, options.Library(parse), options.Json(parse)));
        return command;
    }

    private static void List(TextWriter output, ModelLibrary library, bool json)
    {
        var table = new TextTable("network", "layers", "activation", "data", "epochs", "batch", "learning rate", "title");
        foreach (var id in library.Ids(ModelKind.Network))
        {
            var n = Network.Read(library, id);
            var activation = n.Structure is null ? n.ActivationName : null;
            if (json)
                output.WriteLine(JsonLine.Of(("id", id), ("layers", n.Shape), ("activation", activation), ("data", n.DataName), ("epochs", n.Training.Epochs),
                    ("batch", n.Training.Batch), ("learning_rate", n.Training.LearningRate), ("title", n.Title)));
            table.Add(id, n.Shape, activation ?? "–", n.DataName, n.Training.Epochs.ToString(CultureInfo.InvariantCulture),
                n.Training.Batch.ToString(CultureInfo.InvariantCulture), n.Training.LearningRate.ToString("R", CultureInfo.InvariantCulture), n.Title);
        }
        if (!json) table.Write(output);
    }
}
