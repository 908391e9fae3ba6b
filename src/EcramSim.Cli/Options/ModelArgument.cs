using System.CommandLine;
using System.CommandLine.Completions;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli.Options;

/// <summary>Arguments and options that name a model: an id or a path, completed in a shell.</summary>
internal static class ModelArgument
{
    /// <summary>Any number of models.</summary>
    internal static Argument<string[]> Several(string name, string one, string description, ModelKind kind, params string[] words)
    {
        var argument = new Argument<string[]>(name) { HelpName = one, Description = description, Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
        argument.Validators.Add(RefuseOptions);
        argument.CompletionSources.Add(context => Ids(context, kind, words));
        return argument;
    }

    /// <summary>Exactly one model.</summary>
    internal static Argument<string> One(string name, string description, ModelKind kind)
    {
        var argument = new Argument<string>(name) { HelpName = name, Description = description };
        argument.Validators.Add(RefuseOptions);
        argument.CompletionSources.Add(context => Ids(context, kind, []));
        return argument;
    }

    /// <summary>Exactly one host or electrolyte.</summary>
    internal static Argument<string> Material(string name, string description)
    {
        var argument = One(name, description, ModelKind.Material);
        argument.CompletionSources.Add(context => Ids(context, ModelKind.Electrolyte));
        return argument;
    }

    /// <summary>Ids of one kind for a shell; nothing where the folders cannot be read.</summary>
    internal static IEnumerable<string> Ids(CompletionContext context, ModelKind kind, params string[] words)
    {
        try
        {
            var folders = context.ParseResult.GetValue<string[]>("--models") ?? [];
            return [.. words, .. ModelLibrary.Shipped(folders).Ids(kind)];
        }
        catch (Exception e) when (e is InputException or ArgumentException or InvalidOperationException)
        {
            return words;
        }
    }

    // An unknown option would otherwise be taken for one more model.
    private static void RefuseOptions(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(t => t.Value.StartsWith('-')) is { } token && result.Parent is System.CommandLine.Parsing.CommandResult command)
            result.AddError(ParseProblem.UnknownOption(command.Command, token.Value).Message);
    }
}
