using System.Text.RegularExpressions;
using EcramSim.Tests.Reference;

namespace TorchSharp.Embedded.Tests;

/// <summary>The public list of the package, taken apart into types and members.</summary>
internal sealed partial class ApiList
{
    internal HashSet<string> Texts { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, string> Heads { get; } = new(StringComparer.Ordinal);

    internal List<ApiLine> Members { get; } = [];

    internal ApiList()
    {
        var file = Path.Combine(ReferenceData.RepositoryRoot, "tests", "Reference", "data", "api", "torchsharp-public-api.txt");
        var lines = File.ReadAllLines(file).Where(l => !l.StartsWith('#')).ToList();
        foreach (var line in lines)
        {
            var head = Head().Match(line);
            if (head.Success) Heads[head.Groups[1].Value] = head.Value;
        }
        foreach (var line in lines.Where(l => !Head().IsMatch(l)))
        {
            Texts.Add(line);
            if (Split(line) is { } split) Members.Add(split);
        }
    }

    [GeneratedRegex(@"^([^(\[]+?) : \[[^\]]*\]")]
    private static partial Regex Head();

    [GeneratedRegex(@"^(this|\w+)")]
    private static partial Regex Word();

    /// <summary>The longest known type that the line begins with owns the member that follows.</summary>
    private ApiLine? Split(string line)
    {
        var depth = 0;
        var points = new List<int>();
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '<') depth++;
            else if (c == '>') depth--;
            else if (depth == 0 && c is '(' or ' ' or '[' && depth == 0) break;
            else if (c == '.' && depth == 0) points.Add(i);
        }
        points.Reverse();
        foreach (var p in points)
            if (Heads.ContainsKey(line[..p])) return new ApiLine(line[..p], Word().Match(line[(p + 1)..]).Value, line);
        return null;
    }

    /// <summary>The parameter list of a line without default values, empty for properties and fields.</summary>
    internal static string ParametersOf(ApiLine line)
    {
        var text = line.Text[(line.Type.Length + 1)..];
        var open = line.Member == "this" ? text.IndexOf('[') : text.IndexOf('(');
        if (open < 0 || (line.Member != "this" && text.IndexOf(" -> ", StringComparison.Ordinal) is var arrow && arrow >= 0 && arrow < open)) return "";
        var depth = 0;
        var end = open;
        for (; end < text.Length; end++)
        {
            if (text[end] is '(' or '[') depth++;
            if (text[end] is ')' or ']' && --depth == 0) break;
        }
        return Default().Replace(text[open..end], "");
    }

    [GeneratedRegex(@" = TorchSharp\.[\w.]+")]
    private static partial Regex Default();

    /// <summary>The package's own types that a text names, generic ones by their number of arguments.</summary>
    internal static IEnumerable<string> TypesIn(string text)
    {
        foreach (Match m in TypeName().Matches(text))
        {
            var name = m.Value;
            var at = m.Index + m.Length;
            while (at < text.Length && text[at] == '<')
            {
                name += "`" + Arguments(text, ref at);
                var more = Continued().Match(text, at);
                if (!more.Success) break;
                name += more.Value;
                at += more.Length;
            }
            yield return name;
        }
    }

    /// <summary>A type name with its generic arguments counted, as <see cref="TypesIn"/> yields it.</summary>
    internal static string Key(string type) => TypesIn(type).First();

    private static int Arguments(string text, ref int at)
    {
        int depth = 0, count = 1;
        for (; ; at++)
        {
            if (text[at] is '<' or '(') depth++;
            else if (text[at] is '>' or ')')
            {
                if (--depth == 0) break;
            }
            else if (text[at] == ',' && depth == 1) count++;
        }
        at++;
        return count;
    }

    [GeneratedRegex(@"TorchSharp\.[\w.]+")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\G\.[\w.]+")]
    private static partial Regex Continued();
}
