using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;

namespace EcramSim.Studies.Tests.Tune;

public class ShippedRatesTests
{
    // These make a weight of several cells, which the file of such a device does already: they are refused there.
    private static readonly string[] OfSeveralCells = ["one-sided", "periodic-carry"];

    [Fact]
    public void Every_shipped_device_carries_a_rate_with_evidence_for_every_rule()
    {
        var missing = new List<string>();
        foreach (var path in Directory.GetFiles(Path.Combine(ModelLibrary.ShippedFolder("models"), "devices"), "*.json"))
        {
            var device = ModelLibrary.Document(path);
            var name = Path.GetFileNameWithoutExtension(path);
            JsonNode[] entries = [.. device["learning_rates"]!.AsArray().Where(e => (string?)e!["network"] == "digits-mlp" && (string?)e["data"] == "digits").Select(e => e!)];
            foreach (var rule in TrainingRules.Names.Where(r => device["cells"] is null || !OfSeveralCells.Contains(r)))
            {
                var entry = entries.FirstOrDefault(e => ((string?)e["algorithm"] ?? "sgd") == rule);
                if (entry is null) missing.Add($"{name}: {rule}");
                else Assert.StartsWith("validation accuracy after ", (string?)entry["learning_rate"]!["source"], StringComparison.Ordinal);
            }
            // What a file names is what the program knows.
            Assert.All(entries, e => _ = TrainingRules.Of((string?)e["parameters"] is { Length: > 0 } with ? $"{(string?)e["algorithm"]}:{with}" : (string?)e["algorithm"] ?? "sgd", name));
        }
        Assert.Empty(missing);
    }
}
