using System.Globalization;
using System.Text.Json.Nodes;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary><c>ecram insertion phase</c> and <c>rate</c> as people run them.</summary>
public sealed class InsertionHostTests
{
    [Fact]
    public void Phases_of_graphite_stand_in_table_and_files()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "insertion", "phase", "graphite-two-layer", "--temperature", "298 K", "--map-from", "280 K", "--map-to", "300 K", "--out", "phases", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);
        // Published plateaus: 0.11961 V and 0.08442 V.
        Assert.Contains("0.11961", run.Output, StringComparison.Ordinal);
        var rows = Rows(folder, "phases/plateaus.csv");
        Assert.Equal(2, rows.Length);
        Assert.Equal(0.11961, rows[0]["voltage_V"], 5e-5);
        Assert.Equal(0.08442, rows[1]["voltage_V"], 5e-5);
        var curves = Rows(folder, "phases/curves.csv");
        // Inside a gap the equilibrium lies below the uniform filling, on a flat voltage.
        var inside = curves.First(r => r["x"] > 0.2);
        Assert.True(inside["equilibrium_eV"] < inside["free_energy_eV"]);
        Assert.Equal(rows[0]["voltage_V"], inside["equilibrium_voltage_V"], 1e-12);
        Assert.Equal(inside["x"], 0.5 * (inside["x_layer_1"] + inside["x_layer_2"]), 1e-9);
        foreach (var name in new[] { "free-energy.svg", "voltage.svg", "map.svg", "layers.svg", "report.html", "run.json", "map.csv" })
            Assert.Contains("phases/" + name, folder.Entries);
    }

    [Fact]
    public void Rates_of_every_law_and_the_stored_run_again()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "insertion", "rate", "lifepo4", "--filling", "0.2", "--filling", "0.5", "--all", "--set", "material.kinetics.rate_constant=0.32 A/m2", "--out", "one", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("coupled-ion-electron-transfer", run.Output, StringComparison.Ordinal);
        // One-site exchange current of a regular solution at x = ½, where the activity is 1: k0/2.
        Assert.Matches(@"butler-volmer +0\.5 +0\.16 ", run.Output);
        var laws = Rows(folder, "one/laws.csv");
        Assert.Equal(4 * 401, laws.Length);
        // All laws share the slope at equilibrium.
        var near = laws.Where(r => Math.Abs(r["overpotential_V"] + 0.0015) < 1e-6).Select(r => r["current_density_A_per_m2"]).ToArray();
        Assert.Equal(4, near.Length);
        Assert.All(near, i => Assert.Equal(near[0], i, 0.02 * near[0]));

        var again = Ecram.RunHere(folder.Path, "insertion", "rate", "--config", "one/run.json", "--out", "two");
        Assert.True(again.ExitCode == 0, again.Error);
        SameFolders.Check(Path.Combine(folder.Path, "one"), Path.Combine(folder.Path, "two"));
        Refusal.Check(Ecram.RunHere(folder.Path, "insertion", "phase", "--config", "one/run.json"), "'ecram insertion rate'", "'ecram insertion phase'");
    }

    [Fact]
    public void Json_lines_and_the_default_folder()
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.Run(folder.Path, "insertion", "rate", "lixwo3", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var events = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!["event"]!.GetValue<string>()).ToArray();
        Assert.Contains("law", events);
        Assert.Equal("done", events[^1]);
        Assert.StartsWith("insertion-rate-", Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, "runs")))), StringComparison.Ordinal);
    }

    private static Dictionary<string, double>[] Rows(TemporaryFolder folder, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(folder.Path, file));
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => names.Zip(l.Split(',')).Where(p => double.TryParse(p.Second, CultureInfo.InvariantCulture, out _))
            .ToDictionary(p => p.First, p => double.Parse(p.Second, CultureInfo.InvariantCulture)))];
    }
}
