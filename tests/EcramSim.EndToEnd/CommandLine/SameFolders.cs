namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Two folders with the same files of the same bytes; wall-clock may differ.</summary>
internal static class SameFolders
{
    internal static void Check(string first, string second)
    {
        var names = Names(first);
        Assert.NotEmpty(names);
        Assert.Equal(names, Names(second));
        foreach (var name in names.Where(n => Path.GetFileName(n) != "timing.json"))
            Assert.True(File.ReadAllBytes(Path.Combine(first, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(second, name))), $"{name} differs");
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
}
