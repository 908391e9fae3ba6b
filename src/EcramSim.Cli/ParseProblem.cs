using System.CommandLine;
using System.CommandLine.Parsing;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli;

/// <summary>What System.CommandLine could not parse, as our one line: what it is, and the nearest valid name.</summary>
internal static class ParseProblem
{
    internal static void ThrowOnFirst(ParseResult parse)
    {
        if (parse.Errors.Count == 0) return;
        var command = parse.CommandResult.Command;
        if (parse.UnmatchedTokens.Count > 0) throw Unmatched(command, parse.UnmatchedTokens[0]);
        var error = parse.Errors[0];
        throw error.SymbolResult switch
        {
            OptionResult option when option.Tokens.Count == 0 =>
                new InputException($"{option.Option.Name}: needs a value ({option.Option.HelpName ?? "VALUE"}): {option.Option.Description}"),
            OptionResult option when option.IdentifierTokenCount > 1 =>
                new InputException($"{option.Option.Name}: stands there {option.IdentifierTokenCount} times; once is enough"),
            CommandResult when command.Subcommands.Count > 0 =>
                new InputException($"{PathOf(command)}: needs a command (valid: {string.Join(", ", command.Subcommands.Select(c => c.Name))})"),
            ArgumentResult { Tokens.Count: 0 } argument =>
                new InputException($"{PathOf(command)}: needs {argument.Argument.Name}: {argument.Argument.Description}"),
            _ => new InputException(error.Message),
        };
    }

    /// <summary>An option that the command does not have.</summary>
    internal static InputException UnknownOption(Command command, string token)
    {
        var name = token.Split('=')[0];
        return InputException.UnknownName(PathOf(command), "option", name, Names(command));
    }

    private static InputException Unmatched(Command command, string token) =>
        token.StartsWith('-') ? UnknownOption(command, token)
        : command.Subcommands.Count > 0 ? InputException.UnknownName(PathOf(command), "command", token, command.Subcommands.Select(c => c.Name))
        : new InputException($"{PathOf(command)}: '{token}' is one value too many");

    private static IEnumerable<string> Names(Command command) => command.Options.Where(o => !o.Hidden).Select(o => o.Name).Append("--help").Distinct();

    private static string PathOf(Symbol command)
    {
        var names = new Stack<string>();
        for (Symbol? s = command; s is not null; s = s.Parents.OfType<Command>().FirstOrDefault()) names.Push(s is RootCommand ? "ecram" : s.Name);
        return string.Join(' ', names);
    }
}
