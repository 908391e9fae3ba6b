using System.Text.RegularExpressions;
using EcramSim.Tests.Reference;

namespace ScottPlot.Tests.Conformance;

/// <summary>ScottPlot's own public members, read from the list and brought to the form that <see cref="Reflected"/> writes.</summary>
internal sealed partial class ApiList
{
    internal sealed record Member(string Type, string Name, string Signature, string Modifiers, IReadOnlyList<string> ParameterTypes)
    {
        internal bool IsAbstract => Is("abstract");

        internal bool Is(string modifier) => Modifiers.Split(' ').Contains(modifier);
    }

    internal IReadOnlyDictionary<string, string> Kinds { get; }
    internal IReadOnlyDictionary<string, string[]> Bases { get; }
    internal ILookup<string, Member> Members { get; }

    private ApiList(string[] lines)
    {
        var split = lines.Skip(1).Select(l => l.Split(" :: ", 2)).Where(p => p.Length == 2).ToList();
        var types = split.Where(p => p[1].StartsWith('[') && !p[1].StartsWith("[protected]", StringComparison.Ordinal)).ToList();
        Kinds = types.ToDictionary(p => p[0], p => p[1][1..p[1].IndexOf(']')]);
        Bases = types.ToDictionary(p => p[0], p => p[1].Split("] : ", 2) is [_, var b] ? b.Split(", ") : []);
        var values = Kinds.Where(k => k.Value.Contains("struct") || k.Value == "enum").Select(k => k.Key).ToHashSet();
        Members = split.Where(p => !p[1].StartsWith('[') || p[1].StartsWith("[protected]", StringComparison.Ordinal))
            .Select(p => Parse(p[0], p[1], values)).ToLookup(m => m.Type);
    }

    internal static ApiList Read() =>
        new(File.ReadAllLines(ReferenceData.Files("api", "scottplot-public-api.txt")[0]));

    private static Member Parse(string type, string line, HashSet<string> values)
    {
        string modifiers = string.Join(' ', Modifiers().Matches(line).Select(m => m.Groups[1].Value)) + (line.Contains("[obsolete]") ? " obsolete" : "");
        line = line.Replace("[protected] ", "").Replace(" [obsolete]", "").Replace("private set; ", "").Replace("protected set; ", "").Replace("internal set; ", "");
        line = Modifiers().Replace(line, "");
        line = Nullable().Replace(line, m => IsValue(m.Groups[1].Value, values) ? m.Value : m.Groups[1].Value);
        return new(type, NameOf(line), line, modifiers, ParametersOf(line));
    }

    private static bool IsValue(string type, HashSet<string> values) => values.Contains(type)
        || type is "bool" or "byte" or "int" or "uint" or "long" or "float" or "double" or "decimal" or "char" or "System.DateTime" or "System.TimeSpan";

    /// <summary>The word before the parameters, the accessors or the value; for an operator its symbol too.</summary>
    private static string NameOf(string line)
    {
        int end = ParameterStart(line);
        if (end < 0) end = line.IndexOf(" {", StringComparison.Ordinal);
        if (end < 0) end = line.IndexOf(" = ", StringComparison.Ordinal);
        string head = end < 0 ? line : line[..end];
        int op = head.IndexOf("operator ", StringComparison.Ordinal);
        return op >= 0 ? head[op..] : Generics().Replace(head, "").Split(' ')[^1];
    }

    private static string[] ParametersOf(string line)
    {
        int open = ParameterStart(line);
        return open < 0 ? [] : TypeNames().Matches(line[open..]).Select(m => m.Value).Distinct().ToArray();
    }

    /// <summary>The parenthesis that opens the parameters, not one of a tuple before the name.</summary>
    private static int ParameterStart(string line)
    {
        int op = line.IndexOf("operator ", StringComparison.Ordinal);
        if (op >= 0) return line.IndexOf('(', op);
        for (int i = 1; i < line.Length; i++)
            if (line[i] == '(' && (char.IsLetterOrDigit(line[i - 1]) || line[i - 1] == '>')) return i;
        return -1;
    }

    [GeneratedRegex(@"\b(readonly|override|virtual|abstract|sealed|new) ")] private static partial Regex Modifiers();
    [GeneratedRegex(@"([\w.]+(?:<[\w., ?()]*>)?(?:\[[,]*\])*)\?")] private static partial Regex Nullable();
    [GeneratedRegex(@"<[^<>]*>$")] private static partial Regex Generics();
    [GeneratedRegex(@"ScottPlot(\.\w+)+|\bSK\w+|SkiaSharp(\.\w+)+|\bPaint\b")] private static partial Regex TypeNames();
}
