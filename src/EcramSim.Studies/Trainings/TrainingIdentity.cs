using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Trainings;

/// <summary>What decides the outcome of one training, as one JSON object, and its hash: equal identities give equal results.</summary>
internal sealed record TrainingIdentity(JsonObject Configuration)
{
    // Words and evidence decide no number; what a file recommends stands in the plan once it is used.
    private static readonly string[] Words = ["title", "description", "reference", "source", "status", "published", "learning_rates", "default_evaluation"];

    /// <summary>64 hexadecimal digits.</summary>
    internal string Key { get; } = CanonicalJson.Hash(Configuration);

    /// <summary>Its first 16 digits: what files and tables name a training by.</summary>
    internal string Name => Key[..16];

    /// <param name="setup">The files.</param>
    /// <param name="plan">The training.</param>
    /// <param name="dataHash">Of <see cref="HashOf"/>.</param>
    internal static TrainingIdentity Of(TrainingSetup setup, TrainingPlan plan, string dataHash) => new(new JsonObject
    {
        ["version"] = typeof(TrainingIdentity).Assembly.GetName().Version!.ToString(3),
        ["hardware"] = setup.Hardware.Name,
        ["data"] = dataHash,
        ["algorithm"] = plan.Rule,
        ["learning_rate"] = plan.Rate,
        ["epochs"] = plan.Epochs,
        // Names the law alone: its numbers stand in the network's document, and a law from elsewhere (a comparison at a constant rate) has none.
        ["schedule"] = Catalogue<ILearningRateSchedule>.All.First(law => law.Value == plan.Schedule.GetType()).Key,
        ["batch"] = plan.Batch,
        ["scaling"] = plan.Scale.Name,
        ["clip"] = plan.Clip,
        ["validation"] = plan.ValidationFraction,
        ["seed"] = plan.Seed,
        ["models"] = new JsonObject([.. setup.Models.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Numbers(m.Value)))]),
    });

    /// <summary>SHA-256 over shape, pixels and classes of all images.</summary>
    internal static string HashOf(ImageDataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var images in new[] { data.Train, data.Test })
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([images.Count, images.Height, images.Width, images.Classes]));
            hash.AppendData(MemoryMarshal.AsBytes<float>(images.Features));
            hash.AppendData(MemoryMarshal.AsBytes(images.Labels.AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static JsonNode? Numbers(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject([.. json.Where(p => !Words.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, Numbers(p.Value)))]),
        JsonArray array => new JsonArray([.. array.Select(Numbers)]),
        _ => node?.DeepClone(),
    };
}
