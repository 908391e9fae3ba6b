namespace EcramSim.EndToEnd.CommandLine;

public sealed class DatasetsTests
{
    [Fact]
    public void Wrong_names_and_mirrors_are_told()
    {
        using var folder = new TemporaryFolder();
        Refusal.Check(Ecram.RunHere(folder.Path, "datasets", "get", "mnits"), "did you mean 'mnist'?");
        Refusal.Check(Ecram.RunHere(folder.Path, "datasets", "get", "mnist", "--mirror", "ftp://example.org"), "'ftp://example.org' is not an address that begins with http:// or https://");
        Refusal.Check(Ecram.RunHere(folder.Path, "datasets", "verify", "digit"), "unknown data set 'digit'");
    }

    [Fact]
    public void A_table_of_ones_own_is_trained_on()
    {
        using var folder = new TemporaryFolder();
        // Two clouds of points, one class each.
        folder.Write("clouds.csv", "x,y,label\n" + string.Concat(Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{i % 7 + 20 * (i % 2)},{i % 5 - 3 * (i % 2)},{(i % 2 == 0 ? "left" : "right")}\n"))));
        var network = File.ReadAllText(Path.Combine(Tests.Reference.ReferenceData.RepositoryRoot, "models", "networks", "digits-mlp.json")).Replace("64-36-10", "2-4-2", StringComparison.Ordinal);
        folder.Write("tiny.json", network);
        var run = Ecram.Run(folder.Path, "train", "--network", "./tiny.json", "--data", "clouds.csv", "--epochs", "20", "--out", "run", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(1, double.Parse(File.ReadAllLines(Path.Combine(folder.Path, "run", "results.csv"))[^1].Split(',')[6], System.Globalization.CultureInfo.InvariantCulture));
    }
}
