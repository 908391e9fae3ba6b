using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>What goes in and out of <c>ecram train</c> beside its results: weights, event files, JSON lines.</summary>
public sealed class TrainFilesTests
{
    [Fact]
    public void Weights_go_out_and_in_and_progress_is_told_to_machines()
    {
        using var folder = new TemporaryFolder();
        string[] small = ["--first", "200", "--threads", "1"];
        var first = Ecram.Run(folder.Path, ["train", "--epochs", "10", .. small, "--quiet", "--out", "first"]);
        Assert.True(first.ExitCode == 0, first.Error);
        var second = Ecram.Run(folder.Path, ["train", "--device", "lixwo3-lipon", "--weights", "first/weights.safetensors", "--epochs", "2", .. small, "--json", "--tensorboard", "events", "--out", "second"]);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Empty(second.Error);
        var lines = second.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToArray();
        var progress = lines.Where(l => l["event"]!.GetValue<string>() == "progress").ToArray();
        Assert.NotEmpty(progress);
        Assert.All(progress, l => Assert.Equal(["event", "fraction", "activity", "loss", "validation_accuracy", "images_per_s", "energy_J", "seconds_left"], l.Select(p => p.Key)));
        Assert.Equal("done", lines[^1]["event"]!.GetValue<string>());
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "events", "lixwo3-lipon-seed1")));
        // Trained weights are a better start than drawn ones: ln 10 = 2.3 without.
        Assert.True(double.Parse(File.ReadLines(Path.Combine(folder.Path, "second", "results.csv")).ElementAt(1).Split(',')[4], System.Globalization.CultureInfo.InvariantCulture) < 1.5);
        var run = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "second", "run.json")))!;
        Assert.Equal("first/weights.safetensors", run["configuration"]!["weights"]!.GetValue<string>());
        // Another file under that name is another run.
        File.Copy(Path.Combine(folder.Path, "second", "weights.safetensors"), Path.Combine(folder.Path, "first", "weights.safetensors"), overwrite: true);
        Refusal.Check(Ecram.RunHere(folder.Path, "train", "--config", "second/run.json", "--out", "third"), "--weights: first/weights.safetensors: is not the file of the stored run");
        Refusal.Check(Ecram.RunHere(folder.Path, "train", "--weights", "first/none.safetensors", "--out", "third"), "none.safetensors");
    }
}
