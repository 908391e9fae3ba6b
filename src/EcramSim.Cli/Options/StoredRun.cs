using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Options;

/// <summary>
/// <c>--config run.json</c>, or the <c>run.json</c> of an unfinished run that <c>--resume</c> names, as command-line arguments: the stored options that are not given anew. They pass the same checks
/// as if somebody had typed them.
/// </summary>
internal static class StoredRun
{
    /// <summary>The full arguments, or null where no stored run is named.</summary>
    internal static IReadOnlyList<string>? ArgumentsOf(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        if (parse.Action is System.CommandLine.Help.HelpAction or ExampleHelp) return null;
        var resumed = ResumedRun.Of(parse);
        string path;
        if (resumed is not null) path = resumed.Record;
        else if (command.Options.FirstOrDefault(o => o.Name == "--config") is { } option
            && parse.GetResult(option) is System.CommandLine.Parsing.OptionResult { Implicit: false, Tokens.Count: 1 } config) path = config.Tokens[0].Value;
        else return null;
        var stored = RunRecord.Read(path);
        // A command of a group is called by both names.
        string[] names = [.. parse.Tokens.TakeWhile(t => t.Type == System.CommandLine.Parsing.TokenType.Command).Select(t => t.Value)];
        var name = string.Join(' ', names);
        if (stored.Command != name)
            throw new InputException($"{path}: holds a run of 'ecram {stored.Command}', not of 'ecram {name}'");

        var before = new List<string>(names);
        var after = new List<string>();
        foreach (var (key, value) in stored.Configuration)
        {
            if (command.Arguments.FirstOrDefault(a => a.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } argument)
            {
                if (parse.GetResult(argument) is not { Tokens.Count: > 0 }) after.AddRange(Texts(path, key, value));
                continue;
            }
            var known = command.Options.FirstOrDefault(o => Matches(o, key))
                ?? throw InputException.UnknownName($"{path}: configuration", "key", key, 
                    command.Arguments.Select(a => a.Name.ToLowerInvariant()).Concat(command.Options.Select(o => o.Name.TrimStart('-'))));
            // What is set anew comes after what was set then: the last one wins.
            if (known.Name != "--set" && parse.GetResult(known) is System.CommandLine.Parsing.OptionResult { Implicit: false }) continue;
            foreach (var text in Texts(path, key, value)) before.Add($"{known.Name}={text}");
        }
        if (resumed is not null)
        {
            before.Add($"--config={path}");
            before.Add($"--out={resumed.Results}");
            foreach (var text in RunCheckpoints.StoredOptions(resumed.Checkpoints))
                if (parse.GetResult(command.Options.First(o => o.Name == text.Split('=')[0])) is not System.CommandLine.Parsing.OptionResult { Implicit: false }) before.Add(text);
        }
        return [.. before, .. parse.Tokens.SkipWhile(t => t.Type == System.CommandLine.Parsing.TokenType.Command).Select(t => t.Value), .. after];
    }

    private static bool Matches(Option option, string key)
    {
        var name = "--" + key.Replace('_', '-');
        return option.Name == name || option.Aliases.Contains(name);
    }

    private static IEnumerable<string> Texts(string path, string key, JsonNode? value) => value switch
    {
        null => [],
        JsonArray several => several.SelectMany(v => Texts(path, key, v)),
        JsonValue one when one.GetValueKind() == JsonValueKind.String => [one.GetValue<string>()],
        JsonValue one when one.GetValueKind() == JsonValueKind.Number => [one.ToJsonString()],
        JsonValue one when one.GetValueKind() is JsonValueKind.True or JsonValueKind.False => [one.GetValue<bool>().ToString(CultureInfo.InvariantCulture)],
        _ => throw new InputException($"{path}: configuration.{key}: must be a value or a list of values"),
    };
}
