using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Runs;

/// <summary>
/// What <c>run.json</c> holds: everything that decides the numbers of a run, and nothing that changes from one repetition to the
/// next (no clock, no thread count, no path of the machine). The model documents stand in it whole, so that
/// <c>--config run.json</c> repeats the run to the same bytes even when the files it was started from are gone.
/// </summary>
public sealed class RunRecord
{
    /// <summary>The name of the file in a run's folder.</summary>
    public const string FileName = "run.json";

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Collects a record.</summary>
    /// <param name="command">The command that makes the run, such as "evaluate".</param>
    /// <param name="configuration">The resolved options by name, every default included.</param>
    /// <param name="seeds">The seeds of the run's repetitions.</param>
    /// <param name="models">The model documents it uses, keyed "devices/id": <see cref="ModelLibrary.Used"/>.</param>
    /// <param name="parameters">The parameters read from them; their sources are listed.</param>
    public RunRecord(string command, JsonObject configuration, IReadOnlyList<ulong> seeds,
        IReadOnlyDictionary<string, JsonObject> models, IEnumerable<ParameterRecord> parameters)
    {
        Command = command;
        Configuration = configuration;
        Seeds = seeds;
        Models = models.ToDictionary(m => m.Key, m => m.Value.DeepClone().AsObject(), StringComparer.Ordinal);
        Sources = SourcesOf(parameters);
        Version = typeof(RunRecord).Assembly.GetName().Version!.ToString(3);
    }

    private RunRecord(string command, string version, JsonObject configuration, IReadOnlyDictionary<string, JsonObject> models)
    {
        Command = command;
        Version = version;
        Configuration = configuration;
        Models = models;
        Seeds = [];
        Sources = [];
    }

    /// <summary>The command that made the run.</summary>
    public string Command { get; }
    /// <summary>The version of the program that made it.</summary>
    public string Version { get; }
    /// <summary>The resolved options by name.</summary>
    public JsonObject Configuration { get; }
    /// <summary>The seeds; empty in a record that was read back (the configuration decides).</summary>
    public IReadOnlyList<ulong> Seeds { get; }
    /// <summary>The model documents, keyed "devices/id".</summary>
    public IReadOnlyDictionary<string, JsonObject> Models { get; }
    /// <summary>The sources of the parameters used, sorted; empty in a record that was read back.</summary>
    public JsonArray Sources { get; }

    /// <summary>SHA-256 over command, configuration and models: the stable identity of the run, the same on every machine.</summary>
    public string Identity => CanonicalJson.Hash(new JsonObject
    {
        ["command"] = Command,
        ["configuration"] = Configuration.DeepClone(),
        ["models"] = ModelsJson(),
    });

    /// <summary>The text of <c>run.json</c>, ending in a newline.</summary>
    public string ToJson() => new JsonObject
    {
        ["command"] = Command,
        ["version"] = Version,
        ["identity"] = Identity,
        ["configuration"] = Configuration.DeepClone(),
        ["seeds"] = new JsonArray([.. Seeds.Select(s => (JsonNode)s)]),
        ["platform"] = RunPlatform.Here.ToJson(),
        ["sources"] = Sources.DeepClone(),
        ["models"] = ModelsJson(),
    }.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";

    /// <summary>Reads a stored <c>run.json</c>, to run it again.</summary>
    /// <exception cref="InputException">No such file, not JSON, or a key that is missing or of the wrong kind.</exception>
    public static RunRecord Read(string path)
    {
        if (Directory.Exists(path)) path = Path.Combine(path, FileName);
        if (!File.Exists(path)) throw new InputException($"--config: no such file '{path}'");
        JsonObject json;
        try
        {
            json = JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new InputException($"{path}: the file must hold one JSON object");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: line {e.LineNumber + 1}: not valid JSON", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        var (command, version) = (Text(path, json, "command"), Text(path, json, "version"));
        var models = Key<JsonObject>(path, json, "models").ToDictionary(
            m => m.Key, m => m.Value as JsonObject ?? throw new InputException($"{path}: models.{m.Key}: must be an object"), StringComparer.Ordinal);
        return new RunRecord(command, version, Key<JsonObject>(path, json, "configuration"), models);
    }

    private static T Key<T>(string path, JsonObject json, string key) where T : JsonNode =>
        json[key] as T ?? throw new InputException($"{path}: {key}: is missing or of the wrong kind; is this the run.json of a run?");

    private static string Text(string path, JsonObject json, string key) =>
        json[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>() : throw new InputException($"{path}: {key}: is missing or not a text; is this the run.json of a run?");

    private JsonObject ModelsJson() =>
        new(Models.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value.DeepClone())));

    // By id, not by path: the same file gives the same record wherever it lies.
    private static JsonArray SourcesOf(IEnumerable<ParameterRecord> parameters) =>
        new([.. parameters
            .GroupBy(p => (p.Source, p.Status))
            .OrderBy(g => g.Key.Source, StringComparer.Ordinal).ThenBy(g => g.Key.Status, StringComparer.Ordinal)
            .Select(g => (JsonNode)new JsonObject
            {
                ["source"] = g.Key.Source,
                ["status"] = g.Key.Status,
                ["parameters"] = new JsonArray([.. g.Select(p => $"{Path.GetFileNameWithoutExtension(p.File)}: {p.Path}")
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(p => (JsonNode)p)]),
            })]);
}
