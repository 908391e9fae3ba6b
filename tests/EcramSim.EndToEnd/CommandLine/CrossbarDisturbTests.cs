using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary><c>ecram crossbar disturb</c>, and training behind wires, as people run them.</summary>
public sealed class CrossbarDisturbTests
{
    [Fact]
    public void Two_devices_side_by_side_and_the_stored_run_again()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "crossbar", "disturb", "hxwo3-psg", "gokmen-vlasov", "--size", "64", "--out", "one", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);
        var lines = File.ReadAllLines(Path.Combine(folder.Path, "one/disturb.csv"));
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("gokmen-vlasov,V/2,yes,0.5,0.5,", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("hxwo3-psg,V/3,no,", lines[2], StringComparison.Ordinal);
        var again = Ecram.RunHere(folder.Path, "crossbar", "disturb", "--config", "one/run.json", "--out", "two", "--quiet");
        Assert.True(again.ExitCode == 0, again.Error);
        SameFolders.Check(Path.Combine(folder.Path, "one"), Path.Combine(folder.Path, "two"));
    }

    [Fact]
    public void Wrong_input_is_one_line()
    {
        using var folder = new TemporaryFolder();
        Refusal.Check(Ecram.RunHere(folder.Path, "crossbar", "disturb", "hxwo3-psq"), "hxwo3-psq", "hxwo3-psg");
        Refusal.Check(Ecram.RunHere(folder.Path, "crossbar", "disturb", "--limit", "2"), "--limit", "2");
        Refusal.Check(Ecram.RunHere(folder.Path, "crossbar", "disturb", "--array", "default"), "default", "technology");
        Refusal.Check(Ecram.RunHere(folder.Path, "train", "--device", "mo-ecram", "--array", "wires-1-ohm", "--set", "array.wires.word_resistance=-1 ohm"), "wires.word_resistance", "-1 ohm");
    }

    [Fact]
    public void The_report_shows_what_wires_cost()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.RunHere(folder.Path, "evaluate", "ideal", "--array", "wires-5-ohm", "--epochs", "1", "--first", "200", "--seeds", "1", "--out", "wired", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        var removals = File.ReadAllLines(Path.Combine(folder.Path, "wired/removals.csv"));
        Assert.Contains(removals, l => l.StartsWith("ideal,wires,", StringComparison.Ordinal));
        Assert.Contains("without wires", File.ReadAllText(Path.Combine(folder.Path, "wired/report.html")), StringComparison.Ordinal);
    }

    // Balanced pairs with bits in turn, each plane an array of its own or both on the same word lines.
    [Fact]
    public void Stages_written_out_are_read_through_wires_from_a_file()
    {
        using var folder = new TemporaryFolder();
        var arrays = Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "arrays");
        JsonNode Shipped(string id) => JsonNode.Parse(File.ReadAllText(Path.Combine(arrays, $"{id}.json")))!;
        var array = Shipped("pair-sar");
        array["wires"] = Shipped("wires-5-ohm")["wires"]!.DeepClone();
        folder.Write("mine/wired-pair.json", array.ToJsonString());
        string Results(string name, string id, params string[] settings)
        {
            var run = Ecram.RunHere(folder.Path, ["evaluate", "ideal", "--array", id, "--epochs", "1", "--first", "20", "--seeds", "1", "--out", name, "--causes=false", "--quiet", .. settings]);
            Assert.True(run.ExitCode == 0, run.Error);
            return File.ReadAllText(Path.Combine(folder.Path, name, "results.csv"));
        }
        var free = Results("free", "pair-sar");
        var wired = Results("wired", "./mine/wired-pair.json");
        Assert.NotEqual(free, wired);
        Assert.NotEqual(wired, Results("shared", "./mine/wired-pair.json", "--set", "array.planes=interleaved-columns"));
        Assert.Equal(free, Results("zero", "./mine/wired-pair.json", "--set", "array.wires.word_resistance=0 ohm", "--set", "array.wires.bit_resistance=0 ohm"));
    }
}
