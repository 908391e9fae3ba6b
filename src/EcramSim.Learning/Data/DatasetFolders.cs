namespace EcramSim.Learning.Data;

/// <summary>Where the files of a data set are looked for, and where they are put.</summary>
public static class DatasetFolders
{
    /// <summary>Where <c>ecram datasets get</c> puts sets: <c>$ECRAM_DATA</c>, or else <c>ecram/datasets</c> in the person's folder for data (<c>$XDG_DATA_HOME</c> or <c>~/.local/share</c>; on Windows LocalAppData).</summary>
    public static string Cache => Environment.GetEnvironmentVariable("ECRAM_DATA") is { Length: > 0 } own ? own
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "ecram", "datasets");

    /// <summary>The folders in which a set may lie, in the order in which they are looked at; the last one is where Debian's packages put theirs.</summary>
    public static IReadOnlyList<string> Of(string name) => [Path.Combine(Cache, name), $"/usr/share/datasets/{name}"];
}
