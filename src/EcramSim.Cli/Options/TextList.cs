using System.CommandLine;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli.Options;

/// <summary>Options that take several texts: separated by commas, or the option several times.</summary>
internal static class TextList
{
    /// <summary>A list with a default; every text passes <paramref name="check"/>, which throws what is wrong with it.</summary>
    /// <param name="name">With two dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="helpName">What a text is.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="check">Throws what is wrong with a text.</param>
    /// <param name="holdsPaths">Whether the path of a file, which may hold commas, is one text.</param>
    internal static Option<string[]> Create(string name, string description, string helpName, string otherwise, Action<string> check, bool holdsPaths = false)
    {
        string[] Split(string text) => holdsPaths && File.Exists(text) ? [text] : text.Split(',', StringSplitOptions.TrimEntries);
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
}
