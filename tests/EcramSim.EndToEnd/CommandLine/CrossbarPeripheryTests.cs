using System.Globalization;
using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary><c>ecram crossbar energy</c>, <c>ecram crossbar program</c>, <c>ecram calibrate</c> as people call them.</summary>
public sealed class CrossbarPeripheryTests
{
    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void TheEnergyOfAStepIsTheSumOfItsCauses()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "crossbar", "energy", "--network", "digits-mlp", "--steps", "20", "--out", "energy", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "energy", "energy.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        var summary = File.ReadAllLines(Path.Combine(folder.Path, "energy", "summary.csv")).Select(l => l.Split(',')).ToArray();
        var total = Array.IndexOf(summary[0], "energy_per_step_J");
        Assert.Equal(["hxwo3-psg", "lixwo3-lipon", "pedot-pss"], summary.Skip(1).Select(s => s[0]));
        foreach (var device in summary.Skip(1))
        {
            var parts = rows.Where(r => r[0] == device[0]).Sum(r => Number(r[3]));
            Assert.Equal(Number(device[total]), parts, 1e-12 * parts);
        }
        // Every figure that is not zero says what it rests on, and every parameter it names has a source.
        var sources = File.ReadAllLines(Path.Combine(folder.Path, "energy", "sources.csv")).Skip(1).Select(l => l.Split(',')[1]).ToHashSet();
        foreach (var row in rows.Where(r => Number(r[3]) != 0))
        {
            var names = string.Join(',', row.Skip(5)).Trim('"').Split("; ");
            Assert.NotEqual("", names[0]);
            Assert.All(names.Where(n => !n.Contains(':', StringComparison.Ordinal)), n => Assert.Contains(n, sources));
        }
        Assert.Equal(0, Ecram.RunHere(folder.Path, "crossbar", "energy", "--config", "energy", "--out", "again", "--quiet").ExitCode);
        SameFolders.Check(Path.Combine(folder.Path, "energy"), Path.Combine(folder.Path, "again"));
    }

    [Fact]
    public void WeightsAreProgrammedAndComeBackInTheFormOfTheInput()
    {
        using var folder = new TemporaryFolder();
        folder.Write("W.csv", "0.5,-0.25\n0.1,0.7\n-0.9,0\n");
        var run = Ecram.Run(folder.Path, "crossbar", "program", "--weights", "W.csv", "--device", "lixwo3-lipon", "--out", "done", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        var held = File.ReadAllLines(Path.Combine(folder.Path, "done", "programmed.csv")).Select(l => l.Split(',').Select(Number).ToArray()).ToArray();
        double[][] wanted = [[0.5, -0.25], [0.1, 0.7], [-0.9, 0]];
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 2; j++) Assert.Equal(wanted[i][j], held[i][j], 0.0101);
        File.Delete(Path.Combine(folder.Path, "W.csv"));
        Assert.Equal(0, Ecram.RunHere(folder.Path, "crossbar", "program", "--config", "done", "--out", "again", "--quiet").ExitCode);
        SameFolders.Check(Path.Combine(folder.Path, "done"), Path.Combine(folder.Path, "again"));
    }

    [Fact]
    public void ACalibratedArrayFileHoldsItsRangesAndTrains()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "calibrate", "offset-ramp", "--device", "lixwo3-lipon", "--epochs", "1", "--images", "20", "--percentile", "max", "--out", "ranges", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "ranges", "array.json")))!;
        var range = file["output_stages"]![3]!["range"]!;
        Assert.Equal("fitted", range["status"]!.GetValue<string>());
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "ranges", "ranges.csv")).Skip(1).Select(l => l.Split(',')).Where(r => r[0].StartsWith("output", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["layer1", "layer2", "layer2 backward"], rows.Select(r => r[1]));
        Assert.Equal(rows.Max(r => Number(r[6])), range["value"]!.GetValue<double>(), 1e-5 * Number(rows[0][6]));
        Assert.Equal(0, Ecram.RunHere(folder.Path, "train", "--device", "lixwo3-lipon", "--array", "ranges/array.json", "--epochs", "1", "--first", "200", "--out", "trained", "--quiet").ExitCode);
        var results = File.ReadAllLines(Path.Combine(folder.Path, "trained", "results.csv"))[1].Split(',');
        var ledger = File.ReadAllLines(Path.Combine(folder.Path, "trained", "ledger.csv")).Skip(1).Select(l => l.Split(',')).Where(r => r[6].Length > 0).ToArray();
        Assert.Equal(Number(results[7]), ledger.Sum(r => Number(r[6])), 1e-9 * Number(results[7]));
        Assert.Equal(Number(results[8]), ledger.Sum(r => Number(r[7])), 1e-9 * Number(results[8]));
    }

    [Fact]
    public void RangesByLayerOfAListOfLayersServeTrainingAndInference()
    {
        using var folder = new TemporaryFolder();
        folder.Write("small.json", """
            { "title": "small", "input": [1, 8, 8], "initialisation": "uniform-fan-in", "data": "digits",
              "layers": [{ "kind": "conv2d", "name": "conv", "channels": 4, "kernel": 3 }, { "kind": "tanh" }, { "kind": "flatten" }, { "kind": "linear", "name": "fc", "outputs": 10 }],
              "training": { "epochs": { "value": 1, "status": "estimated", "source": "test" }, "batch": { "value": 8, "status": "estimated", "source": "test" },
                "learning_rate": { "value": 0.1, "status": "estimated", "source": "test" }, "schedule": { "law": "constant" } } }
            """);
        var run = Ecram.Run(folder.Path, "calibrate", "default", "--network", "small.json", "--images", "25", "--per-layer", "--out", "ranges", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "ranges", "array.json")))!;
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "ranges", "ranges.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        Assert.Equal(["conv", "fc", "fc backward"], rows.Select(r => r[1]));
        // 25 images at 36 places and 4 channels, but for places without light, which are not read; 10 outputs; 144 gradients.
        Assert.InRange(int.Parse(rows[0][2], CultureInfo.InvariantCulture), 1800, 3600);
        Assert.Equal(["250", "3600"], rows.Skip(1).Select(r => r[2]));
        double Of(string layer) => file["layers"]![layer]!["adc_bound"]!["value"]!.GetValue<double>();
        Assert.Equal(Number(rows[0][7]), Of("conv"), 1e-5 * Of("conv"));
        Assert.Equal(Math.Max(Number(rows[1][7]), Number(rows[2][7])), Of("fc"), 1e-5 * Of("fc"));
        Assert.Equal(Math.Max(Of("conv"), Of("fc")), file["adc_bound"]!["value"]!.GetValue<double>());
        Assert.NotEqual(Of("conv"), Of("fc"));
        Assert.All(rows, r => Assert.InRange(Number(r[9]), 0, 0.001));
        Assert.Equal(0, Ecram.RunHere(folder.Path, "calibrate", "--config", "ranges", "--out", "again", "--quiet", "default", "--network", "small.json").ExitCode);
        SameFolders.Check(Path.Combine(folder.Path, "ranges"), Path.Combine(folder.Path, "again"));

        foreach (var command in (string[][])[["train", "--device", "ideal"], ["infer", "--device", "ideal", "--seeds", "1", "--after", "0s", "--reads", "1"]])
        {
            // A range of nearly nothing is seen in the result where a layer has it, and not where the file has it and every layer its own.
            string[] all = [.. command, "--network", "small.json", "--first", "200", "--quiet", "--array", "ranges/array.json"];
            byte[] Results(string name, params string[] settings)
            {
                var done = Ecram.RunHere(folder.Path, [.. all, "--out", name, .. settings]);
                Assert.True(done.ExitCode == 0, done.Error);
                return File.ReadAllBytes(Path.Combine(folder.Path, name, "results.csv"));
            }
            var plain = Results($"{command[0]}-plain");
            Assert.NotEqual(plain, Results($"{command[0]}-narrow", "--set", "array.layers.fc.adc_bound=0.001"));
            if (command[0] == "train") Assert.Equal(plain, Results($"{command[0]}-unused", "--set", "array.adc_bound=0.001"));
        }
        var wrong = Ecram.RunHere(folder.Path, "evaluate", "ideal", "--array", "ranges/array.json", "--quiet");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("ranges/array.json: layers: unknown layer 'conv'", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("by layer already (conv, fc)", Ecram.RunHere(folder.Path, "calibrate", "ranges/array.json").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("W.csv", "crossbar", "program")]
    [InlineData("no such file", "crossbar", "program", "--weights", "none.csv")]
    [InlineData("row 1, column 2", "crossbar", "program", "--weights", "bad.csv")]
    [InlineData("--tolerance", "crossbar", "program", "--weights", "bad.csv", "--tolerance", "-1")]
    [InlineData("cmos-65", "crossbar", "energy", "--array", "cmos-66")]
    [InlineData("technology", "crossbar", "energy", "--array", "default")]
    [InlineData("volts", "crossbar", "energy", "mo-ecram")]
    [InlineData("--steps", "crossbar", "energy", "--steps", "1000000")]
    [InlineData("enlarged", "crossbar", "energy", "--set", "network.layers=65-10")]
    [InlineData("--percentile", "calibrate", "default", "--percentile", "101")]
    [InlineData("range", "calibrate", "default", "--set", "array.adc_bits=none", "--set", "array.adc_bound=none")]
    [InlineData("--images", "calibrate", "default", "--images", "1000000")]
    public void BadInputIsOneLine(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("bad.csv", "0.5,9\n");
        var run = Ecram.RunHere(folder.Path, arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.Trim().Split('\n'));
        if (expected != "W.csv") Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Entries, e => e.StartsWith("runs", StringComparison.Ordinal));
    }
}
