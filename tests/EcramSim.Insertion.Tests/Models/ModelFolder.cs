using EcramSim.Insertion.Models;

namespace EcramSim.Insertion.Tests.Models;

/// <summary>A folder of one's own with one material, made from a shipped one by replacing text; gone after the test.</summary>
internal sealed class ModelFolder : IDisposable
{
    internal const string Name = "mine";

    internal ModelFolder(string? text = null, string kind = "materials")
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, kind));
        File = System.IO.Path.Combine(Path, kind, Name + ".json");
        if (text is not null) System.IO.File.WriteAllText(File, text);
    }

    internal string Path { get; } = Directory.CreateTempSubdirectory("ecramsim-models-").FullName;

    internal string File { get; }

    internal ModelLibrary Library => new([Path]);

    /// <summary>The shipped amorphous tungsten bronze with one text replaced.</summary>
    internal static ModelFolder Changed(string what, string by)
    {
        var text = System.IO.File.ReadAllText(System.IO.Path.Combine(ModelLibrary.ShippedFolder("models"), "materials", "lixwo3.json"));
        Assert.Contains(what, text, StringComparison.Ordinal);
        return new ModelFolder(text.Replace(what, by, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
