using System.Globalization;
using EcramSim.Tests.Reference;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary><c>ecram insertion run</c> as people run it.</summary>
public sealed class InsertionRunTests
{
    private const string Case = """
        {
          "title": "mine", "host": "lifepo4", "start": 0.1,
          "geometry": { "shape": "slab", "thickness": "40 nm", "open_faces": 2 },
          "transport": { "law": "homogeneous" },
          "protocol": [ { "step": "current", "rate": 2, "duration": "900 s" }, { "step": "rest", "duration": "1 h" } ]
        }
        """;

    [Fact]
    public void A_case_of_ones_own_writes_curve_profiles_and_figures_and_runs_again()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.json", Case);
        var run = Ecram.RunHere(folder.Path, "insertion", "run", "./mine.json", "--out", "one", "--quiet", "--set", "case.protocol.none=1");
        Refusal.Check(run, "protocol");
        run = Ecram.Run(folder.Path, "insertion", "run", "./mine.json", "--out", "one", "--quiet", "--set", "case.start=0.2", "--set", "material.kinetics.rate_constant=0.32 A/m2");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("the duration of 900 s is over", run.Output, StringComparison.Ordinal);
        var lines = File.ReadAllLines(Path.Combine(folder.Path, "one", "curve.csv"));
        Assert.Equal("time_s,filling,voltage_V,current_A_m2,surface_filling,step,step_time_s", lines[0]);
        var last = lines[^1].Split(',').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        // 2C for a quarter of an hour: half of the sites, from 0.2.
        Assert.Equal(0.7, last[1], 1e-9);
        // At rest the voltage is that of the filling: U0 − kT ln[x/(1 − x)] − Ω(1 − 2x).
        Assert.Equal(3.422 - 1.380649e-23 * 298.15 / 1.602176634e-19 * Math.Log(0.7 / 0.3) - 0.11586 * (1 - 1.4), last[2], 1e-8);
        Assert.Equal(4500, last[0], 1e-6);
        // 2/thickness of interface per volume.
        Assert.Equal(2 * 22904 * 96485.33212 * 20e-9 / 3600, double.Parse(lines[5].Split(',')[3], CultureInfo.InvariantCulture), 1e-6);
        foreach (var name in new[] { "profiles.csv", "steps.csv", "voltage.svg", "time.svg", "current.svg", "report.html", "run.json" })
            Assert.Contains("one/" + name, folder.Entries);
        var again = Ecram.RunHere(folder.Path, "insertion", "run", "--config", "one/run.json", "--out", "two", "--json");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Contains("\"ended\":\"TimeReached\"", again.Output, StringComparison.Ordinal);
        SameFolders.Check(Path.Combine(folder.Path, "one"), Path.Combine(folder.Path, "two"));
    }

    [Fact]
    public void The_impedance_of_a_uniform_host_is_a_resistance_and_the_capacity_of_its_voltage_curve()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.json", Case.Replace("\"protocol\"", "\"impedance\": { \"lowest_frequency\": \"1 mHz\", \"highest_frequency\": \"1 Hz\", \"points_per_decade\": 2 }, \"protocol\"", StringComparison.Ordinal));
        var run = Ecram.Run(folder.Path, "insertion", "run", "./mine.json", "--out", "one", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "one", "impedance.csv")).Skip(1).Select(l => l.Split(',').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(7, rows.Length);
        Assert.Equal((1, 1e-3), (rows[0][0], rows[^1][0]));
        // Filled from 0.1 to 0.6: Im Z = U′(x)/(ωFcL), U′ = −kT/(x(1 − x)) + 2Ω, L half the thickness.
        var slope = -1.380649e-23 * 298.15 / 1.602176634e-19 / (0.6 * 0.4) + 2 * 0.11586;
        foreach (var row in rows)
        {
            Assert.Equal(1, row[2] * 2 * Math.PI * row[0] * 96485.33212 * 22904 * 20e-9 / slope, 1e-6);
            Assert.Equal(1, row[1] / rows[0][1], 1e-6);
        }
        folder.Write("bad.json", Case.Replace("\"protocol\"", "\"impedance\": { \"lowest_frequency\": \"1 Hz\", \"highest_frequency\": \"1 mHz\" }, \"protocol\"", StringComparison.Ordinal));
        Refusal.Check(Ecram.RunHere(folder.Path, "insertion", "run", "./bad.json", "--out", "two", "--quiet"), "impedance.lowest_frequency", "must lie below");
    }

    public static TheoryData<string> Shipped =>
        [.. Directory.EnumerateFiles(Path.Combine(ReferenceData.RepositoryRoot, "models", "cases"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Shipped))]
    public void Every_shipped_case_runs_to_its_end(string id)
    {
        using var folder = new TemporaryFolder();
        var run = Ecram.RunHere(folder.Path, "insertion", "run", id, "--out", "r", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("the protocol ended after", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"host\": \"lifepo4\"", "\"host\": \"lifepo5\"", "lifepo4")]
    [InlineData("\"homogeneous\"", "\"homogenous\"", "did you mean 'homogeneous'?")]
    [InlineData("\"homogeneous\"", "\"allen-cahn\"", "'platelet'")]
    [InlineData("\"homogeneous\"", "\"layers\"", "no layers")]
    [InlineData("\"40 nm\"", "\"40 V\"", "geometry.thickness")]
    [InlineData("\"40 nm\"", "40", "has no unit")]
    [InlineData("\"start\": 0.1", "\"start\": 1.1", "outside the allowed range (0, 1)")]
    [InlineData("\"rate\": 2,", "\"rate\": 2, \"current_density\": \"1 A/m2\",", "either rate")]
    [InlineData("\"rate\": 2,", "\"rte\": 2,", "rate")]
    [InlineData("\"rest\"", "\"rset\"", "did you mean 'rest'?")]
    [InlineData("\"open_faces\": 2", "\"open_faces\": 3", "open_faces")]
    public void A_wrong_case_is_one_line_that_names_the_place(string original, string change, string word)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.json", Case.Replace(original, change, StringComparison.Ordinal));
        Refusal.Check(Ecram.RunHere(folder.Path, "insertion", "run", "./mine.json"), word);
        Assert.Equal(["mine.json"], folder.Entries);
    }
}
