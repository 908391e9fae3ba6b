namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Searches and tables in a small size: what is written, what is kept, what an interruption leaves.</summary>
public sealed class TuneTests
{
    [Fact]
    public void A_rate_is_found_written_and_used_and_nothing_is_trained_twice()
    {
        using var folder = new TemporaryFolder();
        folder.Write("my.json", File.ReadAllText(Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "devices", "tang-2018.json")));
        string[] what = ["tune", "./my.json", "--algorithm", "mixed-precision", "--rates", "0.2,0.4", "--first", "150", "--epochs", "1", "--seeds", "2", "--quiet"];
        var run = Ecram.Run(folder.Path, [.. what, "--write", "--out", "one"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("validation accuracy after 1 epochs on the first 150 images, mean of seeds 1, 2:", run.Output, StringComparison.Ordinal);
        var file = File.ReadAllText(Path.Combine(folder.Path, "my.json"));
        Assert.Contains("\"algorithm\": \"mixed-precision\"", file, StringComparison.Ordinal);
        Assert.Contains("\"algorithm\": \"sgd\"", file, StringComparison.Ordinal);
        var kept = folder.Entries.Count(e => e.StartsWith("runs/trainings/", StringComparison.Ordinal));
        // What was written into the file decides no training: all of them are found again.
        Assert.Equal(0, Ecram.RunHere(folder.Path, [.. what, "--out", "two"]).ExitCode);
        Assert.Equal(kept, folder.Entries.Count(e => e.StartsWith("runs/trainings/", StringComparison.Ordinal)));
        foreach (var table in new[] { "trials.csv", "rates.csv", "evidence.txt" })
            Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, "one", table)), File.ReadAllText(Path.Combine(folder.Path, "two", table)));
        var again = Ecram.RunHere(folder.Path, "tune", "--config", "one/run.json", "--out", "three", "--quiet");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, "one", "trials.csv")), File.ReadAllText(Path.Combine(folder.Path, "three", "trials.csv")));
    }

    [Fact]
    public void Tables_keep_what_is_finished_and_go_into_a_document()
    {
        using var folder = new TemporaryFolder();
        string[] what = ["results", "float32", "tang-2018", "--data", "digits", "--rules", "sgd", "--batches", "64", "--peers=false", "--seeds", "1", "--set", "network.training.epochs=1", "--quiet"];
        folder.Write("doc.md", "# Old\n\n## Notes\n\nKept.\n");
        var run = Ecram.Run(folder.Path, [.. what, "--document", "doc.md", "--out", "one"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var document = File.ReadAllText(Path.Combine(folder.Path, "doc.md"));
        Assert.Matches(@"\| float32 \| \d\d\.\d \|", document);
        Assert.EndsWith("## Notes\n\nKept.\n", document, StringComparison.Ordinal);
        Assert.Equal(0, Ecram.RunHere(folder.Path, [.. what, "--stored", "--out", "two"]).ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, "one", "trainings.csv")), File.ReadAllText(Path.Combine(folder.Path, "two", "trainings.csv")));
    }
}
