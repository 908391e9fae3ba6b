using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Runs;

/// <summary>
/// Data files of a person that decide a run: they stand in its record as the models do, whole where they are of a usual size, else by
/// their checksum, so that a run again either uses the same bytes or says why not.
/// </summary>
public static class StoredFiles
{
    // Characters.
    private const int LargestStored = 1 << 20;

    /// <summary>The documents for <see cref="RunRecord"/>, keyed <paramref name="prefix"/> and name of the file.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Documents(string prefix, IEnumerable<(string File, string Text)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (file, text) in files)
        {
            var document = new JsonObject { ["sha256"] = Checksum(text) };
            if (text.Length <= LargestStored) document["text"] = text;
            yield return KeyValuePair.Create(prefix + Path.GetFileName(file), document);
        }
    }

    /// <summary>The text of <paramref name="file"/>: from the stored run if it is there, else what <paramref name="read"/> finds.</summary>
    /// <exception cref="InputException">The stored run used another text under that name.</exception>
    public static string Text(RunRecord? stored, string prefix, string file, Func<string, string> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var document = stored?.Models.GetValueOrDefault(prefix + Path.GetFileName(file));
        if (document?["text"] is JsonValue v && v.GetValueKind() == JsonValueKind.String) return v.GetValue<string>();
        var text = read(file);
        if (document?["sha256"] is JsonValue sum && sum.ToString() != Checksum(text))
            throw new InputException($"{file}: is not the file of the stored run: its SHA-256 is {Checksum(text)[..8]}…, stored was {sum.ToString()[..Math.Min(8, sum.ToString().Length)]}…");
        return text;
    }

    private static string Checksum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
