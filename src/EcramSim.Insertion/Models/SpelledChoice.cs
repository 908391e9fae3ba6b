using System.Globalization;
using System.Text.Json.Nodes;

namespace EcramSim.Insertion.Models;

/// <summary>A choice with its parameters in one word of the command line, "weight-noise:sigma=0.05,…", read with the checks of a model file.</summary>
public static class SpelledChoice
{
    /// <summary>The object that a file would hold.</summary>
    /// <param name="option">Name of the option, for messages.</param>
    /// <param name="text">Name, and after a colon key=value, separated by commas; values with their units.</param>
    /// <exception cref="InputException">Not of this form, or a key twice.</exception>
    public static ModelNode Read(string option, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var json = new JsonObject { ["law"] = colon < 0 ? text : text[..colon] };
        foreach (var setting in colon < 0 ? [] : text[(colon + 1)..].Split(','))
        {
            if (setting.Split('=', 2) is not [var left, var right]) throw new InputException($"{option}: '{setting}' of '{text}' is not of the form key=value");
            var (key, value) = (left.Trim(), right.Trim());
            if (json.ContainsKey(key)) throw new InputException($"{option}: '{text}' names {key} twice");
            json[key] = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(value);
        }
        return new ModelNode(option, "", json, new ModelLibrary([]), [], holdsChoices: true);
    }
}
