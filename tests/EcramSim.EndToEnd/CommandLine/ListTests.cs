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
        Assert.All(Ecram.RunHere(Path.GetTempPath(), [.. command.Split(' '), "--json"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.NotNull(JsonNode.Parse(l)!["id"]));
    }

    [Fact]
    public void A_network_shows_layers_tiles_cells_parameters_and_energy()
    {
        var lines = Ecram.RunHere(Path.GetTempPath(), "networks", "show", "digits-mlp", "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToArray();
        Assert.Equal(["layer", "layer", "matrix", "matrix", "network"], lines.Select(l => l["event"]!.GetValue<string>()));
        Assert.Equal((36, 64, 1), (lines[2]["outputs"]!.GetValue<int>(), lines[2]["inputs"]!.GetValue<int>(), lines[2]["reads_per_sample"]!.GetValue<int>()));
        var total = lines[^1];
        Assert.Equal((2710, 2664, 2, 2664), (total["parameters"]!.GetValue<int>(), total["weights_on_tiles"]!.GetValue<int>(), total["tiles"]!.GetValue<int>(), total["cells"]!.GetValue<int>()));
        Assert.InRange(total["energy_per_inference_J"]!.GetValue<double>(), 1e-12, 1e-6);
        Assert.True(total["energy_per_step_J"]!.GetValue<double>() > total["energy_per_inference_J"]!.GetValue<double>());
        var text = Ecram.Run(Path.GetTempPath(), "networks", "show", "digits-mlp", "--array", "default");
        Assert.Equal((0, ""), (text.ExitCode, text.Error));
        Assert.Contains("2710 parameters, 2664 of them weights on 2 tiles of default with 2664 cells, 100.0 % used", text.Output, StringComparison.Ordinal);
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
        var run = Ecram.RunHere(folder.Path, "materials", "list", "--models", "models");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("my-host", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, Ecram.RunHere(folder.Path, "materials", "show", "models/materials/my-host.json").ExitCode);
    }
}
