using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests;

/// <summary>What is other in single layers: "layers" of an array file.</summary>
public sealed class LayerArrayTests
{
    [Fact]
    public void Keys_of_a_layer_take_the_place_of_those_of_the_file()
    {
        var file = Read("""{ "layer1": { "adc_bound": { "value": 3, "status": "fitted", "source": "here" } }, "conv*": { "adc_bits": { "value": 5, "status": "set", "source": "here" }, "noise_management": false, "tiles": { "outputs": { "value": 8, "status": "set", "source": "here" }, "inputs": { "value": 16, "status": "set", "source": "here" }, "accumulation": "digital" } } }""");
        var whole = ArrayFile.Read(ModelLibrary.Shipped(), "default");
        Assert.Equal(["layer1", "conv*"], file.Options.Layers.Select(l => l.Pattern));
        Assert.Equal(whole.Options with { AdcBound = 3, Layers = [] }, file.Options.Of("layer1"), Same);
        Assert.Equal(whole.Options with { AdcBits = 5, NoiseManagement = new Unscaled(), Tiles = file.Options.Of("conv7").Tiles }, file.Options.Of("conv7"), Same);
        Assert.Equal((8, 16), (file.Options.Of("conv7").Tiles!.Outputs, file.Options.Of("conv7").Tiles!.Inputs));
        Assert.Equal(whole.Options, file.Options.Of("layer12"), Same);
        // The parameters of the file once, and those that the layers state.
        string[] stated = [.. file.Parameters.Select(p => p.Path).Except(whole.Parameters.Select(p => p.Path))];
        Assert.Equal(["layers.layer1.adc_bound", "layers.conv*.adc_bits", "layers.conv*.tiles.outputs", "layers.conv*.tiles.inputs"], stated);
        Assert.Equal(whole.Parameters.Count + 4, file.Parameters.Count);
    }

    [Fact]
    public void Stages_of_a_layer_are_listed_whole()
    {
        var file = Read("""{ "fc": { "input_stages": [], "output_stages": [{ "law": "integrator", "limit": { "value": 2, "status": "set", "source": "here" } }] } }""", "offset-ramp");
        Assert.Empty(file.Options.Of("fc").Stages!.Inputs);
        Assert.Single(file.Options.Of("fc").Stages!.Outputs);
        Assert.Equal(file.Options.Stages!.Placement, file.Options.Of("fc").Stages!.Placement);
        Assert.NotEmpty(file.Options.Of("other").Stages!.Inputs);
    }

    [Fact]
    public void A_setting_reaches_into_a_layer()
    {
        var file = Read("""{ "a": { "adc_bound": { "value": 3, "status": "fitted", "source": "here" } } }""", settings: [Setting.Parse("array.layers.a.adc_bound=4"), Setting.Parse("array.adc_bits=7")]);
        Assert.Equal((4.0, 7), (file.Options.Of("a").AdcBound!.Value, file.Options.Of("a").AdcBits!.Value));
    }

    [Theory]
    [InlineData("[]", "layers: must be an object of objects by name")]
    [InlineData("""{ "a": 3 }""", "'a' must be an object")]
    [InlineData("""{ "a": {} }""", "'a' must be an object")]
    [InlineData("""{ "a": { "adc_bond": 3 } }""", "layers.a: unknown key 'adc_bond'; did you mean 'adc_bound'?")]
    [InlineData("""{ "a": { "title": "x" } }""", "layers.a: unknown key 'title'")]
    [InlineData("""{ "a": { "layers": { } } }""", "layers.a: unknown key 'layers'")]
    [InlineData("""{ "a": { "adc_bound": { "value": -3, "status": "fitted", "source": "here" } } }""", "layers.a.adc_bound: value -3 is outside the allowed range")]
    [InlineData("""{ "a": { "tiles": { "outputs": { "value": 8, "status": "set", "source": "here" }, "inputs": { "value": 16, "status": "set", "source": "here" }, "accumulation": "digital", "row": 1 } } }""", "layers.a.tiles: unknown key 'row'")]
    public void What_is_wrong_is_told_with_its_place(string layers, string message)
    {
        var error = Assert.Throws<InputException>(() => Read(layers));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("array.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_a_layer_is_told()
    {
        var options = Read("""{ "layer3": { "noise_management": false } }""").Options;
        options.CheckLayers(["layer1", "layer2", "layer3"]);
        Assert.Contains("array.json: layers: unknown layer 'layer3'; did you mean 'layer1'? (valid: layer1, layer2)", Assert.Throws<InputException>(() => options.CheckLayers(["layer1", "layer2"])).Message, StringComparison.Ordinal);
    }

    private static bool Same(ArrayOptions a, ArrayOptions b) => a with { Layers = [], Technology = null } == b with { Layers = [], Technology = null };

    private static ArrayFile Read(string layers, string array = "default", IReadOnlyList<Setting>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("layers");
        try
        {
            var json = File.ReadAllText(Path.Combine(ModelLibrary.ShippedFolder("models"), "arrays", $"{array}.json")).TrimEnd()[..^1];
            var path = Path.Combine(folder.FullName, "array.json");
            File.WriteAllText(path, $"{json}, \"layers\": {layers} }}");
            return ArrayFile.Read(ModelLibrary.Shipped(), path, settings);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
