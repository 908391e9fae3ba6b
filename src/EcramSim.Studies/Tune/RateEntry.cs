using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Tune;

/// <summary>A learning rate with its evidence in a device file; that of a baseline in the network's file, where "hardware" takes the place of "network".</summary>
public static class RateEntry
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of the file with these rates in the place of older ones for the same network, data set, number of images and rule.</summary>
    /// <param name="path">The device file, or the network file of a baseline.</param>
    /// <param name="results">What was found for it.</param>
    /// <param name="isBaseline">Whether they belong to a baseline.</param>
    public static string Merge(string path, IEnumerable<TuneResult> results, bool isBaseline = false)
    {
        ArgumentNullException.ThrowIfNull(results);
        var json = ModelLibrary.Document(path);
        var entries = json["learning_rates"] as JsonArray;
        if (entries is null) json["learning_rates"] = entries = [];
        foreach (var result in results)
        {
            var (key, name) = isBaseline ? ("hardware", result.Device) : ("network", result.Network);
            var entry = Entry(result, key, name);
            var old = entries.OfType<JsonObject>().FirstOrDefault(e => (string?)e[key] == name && (string?)e["data"] == result.Data && ((string?)e["algorithm"] ?? "sgd") == result.Algorithm && (int?)e["first"] == result.First);
            if (old is null) entries.Add(entry);
            else entries[entries.IndexOf(old)] = entry;
        }
        return json.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Replaces the file by <see cref="Merge"/>'s text, by rename.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, IEnumerable<TuneResult> results, bool isBaseline = false)
    {
        var text = Merge(path, results, isBaseline);
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

    private static JsonObject Entry(TuneResult result, string key, string name)
    {
        var entry = new JsonObject { [key] = name, ["data"] = result.Data };
        if (result.First is { } first) entry["first"] = first;
        entry["algorithm"] = result.Algorithm;
        if (result.Best.Parameters.Length > 0) entry["parameters"] = result.Best.Parameters;
        if (result.Best.Scaling != "fit") entry["scaling"] = result.Best.Scaling;
        entry["learning_rate"] = new JsonObject { ["value"] = result.Best.Rate, ["status"] = "fitted", ["source"] = result.Evidence };
        return entry;
    }
}
