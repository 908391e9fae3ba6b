using System.CommandLine;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli.Options;

/// <summary>Options that take several texts: separated by commas, or the option several times.</summary>
internal static class TextList
{
    /// <summary>A list with a default; every text passes <paramref name="check"/>, which throws what is wrong with it.</summary>
    internal static Option<string[]> Create(string name, string description, string helpName, string otherwise, Action<string> check)
    {
        var option = new Option<string[]>(name)
        {
            Description = $"{description}; separated by commas, or several times.", HelpName = helpName, Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => Split(otherwise), CustomParser = result => [.. result.Tokens.SelectMany(t => Split(t.Value))],
        };
        option.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.SelectMany(t => Split(t.Value)))
                try
                {
                    check(text);
                }
                catch (InputException e)
                {
                    result.AddError(e.Message);
                }
        });
        return option;
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries);
}
