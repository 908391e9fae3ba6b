using System.CommandLine;
using EcramSim.Cli.Options;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram materials list|show</c>.</summary>
internal static class MaterialsCommand
{
    internal static Command Create() => new ExplainedCommand("materials", "Insertion hosts and electrolytes: what there is, and where each number comes from.",
        "ecram materials list", "ecram materials show lixcoo2")
    {
        List(), Show(),
    };

    private static ExplainedCommand List()
    {
        var options = new ListOptions();
        var command = new ExplainedCommand("list", "All hosts and electrolytes, one line each.", "ecram materials list", "ecram materials list --models ./my-models");
        options.AddTo(command);
        command.SetAction(parse => MaterialsTable.Write(Console.Out, options.Library(parse), options.Json(parse)));
        return command;
    }

    private static ExplainedCommand Show()
    {
        var options = new ListOptions();
        var id = ModelArgument.Material("MATERIAL", "Id of a host or electrolyte, or path of its file.");
        var command = new ExplainedCommand("show", "Every parameter of a material with unit, status and source; its open-circuit voltage.", "ecram materials show lixwo3", "ecram materials show ./my-host.json")
        {
            id,
        };
        options.AddTo(command);
        command.SetAction(parse => MaterialSheet.Write(Console.Out, options.Library(parse), parse.GetRequiredValue(id), options.Json(parse)));
        return command;
    }
}
