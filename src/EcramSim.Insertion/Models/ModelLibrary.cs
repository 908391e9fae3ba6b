using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcramSim.Insertion.Models;

/// <summary>
/// The one place that reads <c>models/</c>: finds a file by id or path, in the folders of one's own first, then in the
/// folder that ships with the program; remembers what it read, so that a result can carry its whole configuration.
/// </summary>
public sealed class ModelLibrary
{
    private readonly IReadOnlyList<string> _folders;
    private readonly IReadOnlyDictionary<string, JsonObject> _documents;
    private readonly SortedDictionary<string, JsonObject> _used = new(StringComparer.Ordinal);

    /// <summary>A library over <paramref name="folders"/> (each laid out as <c>models/</c>), searched in order.</summary>
    /// <param name="folders">Folders with the sub-folders materials, electrolytes, devices, arrays, networks, cells, cases.</param>
    /// <param name="documents">Documents that come before every file, keyed as in <see cref="Used"/>: those of a stored run.</param>
    public ModelLibrary(IEnumerable<string> folders, IReadOnlyDictionary<string, JsonObject>? documents = null)
    {
        _folders = [.. folders];
        _documents = documents ?? new Dictionary<string, JsonObject>();
        foreach (var folder in _folders)
            if (!Directory.Exists(folder)) throw new InputException($"--models: folder '{folder}' does not exist");
    }

    /// <summary>The shipped models, with <paramref name="extra"/> folders before them.</summary>
    public static ModelLibrary Shipped(params string[] extra) => new([.. extra, ShippedFolder("models")]);

    /// <summary>
    /// A folder that ships with the program ("models", "datasets"): beside the program or above it, never relative to the current folder.
    /// </summary>
    public static string ShippedFolder(string name)
    {
        // A file-based program runs from a build folder elsewhere; the host tells where its source lies.
        string?[] starts = [AppContext.BaseDirectory, AppContext.GetData("EntryPointFileDirectoryPath") as string];
        foreach (var start in starts)
            for (var folder = start is null ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = System.IO.Path.Combine(folder.FullName, name);
                if (Directory.Exists(candidate) &&
                    (File.Exists(System.IO.Path.Combine(folder.FullName, "EcramSim.sln")) || folder.FullName.TrimEnd('/', '\\') == AppContext.BaseDirectory.TrimEnd('/', '\\')))
                    return candidate;
            }
        throw new InputException($"the folder '{name}' that ships with the program was not found beside or above {AppContext.BaseDirectory}");
    }

    /// <summary>Every document read so far, with settings applied, keyed "devices/id".</summary>
    public IReadOnlyDictionary<string, JsonObject> Used => _used;

