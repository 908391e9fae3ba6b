using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Infer;

/// <summary>
/// A safetensors file that decides a run. It stands in the run's record as the models do: whole where it is of a usual size, else by its checksum, so that a run
/// again either uses the same bytes or says why not.
/// </summary>
/// <param name="Path">As a person wrote it, for messages.</param>
/// <param name="Bytes">What it holds.</param>
public sealed record WeightsFile(string Path, byte[] Bytes)
{
    private const string Prefix = "weights/";
    private const int LargestStored = 1 << 19;

    /// <summary>Name of the file in which a training leaves its weights: of its only seed, or of one of several.</summary>
    public static string NameOf(ulong seed, bool isOnlyOne) => isOnlyOne ? "weights.safetensors" : FormattableString.Invariant($"weights-seed{seed}.safetensors");

    /// <summary>The key of its document.</summary>
    public string Key => Prefix + System.IO.Path.GetFileName(Path);

    /// <summary>Its document.</summary>
    public JsonObject Document
    {
        get
        {
            var document = new JsonObject { ["sha256"] = Checksum(Bytes) };
            if (Bytes.Length <= LargestStored) document["base64"] = Convert.ToBase64String(Bytes);
            return document;
        }
    }

    /// <summary>Reads a file, or takes it from a stored run.</summary>
    /// <exception cref="InputException">No such file, or not the one of the stored run.</exception>
    public static WeightsFile Read(string path, RunRecord? stored)
    {
        var document = stored?.Models.GetValueOrDefault(Prefix + System.IO.Path.GetFileName(path));
        if (document?["base64"] is JsonValue whole) return new WeightsFile(path, Convert.FromBase64String(whole.ToString()));
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--weights: {path}: {(File.Exists(path) ? "cannot be read" : Directory.Exists(path) ? "is a folder; --run takes that of a finished training" : "no such file")}", e);
        }
        if (document?["sha256"] is JsonValue sum && sum.ToString() != Checksum(bytes))
            throw new InputException($"{path}: is not the file of the stored run: its SHA-256 is {Checksum(bytes)[..8]}…, stored was {sum.ToString()[..Math.Min(8, sum.ToString().Length)]}…");
        return new WeightsFile(path, bytes);
    }

    /// <summary>The network and the data that a finished <c>ecram train</c> had; null where the folder is none, which <see cref="OfRun"/> tells.</summary>
    public static (string Network, string? Data)? TaskOf(string folder)
    {
        if (!File.Exists(System.IO.Path.Combine(folder, RunRecord.FileName))) return null;
        var run = RunRecord.Read(folder);
        return run.Command == "train" && run.Configuration["network"]?.ToString() is { } network ? (network, run.Configuration["data"]?.ToString()) : null;
    }

    /// <summary>The weights that a finished <c>ecram train</c> has left for these seeds.</summary>
    /// <exception cref="InputException">No such run, another command's, of another network, or without one of the seeds.</exception>
    public static IReadOnlyDictionary<ulong, WeightsFile> OfRun(string folder, IReadOnlyList<ulong> seeds, string network, RunRecord? stored)
    {
        string? Stored(ulong seed) => new[] { NameOf(seed, isOnlyOne: false), NameOf(seed, isOnlyOne: true) }.FirstOrDefault(n => stored?.Models.GetValueOrDefault(Prefix + n)?["base64"] is not null);
        if (seeds.All(s => Stored(s) is not null)) return seeds.ToDictionary(s => s, s => Read(System.IO.Path.Combine(folder, Stored(s)!), stored));
        if (!File.Exists(System.IO.Path.Combine(folder, RunRecord.FileName)))
            throw new InputException($"--run: '{folder}' is not the folder of a finished run: it holds no {RunRecord.FileName}");
        var run = RunRecord.Read(folder);
        if (run.Command != "train") throw new InputException($"--run: '{folder}' holds a run of 'ecram {run.Command}', not of 'ecram train'");
        if (run.Configuration["network"]?.ToString() is { } trained && trained != network)
            throw new InputException($"--run: '{folder}' trained the network '{trained}' on '{run.Configuration["data"]}', not '{network}'; add --network {trained} --data {run.Configuration["data"]}");
        var (first, count) = (ulong.Parse(run.Configuration["seed"]!.ToString(), CultureInfo.InvariantCulture), int.Parse(run.Configuration["seeds"]!.ToString(), CultureInfo.InvariantCulture));
        return seeds.ToDictionary(s => s, s => s >= first && s - first < (ulong)count
            ? Read(System.IO.Path.Combine(folder, NameOf(s, count == 1)), stored)
            : throw new InputException($"--run: '{folder}' holds no weights of seed {s}; it trained {(count == 1 ? $"seed {first}" : $"seeds {first} to {first + (ulong)count - 1}")} (--seed, --seeds)"));
    }

    private static string Checksum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
