using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Runs as people make them, by the cheapest command that computes.</summary>
public sealed class CharacterizeTests
{
    [Fact]
    public void Several_devices_stand_side_by_side_in_table_and_files()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "characterize", "lixwo3-lipon", "lixcoo2-lipon", "mo-ecram", "--out", "cells", "--quiet");
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Matches("^ +lixwo3-lipon +lixcoo2-lipon +mo-ecram$", lines[0]);
        // LixWO3 gains conductance by insertion, LixCoO2 by its opposite; an update law has no polarity.
        Assert.Contains(lines, l => System.Text.RegularExpressions.Regex.IsMatch(l, "^gate polarity that potentiates +positive +negative +–$"));
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);

        var sheet = File.ReadAllLines(Path.Combine(folder.Path, "cells", "datasheet.csv"));
        Assert.Equal(4, sheet.Length);
        Assert.All(sheet, row => Assert.Equal(sheet[0].Split(',').Length, row.Split(',').Length));
        Assert.StartsWith("device,seed,direction,pulse,conductance_S,weight\nlixwo3-lipon,,potentiation,0,", File.ReadAllText(Path.Combine(folder.Path, "cells", "curve.csv")), StringComparison.Ordinal);
        Assert.DoesNotContain("\r", File.ReadAllText(Path.Combine(folder.Path, "cells", "curve.csv")), StringComparison.Ordinal);
        foreach (var name in new[] { "comparison.svg", "lixwo3-lipon-pulses.svg", "lixwo3-lipon-steps.svg", "mo-ecram-pulses.svg", "published.csv", "steps.csv", "report.html", "run.json" })
            Assert.Contains("cells/" + name, folder.Entries);
    }

    [Fact]
    public void The_default_folder_carries_the_identity_of_the_run()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Ecram.RunHere(folder.Path, "characterize", "tang-2018").ExitCode);
        var path = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, "runs")));
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "run.json")))!;
        Assert.Equal("characterize-" + record["identity"]!.GetValue<string>()[..8], Path.GetFileName(path));
        // The same again is refused, another value is another run.
        Assert.Equal(2, Ecram.RunHere(folder.Path, "characterize", "tang-2018").ExitCode);
        Assert.Equal(0, Ecram.RunHere(folder.Path, "characterize", "tang-2018", "--set", "device.response.granularity=0.003").ExitCode);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(folder.Path, "runs")).Length);
    }

    [Fact]
    public void A_stored_run_repeats_to_the_same_bytes_when_its_files_are_gone()
    {
        using var folder = new TemporaryFolder();
        var models = Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models");
        folder.Write("mine/my-device.json", File.ReadAllText(Path.Combine(models, "devices", "lixwo3-lipon.json")));
        Assert.Equal(0, Ecram.Run(folder.Path, "characterize", "mine/my-device.json", "tang-2018", "--set", "device.title=mine", "--out", "first").ExitCode);
        Directory.Delete(Path.Combine(folder.Path, "mine"), recursive: true);
        var again = Ecram.RunHere(folder.Path, "characterize", "--config", "first/run.json", "--out", "second", "--threads", "1");
        Assert.True(again.ExitCode == 0, again.Error);
        SameFolders.Check(Path.Combine(folder.Path, "first"), Path.Combine(folder.Path, "second"));

        // An option beside it comes before the stored one.
        Assert.Equal(0, Ecram.RunHere(folder.Path, "characterize", "--config", "first", "--seed", "7", "--out", "third").ExitCode);
        Assert.Equal(7, JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "third", "run.json")))!["configuration"]!["seed"]!.GetValue<int>());
    }

    [Fact]
    public void The_record_names_no_path_of_the_machine()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("my-device.json", File.ReadAllText(Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "devices", "hxwo3-psg.json")));
        Assert.Equal(0, Ecram.RunHere(folder.Path, "characterize", path, "--out", "run").ExitCode);
        foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, "run")))
            Assert.DoesNotContain(folder.Path, File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void One_value_changes_with_set_and_its_status_says_so()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Ecram.RunHere(folder.Path, "characterize", "lixwo3-lipon", "--set", "device.channel.thickness=25 nm", "--out", "thin").ExitCode);
        var entry = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "thin", "run.json")))!["models"]!["devices/lixwo3-lipon"]!["channel"]!["thickness"]!;
        Assert.Equal("25 nm", entry["value"]!.GetValue<string>());
        Assert.Equal("set", entry["status"]!.GetValue<string>());
    }

    [Fact]
    public void Json_lines_are_json_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "characterize", "tang-2018", "mo-ecram", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var events = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!["event"]!.GetValue<string>()).ToArray();
        Assert.Equal("done", events[^1]);
        Assert.Equal(2, events.Count(e => e == "device"));
    }
}
