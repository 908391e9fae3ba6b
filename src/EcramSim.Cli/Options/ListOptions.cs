using System.CommandLine;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli.Options;

/// <summary>The options of every command that only shows what there is.</summary>
internal sealed record ListOptions
{
    private readonly Option<string[]> _models = new("--models")
    {
        Description = "A folder of your own laid out like models/, searched first; repeatable. [default: none]", HelpName = "DIR", Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [],
    };
    private readonly Option<bool> _json = new("--json") { Description = "JSON lines instead of a table. [default: off]" };

    internal void AddTo(Command command)
    {
        command.Add(_models);
        command.Add(_json);
    }

    internal ModelLibrary Library(ParseResult parse) => ModelLibrary.Shipped(parse.GetRequiredValue(_models));

    internal bool Json(ParseResult parse) => parse.GetValue(_json);
}
