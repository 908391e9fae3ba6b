using System.Globalization;
using EcramSim.Ecram.Laws;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Tests.Laws;

public class MeasuredTableTests
{
    // Mean and standard deviation straight from the measured quantiles, here read apart from the law.
    [Theory]
    [InlineData("increasing", true)]
    [InlineData("decreasing", false)]
    public void MeanAndDeviationAreTheMeasuredOnes(string name, bool up)
    {
        var law = Enode();
        var (g, u, change) = Parse(Path.Combine(ModelLibrary.ShippedFolder("datasets"), "enode", $"ENODe_dG_{name}.txt"));
        var scale = 2 / (0.8 * (g[^1] - g[0]));
        for (var p = 0; p < g.Length; p += 3)
        {
            var w = (float)((g[p] - (g[0] + g[^1]) / 2) * scale);
            double mean = 0, square = 0;
            for (var k = 1; k < u.Length; k++)
            {
                // ∫q and ∫q² of a straight piece.
                double a = change[k - 1][p] * scale, b = change[k][p] * scale, du = u[k] - u[k - 1];
                mean += du * (a + b) / 2;
                square += du * (a * a + a * b + b * b) / 3;
            }
            Assert.Equal(mean, PulseLawTests.Mean(law, w, up), 1e-4 * Math.Abs(mean) + 1e-7);
            double s = 0, weight = 0;
            for (var xi = -6.0; xi <= 6; xi += 0.01)
            {
                var e = PulseLawTests.After(law, w, up, (float)xi) - w - mean;
                s += Math.Exp(-xi * xi / 2) * e * e;
                weight += Math.Exp(-xi * xi / 2);
            }
            Assert.Equal(Math.Sqrt(square - mean * mean), Math.Sqrt(s / weight), 2e-3 * Math.Sqrt(square - mean * mean));
        }
    }

    [Fact]
    public void TheWindowIsTheMiddleEightyPerCent()
    {
        var law = Enode();
        Assert.Equal(1.25, law.Maximum, 1e-12);
        Assert.Equal(-1.25, law.Minimum, 1e-12);
    }

    [Theory]
    [InlineData("line 3, column 2", 2, "0, 0.x, 1")]
    [InlineData("ends after 4 lines", 4, "")]
    [InlineData("line 4: 1 values for 2 conductances", 3, "1e-6")]
    [InlineData("2 rows of changes for 3 probabilities", 5, "")]
    [InlineData("must increase", 1, "2e-4, 1e-4")]
    public void ADamagedFileIsNamedWithItsLine(string expected, int line, string text)
    {
        string[] good = ["title", "1e-4, 2e-4", "0, 0.5, 1", "1e-6, 1e-6", "2e-6, 2e-6", "3e-6, 3e-6"];
        var folder = Directory.CreateTempSubdirectory("ecram-table");
        try
        {
            var bad = good.ToArray();
            bad[line] = text;
            File.WriteAllLines(Path.Combine(folder.FullName, "up.txt"), line == 4 ? bad[..4] : bad);
            var file = Path.Combine(folder.FullName, "up.txt");
            var error = Assert.Throws<InputException>(() => QuantileFile(file));
            Assert.Contains("up.txt", error.Message, StringComparison.Ordinal);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static MeasuredTable Enode() => MeasuredTable.Read(Node("""
        "increasing": { "value": "enode/ENODe_dG_increasing.txt", "status": "measured", "source": "test" },
        "decreasing": { "value": "enode/ENODe_dG_decreasing.txt", "status": "measured", "source": "test" }
        """));

    private static void QuantileFile(string file) => MeasuredTable.Read(Node($$"""
        "increasing": { "value": "{{file.Replace('\\', '/')}}", "status": "measured", "source": "test" },
        "decreasing": { "value": "enode/ENODe_dG_decreasing.txt", "status": "measured", "source": "test" }
        """));

    private static ModelNode Node(string keys)
    {
        var path = Path.Combine(Path.GetTempPath(), $"ecram-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, $"{{ {keys} }}");
        try
        {
            return ModelLibrary.Shipped().Load(ModelKind.Device, path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (double[] G, double[] U, double[][] Changes) Parse(string file)
    {
        var rows = File.ReadAllLines(file).Skip(1).Where(l => l.Trim().Length > 0)
            .Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return (rows[0], rows[1], rows[2..]);
    }
}
