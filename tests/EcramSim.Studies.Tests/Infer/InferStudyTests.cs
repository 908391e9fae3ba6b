using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Infer;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Tests.Infer;

public sealed class InferStudyTests
{
    // A cell of the library whose electrolyte does not leak at all, one that leaks, an update law, and floating-point weights, on noisy converters.
    private static readonly InferPlan Small = new() { Devices = ["ideal", "wo3-x-ysz", "tio2-x-ysz", "tang-2018"], Epochs = 2, First = 300, Seeds = 2, Seed = 5, Reads = 2, After = ["0s", "1h", "1y"] };

    private static InferStudy.Prepared Prepare(InferPlan plan) => InferStudy.Prepare(plan, ModelLibrary.Shipped(), [], null);

    private static InferStudy Run(InferPlan plan, int threads = 2) => InferStudy.Run(Prepare(plan), threads);

    [Fact]
    public void Without_leakage_accuracy_stays_bit_for_bit_with_leakage_it_falls_and_what_is_unknown_is_not_told()
    {
        var study = Run(Small);
        Assert.Equal(4 * 2 * 3 * 3 * 2, study.Rows.Count);
        foreach (var array in study.Rows.GroupBy(r => (r.Device, r.Compensation, r.Seed, r.Read)))
        {
            var accuracies = array.Select(r => r.Accuracy).ToArray();
            switch (array.Key.Device)
            {
                case "tang-2018":
                    Assert.NotNull(accuracies[0]);
                    Assert.All(accuracies.Skip(1), Assert.Null);
                    break;
                case "tio2-x-ysz":
                    if (array.Key.Compensation == "none") Assert.True(accuracies[2] < accuracies[0] - 0.3);
                    break;
                default:
                    Assert.All(accuracies, a => Assert.Equal(accuracies[0], a));
                    Assert.All(array, r => Assert.Equal(0, r.Error!.Drift));
                    break;
            }
        }
        Assert.Equal(["baseline", "none", "reference-cell", "unknown"], study.Input.Hardware.Select(h => RetentionKind.Of(h).Name));
        Assert.StartsWith("tang-2018: known by its update law alone", Assert.Single(study.Input.Remarks), StringComparison.Ordinal);
        // An hour of drift towards one weight is affine, nearly.
        double Mean(string compensation, double after) => study.Summary.Single(r => r.Device == "tio2-x-ysz" && r.Compensation == compensation && r.After == after).Accuracy!.Mean;
        Assert.True(Mean("per-column", 3600) > Mean("none", 3600));
        Assert.All(study.Programming, p => Assert.True(p.Programming.Result.Yield > 0.99));
    }

    // Within a month the weights have moved so far that outputs lie many times beyond what came by at first: ranges that follow keep what a correction can use.
    [Fact]
    public void Ranges_of_converters_can_follow_the_cells()
    {
        var plan = Small with { Devices = ["hxwo3-psg"], Seeds = 2, Seed = 1, Reads = 1, After = ["0s", "1month"], Compensation = ["none", "per-column"] };
        InferRow[] first = [.. Run(plan with { Ranges = "first" }).Rows], each = [.. Run(plan with { Ranges = "each-time" }).Rows];
        Assert.Equal(first.Where(r => r.After == 0), each.Where(r => r.After == 0));
        double Late(InferRow[] rows) => rows.Where(r => r.After > 0 && r.Compensation == "per-column").Average(r => r.Accuracy!.Value);
        Assert.True(Late(each) > Late(first) + 0.1, $"{Late(each)}, {Late(first)}");
        // A hundred images are read for it, at the first time or at each.
        foreach (var r in first.Where(r => r.Compensation == "none")) Assert.Equal(r.After > 0 ? 0 : 100 * r.PerImage.Time!.Value, r.Correction.Time!.Value, 1e-12);
        foreach (var r in each.Where(r => r.Compensation == "none")) Assert.Equal(100 * r.PerImage.Time!.Value, r.Correction.Time!.Value, 1e-12);
        // The cells are the same.
        Assert.Equal(first.Select(r => r.Error), each.Select(r => r.Error));
    }

