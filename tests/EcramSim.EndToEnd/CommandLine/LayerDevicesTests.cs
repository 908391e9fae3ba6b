using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary><c>--layer-devices</c> of <c>ecram train</c>, <c>ecram evaluate</c> and <c>ecram infer</c>.</summary>
public sealed class LayerDevicesTests
{
    private static readonly string[] Short = ["--epochs", "1", "--first", "20", "--seeds", "1", "--quiet"];

    [Fact]
    public void Layers_have_the_devices_that_are_named_for_them()
    {
        using var folder = new TemporaryFolder();
        string Results(string name, params string[] options)
        {
            var run = Ecram.RunHere(folder.Path, ["train", .. options, .. Short, "--out", name]);
            Assert.True(run.ExitCode == 0, run.Error);
            return File.ReadAllText(Path.Combine(folder.Path, name, "results.csv")).Replace("gokmen-vlasov", "x", StringComparison.Ordinal).Replace("mo-ecram", "x", StringComparison.Ordinal);
        }
        var (idealised, metal) = (Results("idealised", "--device", "gokmen-vlasov", "--lr", "0.5"), Results("metal", "--device", "mo-ecram", "--lr", "0.5"));
        // Both layers by a pattern, or one by its name, the other left to the device: the same bits whatever way they are named.
        Assert.Equal(metal, Results("all", "--device", "gokmen-vlasov", "--lr", "0.5", "--layer-devices", "layer*=mo-ecram"));
        var mixed = Results("mixed", "--device", "gokmen-vlasov", "--lr", "0.5", "--layer-devices", "layer2=mo-ecram");
        Assert.Equal(mixed, Results("crossed", "--device", "mo-ecram", "--lr", "0.5", "--layer-devices", "layer1=gokmen-vlasov"));
        Assert.DoesNotContain(mixed, new[] { idealised, metal });
        // The stored run names them, and has their documents.
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "mixed/run.json")))!;
        Assert.Equal("layer2=mo-ecram", record["configuration"]!["layer_devices"]![0]!.GetValue<string>());
        Assert.NotNull(record["models"]!["devices/mo-ecram"]);
        Assert.Equal(0, Ecram.Run(folder.Path, "train", "--config", "mixed", "--out", "again", "--quiet").ExitCode);
        SameFolders.Check(Path.Combine(folder.Path, "mixed"), Path.Combine(folder.Path, "again"));
    }

    [Fact]
    public void Inference_takes_them_too()
    {
        using var folder = new TemporaryFolder();
        string[] what = ["infer", "--device", "hxwo3-psg", "--layer-devices", "layer2=wo3-x-ysz", "--after", "0s,1d", "--reads", "1", .. Short];
        var run = Ecram.Run(folder.Path, [.. what, "--out", "mixed"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "mixed/run.json")))!;
        Assert.Equal("layer2=wo3-x-ysz", record["configuration"]!["layer_devices"]![0]!.GetValue<string>());
        Assert.NotNull(record["models"]!["devices/wo3-x-ysz"]);
        Assert.Contains("Layer layer2 is held by wo3-x-ysz", File.ReadAllText(Path.Combine(folder.Path, "mixed/report.html")), StringComparison.Ordinal);
        Assert.Equal(0, Ecram.RunHere(folder.Path, "infer", "--config", "mixed", "--out", "again", "--quiet").ExitCode);
        SameFolders.Check(Path.Combine(folder.Path, "mixed"), Path.Combine(folder.Path, "again"));
    }

    [Theory]
    [InlineData("layer2", "'layer2' must have the form LAYER=DEVICE")]
    [InlineData("layer3=mo-ecram", "--layer-devices: unknown layer 'layer3'; did you mean 'layer1'?")]
    [InlineData("layer2=mo-ecran", "unknown device 'mo-ecran'; did you mean 'mo-ecram'?")]
    [InlineData("layer?=float32", "--layer-devices: no layer of digits-mlp is left on tiles")]
    public void What_is_wrong_is_told_by_inference(string given, string words)
    {
        using var folder = new TemporaryFolder();
        Refusal.Check(Ecram.RunHere(folder.Path, ["infer", "--device", "ideal", "--layer-devices", given, .. Short]), words);
        Assert.Empty(folder.Entries);
    }

    [Theory]
    [InlineData("layer2", "ideal", "LAYER=DEVICE", "'layer2'")]
    [InlineData("layer3=mo-ecram", "ideal", "--layer-devices: unknown layer 'layer3'; did you mean 'layer1'?", "layer2")]
    [InlineData("layer2=mo-ecran", "ideal", "unknown device 'mo-ecran'; did you mean 'mo-ecram'?", "")]
    [InlineData("layer2=mo-ecram", "float32", "--layer-devices", "choose --device exact or ideal")]
    public void What_is_wrong_is_told(string given, string device, params string[] words)
    {
        using var folder = new TemporaryFolder();
        Refusal.Check(Ecram.RunHere(folder.Path, ["train", "--device", device, "--layer-devices", given, .. Short]), words);
        Assert.Empty(folder.Entries);
    }
}
