using System.Reflection;
using System.Runtime.CompilerServices;
using EcramSim.Tests.Reference;

namespace ScottPlot.Tests.Gallery;

/// <summary>Marks a method that draws one picture of the gallery; what stands in its body is printed beside the picture.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecipeAttribute(string title, string text, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) : Attribute
{
    internal string Title { get; } = title;
    internal string Text { get; } = text;
    internal string File { get; } = file;
    internal int Line { get; } = line;
}

/// <summary>A picture of the gallery: its name, what to see in it, the lines that draw it.</summary>
internal sealed record Recipe(string Id, string Title, string Text, string Source, Func<string> Draw)
{
    internal static string Folder { get; } = Path.Combine(ReferenceData.RepositoryRoot, "docs", "gallery");

    internal static string Page { get; } = Path.Combine(ReferenceData.RepositoryRoot, "docs", "gallery.md");

    /// <summary>All recipes, file by file in the order of <see cref="Order"/> and as they stand in the file.</summary>
    internal static IReadOnlyList<Recipe> All { get; } = [.. Order
        .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Select(m => (Method: m, Mark: m.GetCustomAttribute<RecipeAttribute>())).Where(r => r.Mark is not null)
        .OrderBy(r => Array.IndexOf(Order, r.Method.DeclaringType)).ThenBy(r => r.Mark!.Line)
        .Select(r => new Recipe(Kebab(r.Method.Name), r.Mark!.Title, r.Mark.Text, Body(r.Mark), r.Method.CreateDelegate<Func<string>>()))];

    private static Type[] Order => [typeof(Curves), typeof(Scales), typeof(Bars), typeof(Maps), typeof(Wholes)];

    private static string Kebab(string name) => name.Replace('_', '-').ToLowerInvariant();

    /// <summary>The lines between the braces of the method below the mark, moved to the left edge.</summary>
    private static string Body(RecipeAttribute mark)
    {
        var lines = File.ReadAllLines(mark.File);
        int open = Array.IndexOf(lines, "    {", mark.Line - 1), close = Array.IndexOf(lines, "    }", open);
        return string.Join('\n', lines[(open + 1)..close].Select(l => l.Length > 8 ? l[8..] : ""));
    }
}
