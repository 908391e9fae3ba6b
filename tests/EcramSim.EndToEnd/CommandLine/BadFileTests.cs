namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Files and folders that are wrong, with the contract of <see cref="Refusal"/>.</summary>
public sealed class BadFileTests
{
    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "one JSON object")]
    [InlineData("""{ "kind": "update-law", "kind": "update-law" }""", "kind")]
    [InlineData("""{ "kind": "updatelaw" }""", "did you mean 'update-law'?")]
    [InlineData("""{ "kind": "update-law" }""", "title")]
    public void A_broken_file_is_named(string text, string word)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.json", text);
        Refusal.Check(Ecram.RunHere(folder.Path, "characterize", "./mine.json"), "./mine.json", word);
        Assert.Equal(["mine.json"], folder.Entries);
    }

    // What a person gets wrong in a device file of their own: the shipped file with one change.
    [Theory]
    [InlineData("tang-2018", "\"granularity\": {", "\"granularty\": {", "did you mean 'granularity'?|unknown key 'granularty'")]
    [InlineData("tang-2018", "\"value\": 0.002,", "", "has no \"value\"")]
    [InlineData("tang-2018", "\"value\": 0.002,", "\"value\": -0.002,", "-0.002 is outside the allowed range")]
    [InlineData("tang-2018", "\"value\": 0.002,", "\"value\": \"2 nm\",", "2 nm")]
    [InlineData("tang-2018", "\"value\": 0.002,", "\"value\": NaN,", "line ")]
    [InlineData("tang-2018", "\"status\": \"fitted\"", "\"status\": \"guessed\"", "'guessed'")]
    [InlineData("tang-2018", "\"law\": \"linear-step\"", "\"law\": \"linear-steps\"", "did you mean 'linear-step'?")]
    public void A_device_file_of_ones_own_is_checked(string device, string original, string change, string words)
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "devices", device + ".json")).ReplaceLineEndings("\n");
        var at = text.IndexOf(original, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the file no longer holds {original}");
        folder.Write("mine.json", text[..at] + change + text[(at + original.Length)..]);
        var run = Ecram.RunHere(folder.Path, "evaluate", "./mine.json");
        Refusal.Check(run, "./mine.json");
        Assert.Contains(words.Split('|'), w => run.Error.Contains(w, StringComparison.Ordinal));
        Assert.Equal(["mine.json"], folder.Entries);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "truncated")]
    public void A_truncated_data_file_is_named(string name, string _)
    {
        using var folder = new TemporaryFolder();
        // A header that promises 100 images of 2×2, and the pixels of 3.
        File.WriteAllBytes(Path.Combine(folder.Path, name), [0, 0, 8, 3, 0, 0, 0, 100, 0, 0, 0, 2, 0, 0, 0, 2, .. new byte[12]]);
        File.WriteAllBytes(Path.Combine(folder.Path, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 100, .. new byte[100]]);
        File.WriteAllBytes(Path.Combine(folder.Path, "t10k-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, .. new byte[4]]);
        File.WriteAllBytes(Path.Combine(folder.Path, "t10k-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        Refusal.Check(Ecram.RunHere(folder.Path, "train", "--data", folder.Path), name);
        Assert.Equal(4, folder.Entries.Length);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_before_anything_is_computed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "");
        Refusal.Check(Ecram.RunHere(folder.Path, "characterize", "tang-2018", "--out", "file/results"), "--out", "'file/results'", "is a file");
        Refusal.Check(Ecram.RunHere(folder.Path, "evaluate", "--out", "file"), "--out", "'file'");
        Assert.Equal(["file"], folder.Entries);
    }

    [Fact]
    public void An_older_run_is_replaced_only_by_force_and_another_folder_never()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine/notes.txt", "precious");
        Refusal.Check(Ecram.RunHere(folder.Path, "characterize", "tang-2018", "--out", "mine"), "'mine'", "--force");
        Refusal.Check(Ecram.RunHere(folder.Path, "characterize", "tang-2018", "--out", "mine", "--force"), "'mine'", "run.json");
        Assert.Equal(["mine", "mine/notes.txt"], folder.Entries);

        Assert.Equal(0, Ecram.Run(folder.Path, "characterize", "tang-2018", "--out", "run").ExitCode);
        Refusal.Check(Ecram.RunHere(folder.Path, "characterize", "mo-ecram", "--out", "run"), "'run'", "--force");
        Assert.Equal(0, Ecram.Run(folder.Path, "characterize", "mo-ecram", "--out", "run", "--force").ExitCode);
        Assert.Contains("run/mo-ecram-pulses.svg", folder.Entries);
        Assert.DoesNotContain("run/tang-2018-pulses.svg", folder.Entries);
        Assert.DoesNotContain(folder.Entries, e => e.Contains(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "command")]
    [InlineData("nothing", "not valid JSON")]
    [InlineData("""{ "command": "evaluate", "version": "1", "configuration": {}, "models": {} }""", "ecram evaluate")]
    [InlineData("""{ "command": "characterize", "version": "1", "configuration": { "devises": [] }, "models": {} }""", "did you mean 'devices'?")]
    [InlineData("""{ "command": "characterize", "version": "1", "configuration": { "seed": -3 }, "models": {} }""", "--seed")]
    public void A_stored_run_that_is_wrong_is_named(string text, string word)
    {
        using var folder = new TemporaryFolder();
        folder.Write("run.json", text);
        Refusal.Check(Ecram.RunHere(folder.Path, "characterize", "--config", "run.json"), word);
        Assert.Equal(["run.json"], folder.Entries);
    }
}
