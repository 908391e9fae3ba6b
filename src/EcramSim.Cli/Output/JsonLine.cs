using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcramSim.Cli.Output;

/// <summary>One line of JSON on stdout: what <c>--json</c> prints.</summary>
internal static class JsonLine
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(params (string Key, JsonNode? Value)[] entries) =>
        new JsonObject(entries.Select(e => KeyValuePair.Create(e.Key, e.Value))).ToJsonString(Written);
}
