using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;

namespace EcramSim.Studies.Evaluate;

/// <summary>What to compare: devices and baselines on one network and data set, over several seeds.</summary>
public sealed record EvaluationPlan
{
    /// <summary>The command whose run this is: "evaluate" or "train".</summary>
    public string Command { get; init; } = "evaluate";

    /// <summary>Baselines, and ids or paths of devices, in the order of the table; empty stands for all baselines and all devices.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Id or path of the network.</summary>
    public string Network { get; init; } = "digits-mlp";

    /// <summary>Name or folder of the data set; null takes the one that the network file names.</summary>
    public string? Data { get; init; }

    /// <summary>Id or path of the array file: converters, noise and pulse trains of the tiles.</summary>
    public string Array { get; init; } = "default";

    /// <summary>How first weights become weights of cells: "fit" or "none" (a name of <see cref="Learning.Layers.WeightScaling"/>).</summary>
    public string Scaling { get; init; } = "fit";

    /// <summary>Keep only the first so many training images; null keeps all.</summary>
    public int? First { get; init; }

    /// <summary>Training rule.</summary>
    public string Algorithm { get; init; } = "sgd";

    /// <summary>Null takes the network's.</summary>
    public int? Epochs { get; init; }

    /// <summary>Images per step; null takes the network's.</summary>
    public int? Batch { get; init; }

    /// <summary>Null takes the device's, or else the network's.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Whether a learning rate is searched for each device on the validation part (<c>--lr auto</c>); goes before <see cref="LearningRate"/>.</summary>
    public bool SearchLearningRate { get; init; }

    /// <summary>First seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of seeds: Seed, Seed + 1, ….</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Whether each device is trained again with one non-ideality taken away at a time.</summary>
    public bool Causes { get; init; } = true;

    /// <summary>The seeds.</summary>
    public IReadOnlyList<ulong> AllSeeds => [.. Enumerable.Range(0, Seeds).Select(i => Seed + (ulong)i)];

    /// <summary>The plan as it stands in <c>run.json</c>; devices and network by id, for their documents stand there too.</summary>
    public JsonObject ToConfiguration() => new()
    {
        ["devices"] = new JsonArray([.. Devices.Select(d => (JsonNode)ModelLibrary.IdOf(d))]),
        ["network"] = ModelLibrary.IdOf(Network),
        ["data"] = Data,
        ["array"] = ModelLibrary.IdOf(Array),
        ["scaling"] = Scaling,
        ["first"] = First,
        ["algorithm"] = Algorithm,
        ["epochs"] = Epochs,
        ["batch"] = Batch,
        ["learning_rate"] = SearchLearningRate ? "auto" : LearningRate,
        ["seed"] = Seed,
        ["seeds"] = Seeds,
        ["causes"] = Causes,
    };

    /// <summary>Reads the plan of a stored run.</summary>
    /// <param name="command">The command of the stored run.</param>
    /// <param name="json">Its configuration.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="InputException">A key that is missing or of the wrong kind.</exception>
    public static EvaluationPlan FromConfiguration(string command, JsonObject json, string file)
    {
        try
        {
            return new EvaluationPlan
            {
                Command = command,
                Devices = [.. json["devices"]!.AsArray().Select(d => d!.GetValue<string>())],
                Network = json["network"]!.GetValue<string>(),
                Data = json["data"]?.GetValue<string>(),
                Array = json["array"]!.GetValue<string>(),
                Scaling = json["scaling"]!.GetValue<string>(),
                First = json["first"]?.GetValue<int>(),
                Algorithm = json["algorithm"]!.GetValue<string>(),
                Epochs = json["epochs"]?.GetValue<int>(),
                Batch = json["batch"]?.GetValue<int>(),
                LearningRate = json["learning_rate"] is JsonValue rate && rate.GetValueKind() == JsonValueKind.Number ? rate.GetValue<double>() : null,
                SearchLearningRate = json["learning_rate"] is JsonValue word && word.GetValueKind() == JsonValueKind.String && word.GetValue<string>() == "auto",
                Seed = json["seed"]!.GetValue<ulong>(),
                Seeds = json["seeds"]!.GetValue<int>(),
                Causes = json["causes"]!.GetValue<bool>(),
            };
        }
        catch (Exception e) when (e is NullReferenceException or InvalidOperationException or FormatException or OverflowException or JsonException)
        {
            throw new InputException($"{file}: configuration: a key is missing or of the wrong kind; is this the run.json of '{command}'?", e);
        }
    }

    /// <summary>All baselines, the idealised device, then the other devices by id.</summary>
    public static IReadOnlyList<string> AllDevices(ModelLibrary library)
    {
        var ids = library.Ids(ModelKind.Device);
        return [.. Hardware.Baselines.Select(b => b.Name), .. ids.Where(i => i == "gokmen-vlasov"), .. ids.Where(i => i != "gokmen-vlasov")];
    }
}