    // A cell that leaks and whose readings are noisy beside one that does neither, whichever of the two is the device of the run and which the exception; ranges of converters
    // follow each layer's own cells.
    [Theory]
    [InlineData("file", false)]
    [InlineData("each-time", false)]
    [InlineData("file", true)]
    public void Layers_are_held_by_the_cells_that_are_named_for_them(string ranges, bool trained)
    {
        var plan = Small with { Seeds = 1, Reads = 1, After = ["0s", "1month"], Ranges = ranges, TrainedInArray = trained, LearningRate = 0.1 };
        InferStudy On(string device, params string[] layers) => InferStudy.Run(InferStudy.Prepare(plan with { Devices = [device], LayerDevices = layers }, WithNoisyReading("noisy", "hxwo3-psg"), [], null), 2);
        var (one, other) = (On("noisy", "layer2=wo3-x-ysz"), On("wo3-x-ysz", "layer1=noisy"));
        Assert.Equal(one.Rows.Select(r => r with { Device = "" }), other.Rows.Select(r => r with { Device = "" }));
        Assert.Equal(one.Layers.Select(l => l with { Device = "" }), other.Layers.Select(l => l with { Device = "" }));
        foreach (var layer in one.Layers.Where(l => l.After > 0)) Assert.Equal(layer.Error.Layer == "layer1", layer.Error.Drift > 0);
        Assert.NotEqual(one.Rows.Select(r => r.Accuracy), On("hxwo3-psg", "layer2=wo3-x-ysz").Rows.Select(r => r.Accuracy));
        // All layers by a pattern are the device itself.
        Assert.Equal(On("noisy").Rows, On("ideal", "layer*=noisy").Rows.Select(r => r with { Device = "noisy" }));
        // A digital layer has no cells.
        Assert.Equal(["layer1", "layer1"], On("noisy", "layer2=float32").Layers.Select(l => l.Error.Layer));
    }

