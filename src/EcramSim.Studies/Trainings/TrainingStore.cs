using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;

namespace EcramSim.Studies.Trainings;

/// <summary>
/// Finished trainings in a folder, one file each, named by the hash of all that decides them: what was trained once is not trained again, and a study
/// that was interrupted goes on where it stood. Files appear by rename, so several programs may share a folder.
/// </summary>
public sealed class TrainingStore
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;

    /// <summary>A store; the folder is made when the first training ends.</summary>
    /// <exception cref="InputException">The name belongs to a file.</exception>
    public TrainingStore(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (File.Exists(folder)) throw new InputException($"--store: '{folder}' is a file; name a folder");
        _folder = folder;
    }

    /// <summary>The result of a training: from the store, or else trained now and kept. One that diverges is kept as such.</summary>
    /// <param name="setup">Its files.</param>
    /// <param name="plan">The training.</param>
    /// <param name="dataHash">Hash of its images.</param>
    /// <param name="progress">Told while it trains; may be null.</param>
    /// <param name="cancellation">Stops it; nothing is kept then.</param>
    internal StoredTraining Result(TrainingSetup setup, TrainingPlan plan, string dataHash, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var identity = TrainingIdentity.Of(setup, plan, dataHash);
        if (Find(identity) is { } known) return known;
        StoredTraining result;
        try
        {
            result = StoredTraining.Of(Trainer.Run(plan, progress, cancellation));
        }
        catch (ArithmeticException e)
        {
            result = new StoredTraining(null, null, null, null, null, null, e.Message);
        }
        Keep(identity, result);
        return result;
    }

    /// <summary>What is kept of a training; null where it was not trained.</summary>
    /// <exception cref="InputException">A file that is not one of this store.</exception>
    internal StoredTraining? Find(TrainingIdentity identity)
    {
        var path = PathOf(identity);
        if (!File.Exists(path)) return null;
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            if (Runs.CanonicalJson.Text(json["configuration"]) == Runs.CanonicalJson.Text(identity.Configuration)) return StoredTraining.Of(json["result"]!.AsObject());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: is damaged: {e.Message.ReplaceLineEndings(" ")}; remove it, and it is trained again", e);
        }
        throw new InputException($"{path}: holds another training than its name says; remove it, and it is trained again");
    }

    private void Keep(TrainingIdentity identity, StoredTraining result)
    {
        var path = PathOf(identity);
        var temporary = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            Directory.CreateDirectory(_folder);
            File.WriteAllText(temporary, new JsonObject { ["result"] = result.ToJson(), ["configuration"] = identity.Configuration.DeepClone() }.ToJsonString(Written).ReplaceLineEndings("\n") + "\n");
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--store: folder '{_folder}' cannot be written: {e.Message}", e);
        }
    }

    private string PathOf(TrainingIdentity identity) => Path.Combine(_folder, identity.Name + ".json");
}
