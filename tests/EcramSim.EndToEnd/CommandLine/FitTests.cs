using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>From a file of pulses to a device that other commands take.</summary>
public sealed class FitTests
{
    private static readonly string Pulses = Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "datasets", "pulses");

    [Fact]
    public void A_template_is_fitted_and_its_device_evaluated()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.csv", Ecram.Run(folder.Path, "fit", "--template", "columns").Output);
        var run = Ecram.Run(folder.Path, "fit", "mine.csv", "--out", "fitted", "--quiet", "--retention", Path.Combine(Pulses, "retention.csv"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("direction from the columns", run.Output, StringComparison.Ordinal);
        foreach (var name in new[] { "device.json", "parameters.csv", "laws.csv", "residuals.csv", "cycles.csv", "pulses.svg", "steps.svg", "residuals.svg", "retention.svg", "report.html", "run.json" })
            Assert.Contains("fitted/" + name, folder.Entries);
        // The record of retention was made with 60 s.
        var tau = File.ReadLines(Path.Combine(folder.Path, "fitted", "parameters.csv")).Single(l => l.Contains("retention_time_constant", StringComparison.Ordinal)).Split(',');
        Assert.InRange(60, double.Parse(tau[3], System.Globalization.CultureInfo.InvariantCulture), double.Parse(tau[4], System.Globalization.CultureInfo.InvariantCulture));

        var evaluated = Ecram.RunHere(folder.Path, "evaluate", "fitted/device.json", "--epochs", "1", "--first", "100", "--seeds", "1", "--causes=false", "--out", "result");
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);

        // The stored run needs no file.
        File.Delete(Path.Combine(folder.Path, "mine.csv"));
        var again = Ecram.RunHere(folder.Path, "fit", "--config", "fitted/run.json", "--out", "again", "--quiet");
        Assert.True(again.ExitCode == 0, again.Error);
        SameFolders.Check(Path.Combine(folder.Path, "fitted"), Path.Combine(folder.Path, "again"));
    }

    [Fact]
    public void A_cell_of_given_materials_is_fitted()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.RunHere(folder.Path, "fit", Path.Combine(Pulses, "columns.csv"), "--level", "physics", "--stack", "lixwo3-lipon", "--free", "thickness", "--free", "exchange_current", "--out", "cell", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var names = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).Where(e => e["event"]!.ToString() == "parameter").Select(e => e["parameter"]!.ToString());
        Assert.Contains("thickness", names);
        Assert.Equal(0, Ecram.RunHere(folder.Path, "characterize", "cell/device.json", "--out", "sheet").ExitCode);
    }

    [Theory]
    [InlineData("needs PULSES.csv", "fit")]
    [InlineData("no such file", "fit", "nothing.csv")]
    [InlineData("is a current", "fit", "CURRENT")]
    [InlineData("--stack", "fit", "LONG", "--level", "physics")]
    [InlineData("did you mean 'thickness'?", "fit", "LONG", "--level", "physics", "--stack", "lixwo3-lipon", "--free", "thicknes")]
    [InlineData("update-law", "fit", "LONG", "--level", "physics", "--stack", "tang-2018")]
    [InlineData("did you mean 'physics'?", "fit", "LONG", "--level", "physic")]
    [InlineData("negative ones do", "fit", "LONG", "--level", "physics", "--stack", "lixcoo2-lipon")]
    [InlineData("did you mean 'columns'?", "fit", "--template", "column")]
    public void What_is_wrong_is_named(string word, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string[] real = [.. arguments.Select(a => a switch { "LONG" => Path.Combine(Pulses, "long.csv"), "CURRENT" => Path.Combine(Pulses, "current.csv"), _ => a })];
        Refusal.Check(Ecram.RunHere(folder.Path, real), word);
        Assert.Empty(folder.Entries);
    }
}