    /// <summary>Ids of all files (and stored documents) of one kind, sorted.</summary>
    public IReadOnlyList<string> Ids(ModelKind kind)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in _folders)
        {
            var path = System.IO.Path.Combine(folder, FolderOf(kind));
            if (!Directory.Exists(path)) continue;
            foreach (var file in Directory.EnumerateFiles(path, "*.json")) ids.Add(System.IO.Path.GetFileNameWithoutExtension(file));
        }
        var prefix = FolderOf(kind) + "/";
        foreach (var key in _documents.Keys)
            if (key.StartsWith(prefix, StringComparison.Ordinal)) ids.Add(key[prefix.Length..]);
        return [.. ids];
    }

    /// <summary>Reads one file by id or path and applies the settings of its kind.</summary>
    /// <exception cref="InputException">No such id or file, or not JSON, or a setting whose key is not there.</exception>
    public ModelNode Load(ModelKind kind, string idOrPath, IReadOnlyList<Setting>? settings = null)
    {
        var key = $"{FolderOf(kind)}/{IdOf(idOrPath)}";
        var (file, json) = _documents.TryGetValue(key, out var stored) ? (key, stored.DeepClone().AsObject()) : Read(kind, idOrPath);
        foreach (var setting in settings ?? [])
            if (setting.Kind == kind) Apply(file, json, setting);
        _used[key] = json;
        return new ModelNode(file, "", json, this, [], kind == ModelKind.Case);
    }

    /// <summary>A switch of a file that is only looked at: the file is not counted as used, and what else stands in it is not checked.</summary>
    /// <param name="kind">Kind of the file.</param>
    /// <param name="id">Its id.</param>
    /// <param name="key">A key of its root.</param>
    /// <param name="otherwise">Where the key is missing or no switch.</param>
    public bool Flag(ModelKind kind, string id, string key, bool otherwise)
    {
        var json = _documents.TryGetValue($"{FolderOf(kind)}/{id}", out var stored) ? stored : Read(kind, id).Json;
        return json[key] is JsonValue value && value.GetValueKind() is (JsonValueKind.True or JsonValueKind.False) ? value.GetValue<bool>() : otherwise;
    }

    /// <summary>A file as it stands, for whoever adds to it; it is not counted as used.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="InputException">It is not there, or not JSON.</exception>
    public static JsonObject Document(string path) => File.Exists(path) ? Parse(path, path) : throw new InputException($"{path}: no such file");

    /// <summary>Where a file lies; null for a document of a stored run.</summary>
    /// <param name="kind">Kind of the file.</param>
    /// <param name="idOrPath">Its id or path.</param>
    public string? PathOf(ModelKind kind, string idOrPath)
    {
        if (IsPath(idOrPath)) return idOrPath;
        if (_documents.ContainsKey($"{FolderOf(kind)}/{idOrPath}")) return null;
        return _folders.Select(f => System.IO.Path.Combine(f, FolderOf(kind), idOrPath + ".json")).FirstOrDefault(File.Exists);
    }

    /// <summary>The id of a file: its name without folder and ending.</summary>
    public static string IdOf(string idOrPath) => IsPath(idOrPath) ? System.IO.Path.GetFileNameWithoutExtension(idOrPath) : idOrPath;

    private static bool IsPath(string text) =>
        text.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || text.Contains('/', StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal);

    private static string FolderOf(ModelKind kind) => kind switch
    {
        ModelKind.Material => "materials",
        ModelKind.Electrolyte => "electrolytes",
        ModelKind.Device => "devices",
        ModelKind.Array => "arrays",
        ModelKind.Cell => "cells",
        ModelKind.Case => "cases",
        _ => "networks",
    };

    private (string File, JsonObject Json) Read(ModelKind kind, string idOrPath)
    {
        string? path = null;
        if (IsPath(idOrPath))
        {
            path = idOrPath;
            if (!File.Exists(path)) throw new InputException($"{path}: no such {kind.ToString().ToLowerInvariant()} file");
        }
        else
        {
            path = PathOf(kind, idOrPath) ?? throw InputException.UnknownName($"models/{FolderOf(kind)}", kind.ToString().ToLowerInvariant(), idOrPath, Ids(kind));
        }
        var shown = IsPath(idOrPath) ? path : $"models/{FolderOf(kind)}/{idOrPath}.json";
        return (shown, Parse(shown, path));
    }

    private static JsonObject Parse(string shown, string path)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow, AllowDuplicateProperties = false };
            var json = JsonNode.Parse(File.ReadAllText(path), documentOptions: options) as JsonObject
                ?? throw new InputException($"{shown}: the file must hold one JSON object");
            return json.DeepClone().AsObject();
        }
        catch (JsonException e) when (e.LineNumber is not null)
        {
            throw new InputException($"{shown}: line {e.LineNumber + 1}: not valid JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InputException($"{shown}: a key stands there twice: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{shown}: cannot be read: {e.Message}", e);
        }
    }

    private static void Apply(string file, JsonObject json, Setting setting)
    {
        var keys = setting.Path.Split('.');
        var here = json;
        for (var i = 0; i < keys.Length; i++)
        {
            if (!here.TryGetPropertyValue(keys[i], out var next))
                throw InputException.UnknownName($"--set {setting.Path}: {file}", "key", keys[i], here.Select(p => p.Key));
            if (i < keys.Length - 1)
            {
                here = next as JsonObject ?? throw new InputException($"--set {setting.Path}: {file}: '{keys[i]}' has no keys inside");
                continue;
            }
            if (next is JsonObject parameter)
            {
                if (!parameter.ContainsKey("value")) throw new InputException($"--set {setting.Path}: {file}: '{keys[i]}' is a group; name one of its keys: {string.Join(", ", parameter.Select(p => p.Key))}");
                parameter["value"] = AsJson(setting.Value);
                parameter["status"] = "set";
                parameter["source"] = "command line";
            }
            else here[keys[i]] = next is JsonValue old && old.GetValueKind() == JsonValueKind.String ? setting.Value : AsJson(setting.Value);
        }
    }

    // "0.5" is a number and "true" a switch; everything else, with its unit, is a text.
    private static JsonValue? AsJson(string text)
    {
        if (text is "true" or "false") return JsonValue.Create(text == "true");
        return double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number) : JsonValue.Create(text);
    }
}
