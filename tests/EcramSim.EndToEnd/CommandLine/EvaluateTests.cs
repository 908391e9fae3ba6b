using System.Globalization;
using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>From material to trained network, in a small size: few images, few epochs.</summary>
public sealed class EvaluateTests
{
    private static readonly string[] Small = ["--epochs", "2", "--first", "100", "--seeds", "2", "--quiet"];

    [Fact]
    public void Equal_seeds_give_equal_bytes_at_one_and_two_threads_and_from_the_stored_run()
    {
        using var folder = new TemporaryFolder();
        // A device of one's own, outside the repository, beside baselines and shipped ones.
        folder.Write("mine/my-device.json", File.ReadAllText(Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "devices", "lixwo3-lipon.json")));
        string[] what = ["evaluate", "./mine/my-device.json", "ideal", "mo-ecram", .. Small];
        var one = Ecram.Run(folder.Path, [.. what, "--threads", "1", "--out", "one"]);
        Assert.True(one.ExitCode == 0, one.Error);
        Assert.Empty(one.Error);
        Assert.Equal(0, Ecram.Run(folder.Path, [.. what, "--threads", "2", "--out", "two"]).ExitCode);
        SameFolders.Check(Path.Combine(folder.Path, "one"), Path.Combine(folder.Path, "two"));

        Directory.Delete(Path.Combine(folder.Path, "mine"), recursive: true);
        var again = Ecram.RunHere(folder.Path, "evaluate", "--config", "one/run.json", "--out", "again", "--quiet");
        Assert.True(again.ExitCode == 0, again.Error);
        SameFolders.Check(Path.Combine(folder.Path, "one"), Path.Combine(folder.Path, "again"));

        // Another seed is another run.
        Assert.Equal(0, Ecram.RunHere(folder.Path, "evaluate", "--config", "one/run.json", "--seed", "11", "--out", "other", "--quiet").ExitCode);
        Assert.NotEqual(File.ReadAllText(Path.Combine(folder.Path, "one", "results.csv")), File.ReadAllText(Path.Combine(folder.Path, "other", "results.csv")));
        Assert.Equal(["again", "one", "other", "two"], folder.Entries.Where(e => !e.Contains('/')));
    }

    [Fact]
    public void Tables_have_the_promised_columns_and_rows()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, ["evaluate", "float32", "lixwo3-lipon", "--causes=false", .. Small, "--out", "run"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var results = File.ReadAllLines(Path.Combine(folder.Path, "run", "results.csv"));
        Assert.Equal("device,algorithm,seed,epoch,train_loss,validation_accuracy,test_accuracy,energy_J,time_s,pulses", results[0]);
        Assert.Equal(1 + 2 * 2 * 2, results.Length);
        // The test set is read once, at the end; a digital baseline has no energy.
        foreach (var cells in results.Skip(1).Select(r => r.Split(',')))
        {
            Assert.Equal(cells[3] == "2", cells[6].Length > 0);
            Assert.Equal(cells[0] != "float32", cells[7].Length > 0);
        }
        var summary = File.ReadAllLines(Path.Combine(folder.Path, "run", "summary.csv"));
        Assert.Equal("device,algorithm,seeds,learning_rate,test_accuracy_mean,test_accuracy_ci95,states_by_step,states_by_noise,nonlinearity_up,nonlinearity_down,asymmetry,symmetry_point,energy_per_pulse_J,energy_J,time_s,scaling", summary[0]);
        Assert.Equal(3, summary.Length);
        // The mean of the file is the mean of the rows.
        var accuracies = results.Skip(1).Select(r => r.Split(',')).Where(c => c[0] == "float32" && c[6].Length > 0).Select(c => double.Parse(c[6], CultureInfo.InvariantCulture));
        Assert.Equal(accuracies.Average(), double.Parse(summary[1].Split(',')[4], CultureInfo.InvariantCulture), 12);
        Assert.Contains("run/timing.json", folder.Entries);
        Assert.Contains("written to ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_takes_all_its_options_and_prints_epochs()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "train", "--device", "tang-2018", "--network", "digits-mlp", "--data", "digits", "--epochs", "2", "--lr", "0.05", "--batch", "4",
            "--algorithm", "sgd", "--first", "100", "--seed", "5", "--out", "run", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"\n +1 +5 +\d", "\n" + run.Output.ReplaceLineEndings("\n").Replace("\n1 ", "\n 1 ", StringComparison.Ordinal));
        var configuration = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "run", "run.json")))!["configuration"]!;
        Assert.Equal(0.05, configuration["learning_rate"]!.GetValue<double>());
        Assert.Equal(4, configuration["batch"]!.GetValue<int>());
        Assert.Equal(0, Ecram.RunHere(folder.Path, "train", "--config", "run", "--out", "again", "--quiet").ExitCode);
        SameFolders.Check(Path.Combine(folder.Path, "run"), Path.Combine(folder.Path, "again"));
    }

    [Fact]
    public void Progress_in_a_pipe_is_plain_lines()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "train", "--device", "float32", "--epochs", "3", "--first", "200", "--out", "run");
        Assert.Equal(0, run.ExitCode);
        Assert.InRange(run.ErrorLines.Length, 1, 12);
        Assert.All(run.ErrorLines, l => Assert.Matches(@"^ *\d+ %  float32, seed 1, epoch \d of 3", l));
        Assert.DoesNotContain('\r', run.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Interrupted_it_ends_with_130_keeps_its_state_and_no_result_and_without_checkpoints_nothing()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs SIGINT");
        using var folder = new TemporaryFolder();
        foreach (var every in new[] { "1 min", "none" })
        {
            using var process = Ecram.Start(folder.Path, "evaluate", "float32", "--epochs", "100000", "--out", "never", "--checkpoint-every", every);
            // The first line of progress: it is training.
            Assert.NotNull(process.StandardError.ReadLine());
            Ecram.Interrupt(process);
            var run = Ecram.Finish(process);
            Assert.Equal(130, run.ExitCode);
            Assert.Contains(every == "none" ? "ecram evaluate float32 --epochs 100000 --out never" : "To go on: ecram evaluate --resume never.checkpoint", run.ErrorLines[^1], StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
            Assert.Empty(run.Output);
            Assert.Equal(every == "none" ? [] : ["never.checkpoint"], folder.Entries.Where(e => !e.Contains('/', StringComparison.Ordinal)));
            if (every != "none") Directory.Delete(Path.Combine(folder.Path, "never.checkpoint"), recursive: true);
        }
    }

    [Fact]
    public void Data_that_do_not_fit_the_network_are_refused()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.RunHere(folder.Path, "train", "--network", "fashion-mlp", "--data", "digits");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("784", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("64", run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Entries);
    }
}
