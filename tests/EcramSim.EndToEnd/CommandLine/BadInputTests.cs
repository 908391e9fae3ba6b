namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Bad input ends with exit code 2 and one line that says where, what, what is allowed, what was probably meant; it leaves no file.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string[], string[]> Lines => new()
    {
        // Names.
        { ["evaluate", "lixwo3-lipno"], ["models/devices", "'lixwo3-lipno'", "did you mean 'lixwo3-lipon'?"] },
        { ["evaluate", "flot32"], ["'flot32'", "did you mean 'float32'?"] },
        { ["evaluate", "mo-ecram", "mo-ecram"], ["'mo-ecram'", "twice"] },
        { ["train", "--network", "digit-mlp"], ["models/networks", "did you mean 'digits-mlp'?"] },
        { ["train", "--data", "digit"], ["--data", "did you mean 'digits'?"] },
        { ["train", "--data", "./nowhere"], ["--data", "./nowhere"] },
        { ["train", "--algorithm", "sdg"], ["--algorithm", "did you mean 'sgd'?"] },
        { ["characterize"], ["DEVICE", "lixwo3-lipon"] },
        { ["characterize", "./no-such-file.json"], ["./no-such-file.json"] },
        { ["materials", "show", "lixco2"], ["did you mean 'lixcoo2'?"] },
        { ["evaluate", "--models", "nowhere"], ["--models", "'nowhere'"] },
        // Commands and options.
        { ["evalute"], ["'evalute'", "did you mean 'evaluate'?"] },
        { ["materials"], ["list, show"] },
        { ["materials", "lst"], ["did you mean 'list'?"] },
        { ["evaluate", "--epohcs", "3"], ["'--epohcs'", "did you mean '--epochs'?"] },
        { ["train", "--devcie", "ideal"], ["'--devcie'", "did you mean '--device'?"] },
        { ["evaluate", "--epochs"], ["--epochs", "needs a value"] },
        { ["evaluate", "--out"], ["--out", "needs a value"] },
        { ["evaluate", "--seed", "1", "--seed", "2"], ["--seed"] },
        { ["devices", "show", "mo-ecram", "tang-2018"], ["'tang-2018'"] },
        // Numbers.
        { ["evaluate", "--epochs", "0"], ["--epochs", "0", "1 to 100000"] },
        { ["evaluate", "--epochs", "1.5"], ["--epochs", "'1.5'"] },
        { ["evaluate", "--epochs", "many"], ["--epochs", "'many'"] },
        { ["evaluate", "--epochs", "-3"], ["--epochs", "-3"] },
        { ["evaluate", "--epochs", "99999999999999999999"], ["--epochs"] },
        { ["evaluate", "--lr", "-1"], ["--lr", "-1", "(0, 1000]"] },
        { ["evaluate", "--lr", "NaN"], ["--lr", "NaN", "(0, 1000]"] },
        { ["evaluate", "--lr", "1e9"], ["--lr", "(0, 1000]"] },
        { ["evaluate", "--lr", "0,1"], ["--lr", "'0,1'"] },
        { ["evaluate", "--batch", "0"], ["--batch", "1 to"] },
        { ["evaluate", "--seeds", "0"], ["--seeds", "1 to 10000"] },
        { ["evaluate", "--seed", "-1"], ["--seed", "-1"] },
        { ["evaluate", "--threads", "0"], ["--threads", "1 to"] },
        { ["evaluate", "--first", "0"], ["--first", "1 or more"] },
        { ["evaluate", "--first", "1000000"], ["--first", "[1, 3823]"] },
        // Settings: the checks of a file.
        { ["characterize", "lixwo3-lipon", "--set", "device.channel.thickness=20 K"], ["lixwo3-lipon.json", "channel.thickness", "20 K", "length"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.channel.thickness=20"], ["channel.thickness", "20", "no unit"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.channel.thickness=-20 nm"], ["channel.thickness", "-20 nm", "outside the allowed range ["] },
        { ["characterize", "lixwo3-lipon", "--set", "device.channel.thickness=NaN nm"], ["channel.thickness", "NaN"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.chanel.thickness=20 nm"], ["chanel", "did you mean 'channel'?"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.channel=20 nm"], ["channel"] },
        { ["characterize", "lixwo3-lipon", "--set", "devise.channel.thickness=20 nm"], ["--set", "did you mean 'device'?"] },
        { ["characterize", "lixwo3-lipon", "--set", "thickness"], ["--set", "KEY"] },
        { ["characterize", "lixwo3-lipon", "--set", "network.training.epochs=3"], ["--set network.training.epochs", "no network file"] },
        // Folders.
        { ["characterize", "tang-2018", "--out", "."], ["--out", "'.'"] },
        { ["characterize", "tang-2018", "--config", "nowhere/run.json"], ["--config", "nowhere/run.json"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void One_line_and_exit_code_2(string[] arguments, string[] words)
    {
        using var folder = new TemporaryFolder();
        Refused(Ecram.Run(folder.Path, arguments), words);
        Assert.Empty(folder.Entries);
    }

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
        Refused(Ecram.Run(folder.Path, "characterize", "./mine.json"), "./mine.json", word);
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
        var run = Ecram.Run(folder.Path, "evaluate", "./mine.json");
        Refused(run, "./mine.json");
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
        Refused(Ecram.Run(folder.Path, "train", "--data", folder.Path), name);
        Assert.Equal(4, folder.Entries.Length);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_before_anything_is_computed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "");
        Refused(Ecram.Run(folder.Path, "characterize", "tang-2018", "--out", "file/results"), "--out", "'file/results'", "is a file");
        Refused(Ecram.Run(folder.Path, "evaluate", "--out", "file"), "--out", "'file'");
        Assert.Equal(["file"], folder.Entries);
    }

    [Fact]
    public void An_older_run_is_replaced_only_by_force_and_another_folder_never()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine/notes.txt", "precious");
        Refused(Ecram.Run(folder.Path, "characterize", "tang-2018", "--out", "mine"), "'mine'", "--force");
        Refused(Ecram.Run(folder.Path, "characterize", "tang-2018", "--out", "mine", "--force"), "'mine'", "run.json");
        Assert.Equal(["mine", "mine/notes.txt"], folder.Entries);

        Assert.Equal(0, Ecram.Run(folder.Path, "characterize", "tang-2018", "--out", "run").ExitCode);
        Refused(Ecram.Run(folder.Path, "characterize", "mo-ecram", "--out", "run"), "'run'", "--force");
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
        Refused(Ecram.Run(folder.Path, "characterize", "--config", "run.json"), word);
        Assert.Equal(["run.json"], folder.Entries);
    }

    private static void Refused(Ecram.Outcome run, params string[] words)
    {
        Assert.True(run.ExitCode == 2, $"exit code {run.ExitCode}: {run.Error}{run.Output}");
        var line = Assert.Single(run.ErrorLines);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.All(words, w => Assert.Contains(w, line, StringComparison.Ordinal));
    }
}
