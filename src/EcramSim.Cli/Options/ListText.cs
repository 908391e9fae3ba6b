using System.Globalization;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Cli.Options;

/// <summary>Options that hold several values in one text.</summary>
internal static class ListText
{
    /// <summary>Words between separators; at least one, none twice.</summary>
    internal static IReadOnlyList<string> Words(string option, string text, char separator = ',')
    {
        string[] words = [.. text.Split(separator).Select(w => w.Trim())];
        if (words.FirstOrDefault(w => w.Length == 0) is not null) throw new InputException($"{option}: '{text}' has an empty entry; write a{separator}b{separator}c");
        return words.Distinct(StringComparer.Ordinal).Count() == words.Length ? words : throw new InputException($"{option}: '{text}' names an entry twice");
    }

    /// <summary>Numbers between commas.</summary>
    internal static IReadOnlyList<double> Numbers(string option, string text, Interval allowed) =>
        [.. Words(option, text).Select(w => !double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? throw new InputException($"{option}: '{w}' is not a number")
            : allowed.Contains(value) ? value : throw new InputException($"{option}: value {w} is outside the allowed range {allowed}"))];

    /// <summary>Rules between semicolons, or between commas where none has parameters after a colon.</summary>
    internal static IReadOnlyList<string> Rules(string option, string text) =>
        Words(option, text, text.Contains(';', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal) ? ';' : ',');
}
