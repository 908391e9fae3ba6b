using EcramSim.Insertion.Models;
using System.Text.Json.Nodes;

namespace EcramSim.Studies.Results;

/// <summary>Which part of the accuracy tables is computed.</summary>
public sealed record ResultsPlan
{
    /// <summary>Names of tasks (<see cref="TableTask.All"/>).</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [.. TableTask.All.Select(t => t.Name)];

    /// <summary>Rows: baselines and ids of devices; those of the project's tables by default.</summary>
    public IReadOnlyList<string> Devices { get; init; } = DefaultDevices;

    /// <summary>Columns: training rules.</summary>
    public IReadOnlyList<string> Rules { get; init; } = DefaultRules;

    /// <summary>Images per step, a table each.</summary>
    public IReadOnlyList<int> Batches { get; init; } = DefaultBatches;

    /// <summary>Whether the cells that other simulators published are trained at their settings too.</summary>
    public bool Peers { get; init; } = true;

    /// <summary>First seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of seeds.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>The rows of the tables.</summary>
    public static IReadOnlyList<string> DefaultDevices { get; } =
        ["float32", "ideal", "gokmen-vlasov", "tang-2018", "mo-ecram", "enode", "hxwo3-psg", "lixwo3-lipon", "lixcoo2-lipon", "tio2-x-ysz", "pedot-pss"];

    /// <summary>The columns of the tables.</summary>
    public static IReadOnlyList<string> DefaultRules { get; } = ["sgd", "tiki-taka", "tiki-taka-v2", "agad", "mixed-precision"];

    /// <summary>The batches of the tables.</summary>
    public static IReadOnlyList<int> DefaultBatches { get; } = [8, 1];

    /// <summary>The seeds.</summary>
    public IReadOnlyList<ulong> AllSeeds => [.. Enumerable.Range(0, Seeds).Select(i => Seed + (ulong)i)];

    /// <summary>The plan as it stands in <c>run.json</c>.</summary>
    public JsonObject ToConfiguration() => new()
    {
        ["devices"] = new JsonArray([.. Devices.Select(d => (JsonNode)ModelLibrary.IdOf(d))]),
        ["data"] = string.Join(',', Tasks),
        ["rules"] = string.Join(';', Rules),
        ["batches"] = string.Join(',', Batches),
        ["peers"] = Peers,
    };
}
