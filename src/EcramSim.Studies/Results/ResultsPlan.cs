using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
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

    /// <summary>The plan of a document that holds these cells too, which may be older: their tasks, rows, columns, batches and seeds beside those of this plan.</summary>
    public ResultsPlan With(IReadOnlyList<ResultCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var own = cells.Where(c => c.Peer is null).ToArray();
        ulong[] seeds = [.. AllSeeds.Concat(own.SelectMany(c => c.Seeds))];
        string[] devices = [.. Devices.Select(ModelLibrary.IdOf)];
        var columns = Rules.Select(TrainingRules.NameOf).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Tasks = [.. TableTask.All.Select(t => t.Name).Where(t => Tasks.Contains(t) || cells.Any(c => c.Task.Name == t))],
            Devices = InOrder(DefaultDevices, [.. devices, .. own.Select(c => c.Device)]),
            Rules = InOrder(DefaultRules, [.. Rules, .. own.Select(c => TrainingRules.NameOf(c.Rule)).Where(r => !columns.Contains(r))]),
            Batches = InOrder(DefaultBatches, [.. Batches, .. own.Select(c => c.Batch)]),
            Seed = seeds.Min(), Seeds = (int)(seeds.Max() - seeds.Min()) + 1,
        };
    }

    private static IReadOnlyList<T> InOrder<T>(IReadOnlyList<T> order, IReadOnlyList<T> all) => [.. order.Where(all.Contains), .. all.Where(x => !order.Contains(x)).Distinct()];

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
