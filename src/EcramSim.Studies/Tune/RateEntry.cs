using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Tune;

/// <summary>A learning rate with its evidence in a device file.</summary>
public static class RateEntry
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of the device file with these rates in the place of older ones for the same network, data set and rule.</summary>
    /// <param name="path">The device file.</param>
    /// <param name="results">What was found for it.</param>
    public static string Merge(string path, IEnumerable<TuneResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var json = ModelLibrary.Document(path);
        var entries = json["learning_rates"] as JsonArray;
        if (entries is null) json["learning_rates"] = entries = [];
        foreach (var result in results)
        {
            var entry = Entry(result);
            var old = entries.OfType<JsonObject>().FirstOrDefault(e => (string?)e["network"] == result.Network && (string?)e["data"] == result.Data && ((string?)e["algorithm"] ?? "sgd") == result.Algorithm);
            if (old is null) entries.Add(entry);
            else entries[entries.IndexOf(old)] = entry;
        }
        return json.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Replaces the device file by <see cref="Merge"/>'s text, by rename.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, IEnumerable<TuneResult> results)
    {
        var text = Merge(path, results);
        try
        {
            File.WriteAllText(path + ".tmp", text);
            File.Move(path + ".tmp", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--write: {path} cannot be written: {e.Message}", e);
        }
    }

    private static JsonObject Entry(TuneResult result)
    {
        var entry = new JsonObject { ["network"] = result.Network, ["data"] = result.Data, ["algorithm"] = result.Algorithm };
        if (result.Best.Parameters.Length > 0) entry["parameters"] = result.Best.Parameters;
        entry["learning_rate"] = new JsonObject { ["value"] = result.Best.Rate, ["status"] = "fitted", ["source"] = result.Evidence };
        return entry;
    }
}
