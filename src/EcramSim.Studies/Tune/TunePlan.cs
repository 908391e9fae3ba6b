using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Tune;

/// <summary>For which devices and rules learning rates are looked for, and among which values.</summary>
public sealed record TunePlan
{
    /// <summary>Baselines, and ids or paths of devices.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    /// <summary>Training rules; a rule with parameters after a colon keeps them, and none of its other parameters is searched.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = ["sgd"];

    /// <summary>Id or path of the network.</summary>
    public string Network { get; init; } = "digits-mlp";

    /// <summary>Name or folder of the data set; null takes the one that the network file names.</summary>
    public string? Data { get; init; }

    /// <summary>Keep only the first so many training images; null keeps all.</summary>
    public int? First { get; init; }

    /// <summary>Id or path of the array file.</summary>
    public string Array { get; init; } = "default";

    /// <summary>Scalings of first weights to choose from: names of <see cref="Learning.Layers.WeightScaling"/>; a later one must be better to be chosen.</summary>
    public IReadOnlyList<string> Scalings { get; init; } = ["fit"];

    /// <summary>Null takes the network's.</summary>
    public int? Epochs { get; init; }

    /// <summary>Images per step; null takes the network's.</summary>
    public int? Batch { get; init; }

    /// <summary>The learning rates tried first, ascending; the search goes on beyond an end that is the best.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [0.05, 0.1, 0.2, 0.4, 0.7];

    /// <summary>First seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of seeds that a value must be the best of in the mean.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>The seeds.</summary>
    public IReadOnlyList<ulong> AllSeeds => [.. Enumerable.Range(0, Seeds).Select(i => Seed + (ulong)i)];

    /// <summary>The plan as it stands in <c>run.json</c>.</summary>
    public JsonObject ToConfiguration() => new()
    {
        ["devices"] = new JsonArray([.. Devices.Select(d => (JsonNode)ModelLibrary.IdOf(d))]),
        ["algorithm"] = string.Join(';', Algorithms),
        ["network"] = ModelLibrary.IdOf(Network),
        ["data"] = Data,
        ["first"] = First,
        ["array"] = ModelLibrary.IdOf(Array),
        ["scaling"] = string.Join(',', Scalings),
        ["epochs"] = Epochs,
        ["batch"] = Batch,
        ["rates"] = string.Join(',', Rates.Select(r => r.ToString("R", System.Globalization.CultureInfo.InvariantCulture))),
    };
}
