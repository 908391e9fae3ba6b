using System.Text.Json.Nodes;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Layers;
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

    /// <summary>How first weights become weights of cells (a name of <see cref="Learning.Layers.WeightScaling"/>); null takes that of the device file, or else "fit".</summary>
    public string? Scaling { get; init; }

    /// <summary>Effects that training reads, as the command line spells them; null: those of the network file.</summary>
    public IReadOnlyList<string>? HardwareAware { get; init; }

    /// <summary>Names of layers that stay digital, with * and ?.</summary>
    public IReadOnlyList<string> DigitalLayers { get; init; } = [];

    /// <summary>Other hardware for layers, "layer=device" each: a name with * and ?, and a baseline, an id or a path. Digital baselines stay digital.</summary>
    public IReadOnlyList<string> LayerDevices { get; init; } = [];

    /// <summary>Whether biases are one more column of cells, driven by the constant 1.</summary>
    public bool AnalogBias { get; init; }

    /// <summary>The first of a learned range of inputs in every layer; null: as the array file manages noise.</summary>
    public double? InputRange { get; init; }

    /// <summary>Whether every output has a digital factor that is learned.</summary>
    public bool LearnsOutputScale { get; init; }

    /// <summary>How the network goes onto tiles.</summary>
    public ConversionChoices Conversion => new(AnalogBias ? 1 : null, InputRange is { } first ? new InputRange(first) : null, LearnsOutputScale, DigitalLayers);

    /// <summary>Keep only the first so many training images; null keeps all.</summary>
    public int? First { get; init; }

    /// <summary>A safetensors file with the weights that every training starts from; null draws them from the seed.</summary>
    public string? Weights { get; init; }

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

    /// <summary>Names of non-idealities that are taken away from every device (<see cref="Ecram.NonIdealities.Removal"/>).</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The seeds.</summary>
    public IReadOnlyList<ulong> AllSeeds => [.. Enumerable.Range(0, Seeds).Select(i => Seed + (ulong)i)];

    /// <summary>Layer and device of one of <see cref="LayerDevices"/>.</summary>
    /// <exception cref="InputException">No '=', or nothing on one side of it.</exception>
    public static (string Layer, string Device) PartsOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 ? (text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new InputException($"--layer-devices: '{text}' must have the form LAYER=DEVICE, such as layer2=lixwo3-lipon");
    }

    /// <summary>Layer devices as they stand in <c>run.json</c>.</summary>
    internal static JsonArray LayerDevicesById(IEnumerable<string> layers) => new([.. layers.Select(PartsOf).Select(l => (JsonNode)$"{l.Layer}={ModelLibrary.IdOf(l.Device)}")]);

    /// <summary>The plan as it stands in <c>run.json</c>; devices and network by id, for their documents stand there too.</summary>
    public JsonObject ToConfiguration()
    {
        var json = new JsonObject
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
        };
        if (Weights is not null) json["weights"] = Weights;
        // What is not chosen does not stand there, so that older runs keep their identity.
        if (HardwareAware is not null) json["hardware_aware"] = new JsonArray([.. HardwareAware.Select(e => (JsonNode)e)]);
        if (DigitalLayers.Count > 0) json["digital_layers"] = new JsonArray([.. DigitalLayers.Select(l => (JsonNode)l)]);
        if (LayerDevices.Count > 0) json["layer_devices"] = LayerDevicesById(LayerDevices);
        if (AnalogBias) json["bias"] = "analog";
        if (InputRange is not null) json["input_range"] = InputRange;
        if (LearnsOutputScale) json["output_scale"] = "learned";
        if (Without.Count > 0) json["without"] = new JsonArray([.. Without.Select(w => (JsonNode)w)]);
        // A single training has no causes to tell apart.
        if (Command == "evaluate") json["causes"] = Causes;
        return json;
    }

    /// <summary>All baselines, the idealised device, then the other devices by id; without those whose files say that they are evaluated by name only.</summary>
    public static IReadOnlyList<string> AllDevices(ModelLibrary library)
    {
        var ids = CellDevice.EvaluatedByDefault(library);
        return [.. Hardware.Baselines.Select(b => b.Name), .. ids.Where(i => i == "gokmen-vlasov"), .. ids.Where(i => i != "gokmen-vlasov")];
    }
}