    private static ModelLibrary WithNoisyReading(string id, string device)
    {
        var folder = ModelLibrary.ShippedFolder("models");
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "devices", device + ".json")))!.AsObject();
        JsonObject Estimated(JsonNode value) => new() { ["value"] = value, ["status"] = "estimated", ["source"] = "test" };
        document["read"] = new JsonObject { ["voltage"] = Estimated("0.1 V"), ["integration_time"] = Estimated("1 us"), ["flicker"] = Estimated(0.01) };
        return new ModelLibrary([folder], new Dictionary<string, JsonObject> { ["devices/" + id] = document });
    }

    [Fact]
    public void What_is_unknown_of_one_layer_is_unknown_of_the_network()
    {
        var study = Run(Small with { Devices = ["hxwo3-psg"], LayerDevices = ["layer2=tang-2018"], Seeds = 1, Reads = 1, After = ["0s", "1h"], Compensation = ["none"] });
        Assert.Equal([true, false], study.Rows.Select(r => r.Accuracy is not null));
        Assert.StartsWith("tang-2018: known by its update law alone", Assert.Single(study.Input.Remarks), StringComparison.Ordinal);
        Assert.Contains("\nhxwo3-psg,unknown,", InferTables.Summary(study), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("each", "cmos-65", false, "--ranges: unknown way of ranges 'each'; did you mean 'each-time'?")]
    [InlineData("first", "cmos-65", true, "--ranges first: derives ranges for weights that are written into the array")]
    public void Ranges_that_cannot_be_derived_are_told(string ranges, string array, bool trained, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Prepare(Small with { Ranges = ranges, Array = array, TrainedInArray = trained })).Message, StringComparison.Ordinal);

    [Fact]
    public void Neither_threads_nor_other_times_nor_other_corrections_change_a_row()
    {
        var plan = Small with { Devices = ["tio2-x-ysz"], Compensation = ["none", "per-column"], After = ["0s", "10min", "1h"], Reads = 1 };
        var (one, two) = (Run(plan, 1), Run(plan, 2));
        Assert.Equal(InferTables.Results(one), InferTables.Results(two));
        Assert.Equal(InferTables.Layers(one), InferTables.Layers(two));
        Assert.Equal(InferPage.Render(one), InferPage.Render(two));
        var alone = Run(plan with { Compensation = ["per-column"], After = ["3600 s", "0 s"] });
        foreach (var row in alone.Rows)
        {
            var same = one.Rows.Single(r => (r.Compensation, r.Seed, r.After, r.Read) == (row.Compensation, row.Seed, row.After, row.Read));
            // One long wait and two short ones differ by rounding of the weights.
            Assert.Equal(row.Error!.Drift, same.Error!.Drift, 1e-5);
            if (row.After == 0) Assert.Equal(row, same with { Error = row.Error });
        }
    }

    [Fact]
    public void Rewriting_keeps_the_weights_and_costs_energy_and_time()
    {
        var plan = Small with { Devices = ["tio2-x-ysz"], Compensation = ["none"], Seeds = 1, Reads = 1, After = ["0s", "1h"] };
        var (left, rewritten) = (Run(plan).Rows[^1], Run(plan with { Recalibrate = "30min" }).Rows[^1]);
        Assert.Equal((0, 2), (left.Refreshes, rewritten.Refreshes));
        // The second rewriting falls on the reading.
        Assert.True(rewritten.Error!.RootMeanSquare < 0.01 && left.Error!.RootMeanSquare > 0.02);
        Assert.True(rewritten.Refresh.Energy > 0 && rewritten.Refresh.Time > 0 && left.Refresh.Energy == 0);
    }

    [Fact]
    public void The_cell_is_compiled_at_the_temperature_of_the_run()
    {
        var (cold, warm) = (Prepare(Small with { Devices = ["lixcoo2-lipon", "tang-2018"], Temperature = "300 K" }), Prepare(Small with { Devices = ["lixcoo2-lipon"], Temperature = "57 C" }));
        Assert.Equal(300, cold.Hardware[0].Device!.Stack!.Temperature);
        Assert.Equal(330.15, warm.Hardware[0].Device!.Stack!.Temperature);
        var leakage = warm.Hardware[0].Device!.Stack!.Electrolyte.Material.ElectronicConductivity;
        var ratio = warm.Hardware[0].Device!.Evolution!.Drift!.Rate[128] / cold.Hardware[0].Device!.Evolution!.Drift!.Rate[128];
        Assert.Equal(Math.Exp(leakage.ActivationEnergy / 8.617333e-5 * (1 / 300.0 - 1 / 330.15)), ratio, 0.1 * ratio);
        Assert.Contains(cold.Remarks, r => r.StartsWith("tang-2018: --temperature does not act", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_trained_in_the_array_are_those_that_age()
    {
        var study = Run(Small with { Devices = ["tio2-x-ysz"], TrainedInArray = true, Compensation = ["none"], Seeds = 1, Reads = 1, After = ["0s", "1h"] });
        Assert.Empty(study.Programming);
        Assert.All(study.Layers.Where(l => l.After == 0), l => Assert.Equal(0, l.Error.RootMeanSquare));
        Assert.All(study.Layers.Where(l => l.After == 3600), l => Assert.True(l.Error.Drift > 1e-3 && l.Error.Drift == l.Error.RootMeanSquare));
        Assert.True(study.Rows[0].Accuracy > 0.5);
    }

    [Fact]
    public void Weights_outside_the_window_are_refused_with_layer_and_fraction_unless_they_are_clipped()
    {
        var plan = Small with { Devices = ["wo3-x-ysz"], Scaling = "none", Compensation = ["none"], Seeds = 1, Reads = 1, After = ["0s"] };
        var prepared = Prepare(plan);
        using var scope = TorchSharp.torch.NewDisposeScope();
        var model = prepared.Network.Build(1);
        // Uniform in ±1/√36 in the second layer; times 12 that is ±2, of which 1 − 1.25/2 lie beyond ±1.25.
        using (TorchSharp.torch.no_grad()) model.state_dict()["layer2.weight"].mul_(12);
        var given = new Dictionary<ulong, WeightsFile> { [5] = new("large.safetensors", Learning.Exchange.SafeTensors.Bytes(model.state_dict())) };
        var error = Assert.Throws<InputException>(() => InferStudy.Run(prepared with { Given = given }, 1));
        Assert.Matches(@"^wo3-x-ysz: large\.safetensors: tile 'tile/layer2': 3\d\.\d\d ?% of the weights lie outside the window", error.Message);
        Assert.Single(InferStudy.Run(prepared with { Given = given, Plan = prepared.Plan with { Clip = true, How = null } }, 1).Rows);
    }

    [Fact]
    public void A_file_of_weights_stands_in_the_record_and_comes_back_from_it()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "w.safetensors");
            File.WriteAllBytes(path, [1, 2, 3, 4]);
            var first = WeightsFile.Read(path, null);
            var stored = new RunRecord("infer", [], [], new Dictionary<string, JsonObject> { [first.Key] = first.Document }, []);
            File.Delete(path);
            Assert.Equal([1, 2, 3, 4], WeightsFile.Read(path, stored).Bytes);
            // One too large to be stored is known by its checksum.
            var sum = first.Document;
            sum.Remove("base64");
            var summed = new RunRecord("infer", [], [], new Dictionary<string, JsonObject> { [first.Key] = sum }, []);
            File.WriteAllBytes(path, [1, 2, 3, 4]);
            Assert.Equal([1, 2, 3, 4], WeightsFile.Read(path, summed).Bytes);
            File.WriteAllBytes(path, [1, 2, 3, 5]);
            Assert.Contains("is not the file of the stored run", Assert.Throws<InputException>(() => WeightsFile.Read(path, summed)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
