using System.Text.RegularExpressions;

namespace EcramSim.Insertion.Models;

/// <summary>
/// Bad input from a person: a file, a key, a row, a value. The message is one clear line that names where it stands,
/// the value, the allowed range and, for names, the nearest valid one. The command line prints it and ends with exit code 2.
/// </summary>
public sealed partial class InputException : Exception
{
    /// <summary>Creates the error with its one line.</summary>
    public InputException(string message) : base(OneLine(message)) { }

    /// <summary>Creates the error with its one line and the exception that caused it.</summary>
    public InputException(string message, Exception inner) : base(OneLine(message), inner) { }

    /// <summary>An unknown name: says which are valid, and which is nearest.</summary>
    /// <param name="where">File, path or option that holds the name.</param>
    /// <param name="what">What the name should be, such as "device".</param>
    /// <param name="name">The name given.</param>
    /// <param name="valid">The valid names.</param>
    public static InputException UnknownName(string where, string what, string name, IEnumerable<string> valid)
    {
        var names = valid.Order(StringComparer.Ordinal).ToArray();
        var nearest = NearestName.Of(name, names);
        var hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
        var list = names.Length == 0 ? "" : $" (valid: {string.Join(", ", names)})";
        return new InputException($"{where}: unknown {what} '{name}'{hint}{list}");
    }

    private static string OneLine(string message) => Endless().Replace(message.ReplaceLineEndings(" "), match => $"'{match.Value[1..61]}…'");

    // A value as long as a page, quoted: its beginning says which one it is. Paths are shorter.
    [GeneratedRegex("'[^']{300,}'", RegexOptions.None, 1000)]
    private static partial Regex Endless();
}
