using System.Text.Json.Nodes;
using EcramSim.Crossbar.Programming;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.Layers;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Infer;

/// <summary>What <c>ecram infer</c> is asked: a trained network in cells, and what time does to it.</summary>
public sealed record InferPlan
{
    /// <summary>Most intervals of <see cref="Recalibrate"/> until the last time.</summary>
    public const int MostRefreshes = 10_000;

    /// <summary>Devices and baselines: ids or paths.</summary>
    public IReadOnlyList<string> Devices { get; init; } = ["lixwo3-lipon"];

    /// <summary>Other hardware for layers, "layer=device" each, as in <see cref="Evaluate.EvaluationPlan.LayerDevices"/>.</summary>
    public IReadOnlyList<string> LayerDevices { get; init; } = [];

    /// <summary>Id or path of the network.</summary>
    public string Network { get; init; } = "digits-mlp";

    /// <summary>Name or folder of the data set; null takes the network's.</summary>
    public string? Data { get; init; }

    /// <summary>Id or path of the array file.</summary>
    public string Array { get; init; } = "cmos-65";

    /// <summary>How weights of the model become weights of the cells (a name of <see cref="WeightScaling"/>); null is "fit", and for a training in the array that of the device file.</summary>
    public string? Scaling { get; init; }

    /// <summary>The scaling of weights that come from elsewhere.</summary>
    internal WeightScaling Scale => Scaling is { } scaling ? WeightScaling.Of(scaling) : WeightScaling.Fit;

    /// <summary>Whether weights outside the window take its edge instead of being an error.</summary>
    public bool Clip { get; init; }

    /// <summary>Train on the first so many images only; null takes all.</summary>
    public int? First { get; init; }

    /// <summary>Training rule of a training in the array.</summary>
    public string Algorithm { get; init; } = "sgd";

    /// <summary>Null takes the network's.</summary>
    public int? Epochs { get; init; }

    /// <summary>Null takes the network's.</summary>
    public int? Batch { get; init; }

    /// <summary>Null takes the device's, or else the network's.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Times at which the network is asked, as a person wrote them, with units.</summary>
    public IReadOnlyList<string> After { get; init; } = ["0s", "1s", "1h", "1d", "1month", "1y"];

    /// <summary>Temperature with unit; null takes that of the device file.</summary>
    public string? Temperature { get; init; }

    /// <summary>A safetensors file with the weights; null without.</summary>
    public string? Weights { get; init; }

    /// <summary>The folder of a finished <c>ecram train</c> whose weights are taken; null without.</summary>
    public string? Run { get; init; }

    /// <summary>Whether the weights are trained in the array by its own cells instead of being written into it.</summary>
    public bool TrainedInArray { get; init; }

    /// <summary>Pulses and verification; null writes the weights exactly, but for the programming error that the array file names.</summary>
    public WriteVerify? How { get; init; } = WriteVerify.Default;

    /// <summary>Names of <see cref="Learning.Inference.DriftCompensation"/>.</summary>
    public IReadOnlyList<string> Compensation { get; init; } = ["none", "global", "per-column"];

    /// <summary>Known inputs per layer for corrections.</summary>
    public int CalibrationVectors { get; init; } = 128;

    /// <summary>Interval with unit after which the weights are written again; null never.</summary>
    public string? Recalibrate { get; init; }

    /// <summary>Names of <see cref="Ranges"/>: those of the array file, derived once at the first time, or at every time anew.</summary>
    public static IReadOnlyList<string> WaysOfRanges { get; } = ["file", "first", "each-time"];

    /// <summary>Where ranges of converters come from, one of <see cref="WaysOfRanges"/>.</summary>
    public string Ranges { get; init; } = "file";

    /// <summary>How often the test set is read at each time.</summary>
    public int Reads { get; init; } = 3;

    /// <summary>First seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of seeds.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>The seeds.</summary>
    public IReadOnlyList<ulong> AllSeeds => [.. Enumerable.Range(0, Seeds).Select(i => Seed + (ulong)i)];

    /// <summary>The times, s, ascending and each once.</summary>
    public IReadOnlyList<double> Times => [.. After.Select(t => Seconds("--after", t, Interval.NotNegative)).Distinct().Order()];

    /// <summary>The interval of rewriting, s; null without.</summary>
    public double? RefreshInterval => Recalibrate is null ? null : Seconds("--recalibrate", Recalibrate, Interval.Positive);

    /// <summary>The plan as it stands in <c>run.json</c>.</summary>
    public JsonObject ToConfiguration()
    {
        JsonArray Several(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
        var json = new JsonObject
        {
            ["devices"] = Several(Devices.Select(ModelLibrary.IdOf)),
            ["network"] = ModelLibrary.IdOf(Network),
            ["data"] = Data,
            ["array"] = ModelLibrary.IdOf(Array),
            ["scaling"] = Scaling,
            ["clip"] = Clip,
            ["first"] = First,
            ["algorithm"] = Algorithm,
            ["epochs"] = Epochs,
            ["batch"] = Batch,
            ["learning_rate"] = LearningRate,
            ["after"] = Several(After),
            ["temperature"] = Temperature,
            ["weights"] = Weights,
            ["run"] = Run,
            ["trained_in_array"] = TrainedInArray,
            ["programming"] = How is null ? "exact" : "write-verify",
        };
        if (How is not null)
        {
            json["tolerance"] = How.Tolerance;
            json["budget"] = How.Budget;
            json["verify_noise"] = How.ReadNoise;
            json["burst"] = How.Burst;
        }
        json["compensation"] = Several(Compensation);
        json["calibration_vectors"] = CalibrationVectors;
        json["recalibrate"] = Recalibrate;
        // What is not chosen does not stand there, so that older runs keep their identity.
        if (Ranges != "file") json["ranges"] = Ranges;
        if (LayerDevices.Count > 0) json["layer_devices"] = EvaluationPlan.LayerDevicesById(LayerDevices);
        json["reads"] = Reads;
        json["seed"] = Seed;
        json["seeds"] = Seeds;
        return json;
    }

    /// <summary>A duration with its unit, in s.</summary>
    /// <exception cref="InputException">No number, no unit of time, or outside the range.</exception>
    public static double Seconds(string option, string text, Interval allowed)
    {
        if (!Units.TryParse(text, Dimension.Second, out var value, out var problem)) throw new InputException($"{option}: {problem}; units are s, min, h, d, month (30 d), y (365 d)");
        return allowed.Contains(value) ? value : throw new InputException($"{option}: value {text} is outside the allowed range {allowed} s");
    }
}
