using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

public class InferTests
{
    private static readonly string[] Short = ["--device", "tio2-x-ysz", "--epochs", "2", "--first", "200", "--seeds", "2", "--reads", "1", "--quiet"];

    [Fact]
    public void Writes_its_files_and_runs_again_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, ["infer", .. Short, "--after", "0s,1h", "--after", "1month", "--temperature", "420K", "--recalibrate", "10 d", "--out", "run"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);
        var path = Path.Combine(folder.Path, "run");
        Assert.Equal(["layers.csv", "programming.csv", "report.html", "results.csv", "run.json", "summary.csv", "timing.json"], Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var summary = File.ReadAllLines(Path.Combine(path, "summary.csv"));
        Assert.Equal(1 + 3 * 3, summary.Length);
        Assert.StartsWith("tio2-x-ysz,reference-cell,420,none,2592000,2,", summary[^3], StringComparison.Ordinal);
        var configuration = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "run.json")))!["configuration"]!;
        Assert.Equal("420K", configuration["temperature"]!.GetValue<string>());
        Assert.Equal(["0s", "1h", "1month"], configuration["after"]!.AsArray().Select(t => t!.GetValue<string>()));
        Assert.Equal(0, Ecram.RunHere(folder.Path, "infer", "--config", "run", "--out", "again", "--quiet").ExitCode);
        SameFolders.Check(path, Path.Combine(folder.Path, "again"));
    }

    [Fact]
    public void Takes_the_weights_of_a_finished_training_and_repeats_without_them()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Ecram.Run(folder.Path, "train", "--device", "float32", "--epochs", "1", "--first", "200", "--out", "trained", "--quiet").ExitCode);
        var run = Ecram.Run(folder.Path, "infer", "--run", "trained", "--device", "ideal", "--seeds", "1", "--after", "0s", "--out", "run", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        // The digital accuracy is the one that the training ended with.
        var trained = File.ReadAllLines(Path.Combine(folder.Path, "trained", "results.csv"))[^1].Split(',')[6];
        Assert.Equal(trained, File.ReadAllLines(Path.Combine(folder.Path, "run", "results.csv"))[^1].Split(',')[6]);
        Refusal.Check(Ecram.RunHere(folder.Path, "infer", "--run", "trained", "--seeds", "2"), "--run", "seed 2", "it trained seed 1");
        Refusal.Check(Ecram.RunHere(folder.Path, "infer", "--run", "trained", "--seeds", "1", "--network", "fashion-mlp", "--data", "digits"), "digits-mlp");
        // Another network is found by the run alone.
        File.WriteAllText(Path.Combine(folder.Path, "small.json"), File.ReadAllText(Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "networks", "digits-mlp.json")).Replace("64-36-10", "64-5-10", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(folder.Path, "own", "networks"));
        File.Move(Path.Combine(folder.Path, "small.json"), Path.Combine(folder.Path, "own", "networks", "small.json"));
        Assert.Equal(0, Ecram.RunHere(folder.Path, "train", "--models", "own", "--network", "small", "--device", "float32", "--epochs", "1", "--first", "200", "--out", "trained-small", "--quiet").ExitCode);
        run = Ecram.RunHere(folder.Path, "infer", "--models", "own", "--run", "trained-small", "--device", "ideal", "--seeds", "1", "--after", "0s", "--out", "run-small", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Directory.Delete(Path.Combine(folder.Path, "trained"), recursive: true);
        Assert.Equal(0, Ecram.RunHere(folder.Path, "infer", "--config", "run", "--out", "again", "--quiet").ExitCode);
        SameFolders.Check(Path.Combine(folder.Path, "run"), Path.Combine(folder.Path, "again"));
    }

    [Theory]
    [InlineData("--after", "0s,1 fortnight", "fortnight", "month (30 d)")]
    [InlineData("--after", "0s,-3h", "-3h", "[0, inf)")]
    [InlineData("--temperature", "100 K", "100 K", "[150, 1500]")]
    [InlineData("--compensation", "none,globl", "globl", "'global'")]
    [InlineData("--weights", "nowhere.safetensors", "nowhere.safetensors", "no such file")]
    [InlineData("--recalibrate", "1us", "1us", "10000")]
    [InlineData("--programming", "exakt", "exakt", "'exact'")]
    [InlineData("--device", "float32", "float32", "digital")]
    [InlineData("--ranges", "each", "'each'", "'each-time'")]
    public void Wrong_values_are_refused(string option, string value, params string[] words)
    {
        using var folder = new TemporaryFolder();
        Refusal.Check(Ecram.RunHere(folder.Path, "infer", $"{option}={value}"), [option == "--device" ? "device" : option, .. words]);
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void The_path_of_a_device_may_hold_a_comma()
    {
        using var folder = new TemporaryFolder();
        folder.Write("films, thin/a,b.json", """{ "kind": "update-law", "title": "No response" }""");
        Refusal.Check(Ecram.RunHere(folder.Path, "infer", "--device", "films, thin/a,b.json"), "films, thin/a,b.json: response", "missing");
        Refusal.Check(Ecram.RunHere(folder.Path, "infer", "--device", "ideal,tio2-x-ysy"), "unknown device 'tio2-x-ysy'");
    }

    [Fact]
    public void Interrupted_it_ends_with_130_and_leaves_no_file()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs SIGINT");
        using var folder = new TemporaryFolder();
        using var process = Ecram.Start(folder.Path, "infer", "--device", "ideal", "--epochs", "1", "--first", "50", "--reads", "10000", "--checkpoint-every", "none", "--out", "never");
        Assert.NotNull(process.StandardError.ReadLine());
        Ecram.Interrupt(process);
        var run = Ecram.Finish(process);
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("ecram infer --device ideal", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Empty(folder.Entries);
    }
}
