using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcramSim.Studies.Runs;

/// <summary>
/// One text for one JSON value, whatever its spacing, key order or way of writing numbers: keys in ordinal order, no spaces,
/// numbers as the shortest text that reads back to the same double. What an identity is computed from.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical text.</summary>
    public static string Text(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>SHA-256 of the canonical text (UTF-8), 64 lower-case hexadecimal digits.</summary>
    public static string Hash(JsonNode? node) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(node))));

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject json:
                text.Append('{');
                var first = true;
                foreach (var (key, value) in json.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    if (!first) text.Append(',');
                    first = false;
                    text.Append(JsonSerializer.Serialize(key)).Append(':');
                    Append(text, value);
                }
                text.Append('}');
                break;
            case JsonArray array:
                text.Append('[');
                for (var i = 0; i < array.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Append(text, array[i]);
                }
                text.Append(']');
                break;
            default:
                text.Append(node.GetValueKind() == JsonValueKind.Number
                    ? double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)
                    : node.GetValueKind() == JsonValueKind.String ? JsonSerializer.Serialize(node.GetValue<string>()) : node.ToJsonString());
                break;
        }
    }
}
