using System.Runtime.CompilerServices;

namespace EcramSim.Tests.Reference;

/// <summary>
/// The reference cases of other codes: <c>tests/Reference/data</c>, plus the folder that the environment
/// variable <c>ECRAM_REFERENCE</c> names. A new file of the same form is tested without new code.
/// </summary>
internal static class ReferenceData
{
    /// <summary>The root of the repository, found from this source file.</summary>
    internal static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "..", ".."));

    /// <summary>All files under <paramref name="folder"/> (such as "insertion/mpet") that match <paramref name="pattern"/>, sorted.</summary>
    internal static IReadOnlyList<string> Files(string folder, string pattern)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var root in Roots())
        {
            var path = Path.Combine(root, folder);
            if (!Directory.Exists(path)) continue;
            foreach (var file in Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)) found.Add(file);
        }
        return [.. found];
    }

    /// <summary>As <see cref="Files"/>, in the form that <c>[MemberData]</c> takes.</summary>
    internal static IEnumerable<object[]> Cases(string folder, string pattern) => Files(folder, pattern).Select(f => new object[] { f });

    private static IEnumerable<string> Roots()
    {
        yield return Path.Combine(RepositoryRoot, "tests", "Reference", "data");
        var extra = Environment.GetEnvironmentVariable("ECRAM_REFERENCE");
        if (!string.IsNullOrEmpty(extra)) yield return extra;
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
