using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Lists and sheets of what ships.</summary>
public sealed class ListTests
{
    [Theory]
    [InlineData("materials list", "lixcoo2", "lipon")]
    [InlineData("devices list", "float32", "lixwo3-lipon")]
    [InlineData("networks list", "digits-mlp")]
    [InlineData("datasets list", "digits")]
    public void Lists_have_aligned_columns(string command, params string[] ids)
    {
        var run = Ecram.Run(Path.GetTempPath(), command.Split(' '));
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.All(ids, id => Assert.Contains(lines, l => l.StartsWith(id + " ", StringComparison.Ordinal)));
        Assert.All(Ecram.Run(Path.GetTempPath(), [.. command.Split(' '), "--json"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.NotNull(JsonNode.Parse(l)!["id"]));
    }

    [Fact]
    public void A_material_shows_every_parameter_with_status_and_source()
    {
        var run = Ecram.Run(Path.GetTempPath(), "materials", "show", "lixcoo2");
        Assert.Equal(0, run.ExitCode);
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "materials", "lixcoo2.json")))!;
        var density = file["site_density"]!;
        Assert.Contains(run.Output.ReplaceLineEndings("\n").Split('\n'), l => l.StartsWith("site_density ", StringComparison.Ordinal)
            && l.Contains(density["value"]!.GetValue<string>(), StringComparison.Ordinal) && l.Contains(density["status"]!.GetValue<string>(), StringComparison.Ordinal)
            && l.EndsWith(density["source"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public void Models_of_ones_own_come_first()
    {
        using var folder = new TemporaryFolder();
        var shipped = File.ReadAllText(Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "materials", "lixwo3.json"));
        folder.Write("models/materials/my-host.json", shipped);
        var run = Ecram.Run(folder.Path, "materials", "list", "--models", "models");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("my-host", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, Ecram.Run(folder.Path, "materials", "show", "models/materials/my-host.json").ExitCode);
    }
}
