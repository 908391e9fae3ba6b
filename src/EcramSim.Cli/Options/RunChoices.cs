using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Options;

/// <summary>What a person chose with <see cref="RunOptions"/>.</summary>
internal sealed record RunChoices(
    string? Out, bool Force, RunRecord? Stored, IReadOnlyList<string> SettingTexts, IReadOnlyList<string> ModelFolders,
    IReadOnlyList<ulong> Seeds, int Threads, bool Quiet, bool Json)
{
    /// <summary>The values changed by <c>--set</c>.</summary>
    internal IReadOnlyList<Setting> Settings { get; } = [.. SettingTexts.Select(Setting.Parse)];

    /// <summary>The documents of a stored run first, then the folders of one's own, then those that ship with the program.</summary>
    internal ModelLibrary Library() => new([.. ModelFolders, ModelLibrary.ShippedFolder("models")], Stored?.Models);

    /// <summary>Refuses a <c>--set</c> that nothing in this run looks at.</summary>
    internal void CheckSettings(ModelLibrary library)
    {
        foreach (var setting in Settings)
        {
            var word = setting.Kind.ToString().ToLowerInvariant();
            if (!library.Used.Keys.Any(key => key.StartsWith(word, StringComparison.Ordinal)))
                throw new InputException($"--set {word}.{setting.Path}: this run reads no {word} file");
        }
    }

    /// <summary>Their part of the configuration in <c>run.json</c>: what decides numbers, and nothing else.</summary>
    internal void AddTo(JsonObject configuration)
    {
        configuration["seed"] = Seeds[0];
        configuration["seeds"] = Seeds.Count;
        configuration["set"] = new JsonArray([.. SettingTexts.Select(s => (JsonNode)s)]);
    }
}
