using System.Text.RegularExpressions;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Every command explains itself.</summary>
public sealed partial class HelpTests
{
    [GeneratedRegex(@"^  (-\S.*?)(?:  |$)", RegexOptions.Multiline)]
    private static partial Regex OptionLine();

    public static TheoryData<string> Commands => new("", "evaluate", "train", "tune", "results", "characterize", "fit", "materials", "materials list", "materials show",
        "devices", "devices list", "devices show", "devices literature", "networks", "networks list", "datasets", "datasets list");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_names_purpose_and_examples(string command)
    {
        var run = Ecram.RunHere(Path.GetTempPath(), [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("Description:", run.Output, StringComparison.Ordinal);
        Assert.Matches($@"Examples:\n  ecram {command}", run.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("train")]
    [InlineData("tune")]
    [InlineData("results")]
    [InlineData("characterize")]
    [InlineData("fit")]
    [InlineData("materials show")]
    [InlineData("insertion phase")]
    [InlineData("insertion rate")]
    [InlineData("crossbar solve")]
    [InlineData("crossbar disturb")]
    public void Every_option_states_its_default(string command)
    {
        var help = Ecram.RunHere(Path.GetTempPath(), [.. command.Split(' '), "--help"]).Output.ReplaceLineEndings("\n");
        var options = help[help.IndexOf("Options:", StringComparison.Ordinal)..help.IndexOf("Examples:", StringComparison.Ordinal)];
        // An entry runs until the next line that begins with an option.
        var entries = Regex.Split(options, @"\n(?=  -)").Skip(1).Where(e => !e.Contains("--help", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(entries);
        Assert.All(entries, e => Assert.Contains("[default:", Regex.Replace(e, @"\s+", " "), StringComparison.Ordinal));
    }

    [Fact]
    public void Defaults_are_numbers()
    {
        var help = Regex.Replace(Ecram.RunHere(Path.GetTempPath(), "evaluate", "--help").Output, @"\s+", " ");
        var training = EcramSim.Learning.Networks.Network.Read(EcramSim.Insertion.Models.ModelLibrary.Shipped(), "digits-mlp").Training;
        var rate = training.LearningRate.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (option, number) in new[] { ("--epochs", "20"), ("--batch", "8"), ("--lr", rate), ("--seeds", "3"), ("--seed", "1") })
            Assert.Matches($@"{option} <.> [^\[]*(\(0, 1000\][^\[]*)?\[default: [^\]]*\b{Regex.Escape(number)}\b", help);
    }

    [Fact]
    public void The_root_lists_every_command()
    {
        var run = Ecram.Run(Path.GetTempPath());
        Assert.Equal(0, run.ExitCode);
        foreach (var command in new[] { "evaluate", "train", "characterize", "insertion", "materials", "devices", "networks", "datasets" })
            Assert.Matches($@"\n  {command} +\S+", run.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("materials show lix", "lixcoo2")]
    [InlineData("evaluate mo-", "mo-ecram")]
    [InlineData("evaluate flo", "float32")]
    [InlineData("characterize lixw", "lixwo3-lipon")]
    [InlineData("train --device idea", "ideal")]
    [InlineData("train --data fash", "fashion-mnist")]
    [InlineData("train --network digi", "digits-mlp")]
    [InlineData("evaluate --epo", "--epochs")]
    public void Shells_are_told_ids_and_options(string typed, string expected)
    {
        var line = "ecram " + typed;
        var run = Ecram.RunHere(Path.GetTempPath(), $"[suggest:{line.Length}]", line);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output.ReplaceLineEndings("\n").Split('\n'));
    }
}
