using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>What a device file says about where a fitted number comes from.</summary>
/// <param name="Source">File and number of pulses.</param>
/// <param name="Spread">Spread between the measured cells; empty where one was measured.</param>
public sealed record Evidence(string Source, IReadOnlyList<(string Key, double Value)> Spread)
{
    /// <summary>A parameter of a device file.</summary>
    public JsonObject Fitted(double value) => Parameter(JsonValue.Create(value));

    /// <summary>A parameter of any kind.</summary>
    public JsonObject Parameter(JsonNode? value, string status = "fitted") => new() { ["value"] = value, ["status"] = status, ["source"] = Source };

    /// <summary>The section "spread"; null without one.</summary>
    public JsonObject? SpreadSection() => Spread.Count == 0 ? null : new JsonObject(Spread.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)Parameter(JsonValue.Create(s.Value), "measured"))));

    /// <summary>A response section: the law, its entries, and the spread.</summary>
    public JsonObject Response(string law, params (string Key, JsonNode? Value)[] entries)
    {
        var response = new JsonObject { ["law"] = law };
        foreach (var (key, value) in entries) response[key] = value;
        if (SpreadSection() is { } spread) response["spread"] = spread;
        return response;
    }
}
