using System.Globalization;
using EcramSim.Tests.Reference;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary><c>ecram crossbar solve</c> as people run it.</summary>
public sealed class CrossbarSolveTests
{
    [Fact]
    public void A_reference_case_from_files_and_the_stored_run_again()
    {
        using var folder = new TemporaryFolder();
        var reference = Path.GetDirectoryName(ReferenceData.Files("crossbar/xb_16x9_rect", "R_ohm.csv")[0])!;
        foreach (var file in new[] { "R_ohm.csv", "V_in.csv" }) File.Copy(Path.Combine(reference, file), Path.Combine(folder.Path, file));
        var run = Ecram.Run(folder.Path, "crossbar", "solve", "--resistances", "R_ohm.csv", "--inputs", "V_in.csv", "--word-resistance", "2", "--bit-resistance", "1 ohm", "--out", "one", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);
        Compare(Path.Combine(reference, "I_out_ref.csv"), Path.Combine(folder.Path, "one/I_out.csv"), 1e-10, 0);
        for (var k = 0; k < 3; k++)
        {
            Compare(Path.Combine(reference, $"Vword_{k}.csv"), Path.Combine(folder.Path, $"one/V_word_{k + 1}.csv"), 0, 1e-10);
            Compare(Path.Combine(reference, $"Vbit_{k}.csv"), Path.Combine(folder.Path, $"one/V_bit_{k + 1}.csv"), 0, 1e-10);
        }
        foreach (var name in new[] { "power.csv", "voltage-drop.svg", "report.html", "run.json" }) Assert.Contains("one/" + name, folder.Entries);

        // The stored run carries its matrices.
        foreach (var file in new[] { "R_ohm.csv", "V_in.csv" }) File.Delete(Path.Combine(folder.Path, file));
        var again = Ecram.RunHere(folder.Path, "crossbar", "solve", "--config", "one/run.json", "--out", "two", "--threads", "1", "--quiet");
        Assert.True(again.ExitCode == 0, again.Error);
        SameFolders.Check(Path.Combine(folder.Path, "one"), Path.Combine(folder.Path, "two"));
    }

