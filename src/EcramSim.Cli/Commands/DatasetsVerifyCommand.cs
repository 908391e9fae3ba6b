using System.CommandLine;
using EcramSim.Cli.Output;
using EcramSim.Learning.Data;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram datasets verify [NAME…]</c>: exit code 0 where everything that is asked for is whole; without names, everything that is there.</summary>
internal static class DatasetsVerifyCommand
{
    internal static Command Create()
    {
        var names = DatasetsCommand.Names("Sets to check; without names, those that are there", ArgumentArity.ZeroOrMore);
        var json = new Option<bool>("--json") { Description = "JSON lines instead of a table. [default: off]" };
        var command = new ExplainedCommand("verify", "Compare the files of data sets with the checksums of their content.", "ecram datasets verify", "ecram datasets verify mnist --json") { names, json };
        command.SetAction(parse => Verify(parse.GetValue(names) ?? [], parse.GetValue(json)));
        return command;
    }

    private static int Verify(string[] names, bool json)
    {
        var sources = names.Length > 0 ? [.. names.Distinct().Select(DatasetSource.Of)] : DatasetSource.All;
        var table = new TextTable("data set", "file", "state", "place");
        var wrong = false;
        foreach (var source in sources)
        {
            var states = new DatasetInstallation(source).Verify();
            wrong |= states.Any(s => s.IsWrong) || (names.Length > 0 && states.Any(s => s.Path is null));
            if (names.Length == 0 && states.All(s => s.Path is null)) continue;
            foreach (var s in states)
            {
                table.Add(source.Name, s.Name, s.State, s.Path ?? "–");
                if (json) Console.Out.WriteLine(JsonLine.Of(("id", source.Name), ("file", s.Name), ("ok", s.Path is not null && !s.IsWrong), ("state", s.State), ("path", s.Path)));
            }
        }
        if (!json) table.Write(Console.Out);
        return wrong ? ExitCode.BadInput : ExitCode.Done;
    }
}