    // Lines and inputs are counted from 1, as rows and columns in messages. A driven line of 1 V and cells of 100 and 300 ohm in the first column.
    [Fact]
    public void Lines_are_counted_from_one_and_pairs_are_differences()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "R.csv"), "100,200\n300,inf\n");
        File.WriteAllText(Path.Combine(folder.Path, "V.csv"), "1,2\n0.6,0\n");
        double[][] Solve(string name, params string[] options)
        {
            var run = Ecram.RunHere(folder.Path, ["crossbar", "solve", "--resistances", "R.csv", "--inputs", "V.csv", "--out", name, "--quiet", .. options]);
            Assert.True(run.ExitCode == 0, run.Error);
            return [Numbers(Path.Combine(folder.Path, name, "I_out.csv")), Numbers(Path.Combine(folder.Path, name, options.Contains("--pairs") ? "I_pair.csv" : "I_out.csv"))];
        }
        Assert.Equal([0.012, 0.005, 0.02, 0.01], Solve("all", "--nodes", "1")[0].Select(i => Math.Round(i, 9)));
        Assert.Contains("all/V_word_1.csv", folder.Entries);
        Assert.DoesNotContain("all/V_word_0.csv", folder.Entries);
        Assert.StartsWith("1,", File.ReadAllLines(Path.Combine(folder.Path, "all/power.csv"))[1], StringComparison.Ordinal);
        // Without its first word line nothing flows but 0.6 V through 300 ohm; without its first bit line, nothing on it.
        Assert.Equal([0.002, 0, 0, 0], Solve("no-word", "--floating-words", "1")[0].Select(i => Math.Round(i, 9)));
        Assert.Equal([0, 0.005, 0, 0.01], Solve("no-bit", "--floating-bits", "1")[0].Select(i => Math.Round(i, 9)));
        Assert.Equal([0.007, 0.01], Solve("pairs", "--pairs")[1].Select(i => Math.Round(i, 9)));
        File.WriteAllText(Path.Combine(folder.Path, "R.csv"), "100,200,1\n300,inf,1\n");
        Refusal.Check(Ecram.RunHere(folder.Path, "crossbar", "solve", "--resistances", "R.csv", "--inputs", "V.csv", "--pairs"), "R.csv", "3 columns", "--pairs");
    }

    [Fact]
    public void Wrong_input_is_one_line_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "R.csv"), "100,200\n300,inf\n");
        File.WriteAllText(Path.Combine(folder.Path, "V.csv"), "1\n0.5\n");
        File.WriteAllText(Path.Combine(folder.Path, "V3.csv"), "1,2,3\n");
        File.WriteAllText(Path.Combine(folder.Path, "short.csv"), "100,0\n300,inf\n");
        File.WriteAllText(Path.Combine(folder.Path, "ragged.csv"), "100,200\n300\n");
        File.WriteAllText(Path.Combine(folder.Path, "words.csv"), "a,b\n1,2\n");
        Ecram.Outcome Solve(params string[] options) => Ecram.RunHere(folder.Path, ["crossbar", "solve", .. options, "--out", "x"]);
        Refusal.Check(Solve("--inputs", "V.csv"), "--resistances", "--conductances");
        Refusal.Check(Solve("--resistances", "R.csv"), "--inputs");
        Refusal.Check(Solve("--resistances", "missing.csv", "--inputs", "V.csv"), "missing.csv", "no such file");
        Refusal.Check(Solve("--resistances", "R.csv", "--inputs", "V3.csv"), "V3.csv", "1 rows", "2 word lines");
        Refusal.Check(Solve("--resistances", "short.csv", "--inputs", "V.csv"), "short.csv", "row 1, column 2", "0 ohm");
        Refusal.Check(Solve("--conductances", "R.csv", "--inputs", "V.csv"), "R.csv", "row 2, column 2");
        Refusal.Check(Solve("--resistances", "ragged.csv", "--inputs", "V.csv"), "ragged.csv", "line 2");
        Refusal.Check(Solve("--resistances", "words.csv", "--inputs", "V.csv"), "words.csv", "line 1, column 1", "'a'");
        Refusal.Check(Solve("--resistances", "R.csv", "--inputs", "V.csv", "--word-resistance", "-1"), "--word-resistance", "-1");
        Refusal.Check(Solve("--resistances", "R.csv", "--inputs", "V.csv", "--bit-resistance", "2 V"), "--bit-resistance", "resistance");
        Refusal.Check(Solve("--resistances", "R.csv", "--inputs", "V.csv", "--floating-bits", "3"), "floating bit line 3", "1 to 2");
        Refusal.Check(Solve("--resistances", "R.csv", "--inputs", "V.csv", "--floating-bits", "0"), "--floating-bits", "'0'", "from 1");
        Refusal.Check(Solve("--resistances", "R.csv", "--inputs", "V.csv", "--floating-bits", "a"), "--floating-bits", "'a'");
        Refusal.Check(Solve("--resistances", "R.csv", "--inputs", "V.csv", "--sinh", "1 V", "--threshold", "1 V"), "--sinh", "--threshold");
        Assert.DoesNotContain(folder.Entries, e => e.StartsWith('x'));
    }

    private static void Compare(string expected, string actual, double relative, double absolute)
    {
        var (e, a) = (Numbers(expected), Numbers(actual));
        Assert.Equal(e.Length, a.Length);
        for (var k = 0; k < e.Length; k++) Assert.Equal(e[k], a[k], relative * Math.Abs(e[k]) + absolute);
    }

    private static double[] Numbers(string path) => [.. File.ReadLines(path).SelectMany(l => l.Split(',')).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
}
