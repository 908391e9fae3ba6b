using System.Text.RegularExpressions;
using EcramSim.Crossbar;
using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests.Tiles;

/// <summary>The eight lines of the README, compiled and run.</summary>
public class MatrixOfCellsTests
{
    [Fact]
    public void TheLinesOfTheReadme()
    {
        // readme
        var array = CellArray.Read("lixwo3-lipon", "cmos-65");
        float[,] w = { { 0.5f, -0.2f, 0.1f }, { -0.3f, 0.4f, 0.0f } };
        var tile = new Tile(w, array);
        float[] y = tile.Multiply(1f, 0.5f, -1f);
        float[] g = tile.MultiplyTransposed(1f, -1f);
        float[,] batch = tile.Multiply(new float[,] { { 1, 0, 0 }, { 0, 1, 0 } });
        var written = tile.Program(w, new WriteVerify(Tolerance: 0.005, Budget: 500, ReadNoise: 0.001, Burst: 16));
        var report = $"{written.Yield:P0} within tolerance, {written.RootMeanSquareError:G2} rms, {tile.Ledger.Energy:G3} J so far";
        // end
        // Read noise 0.06 per output, ADC steps of 12/255.
        double[] expectedY = [0.5 - 0.1 - 0.1, -0.3 + 0.2], expectedG = [0.8, -0.6, 0.1];
        for (var i = 0; i < 2; i++) Assert.Equal(expectedY[i], y[i], 0.35);
        for (var j = 0; j < 3; j++) Assert.Equal(expectedG[j], g[j], 0.35);
        Assert.Equal((2, 2), (batch.GetLength(0), batch.GetLength(1)));
        Assert.Equal(-0.3, batch[0, 1], 0.35);
        Assert.Equal(0.4, batch[1, 1], 0.35);
        Assert.Equal(1, written.Yield);
        Assert.Contains("J so far", report, StringComparison.Ordinal);
    }

    [Fact]
    public void TheReadmeShowsExactlyTheseLines()
    {
        var root = Directory.GetParent(ModelLibrary.ShippedFolder("models"))!.FullName;
        static string[] Lines(string text) => [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
        var source = File.ReadAllText(Path.Combine(root, "tests", "EcramSim.Crossbar.Tests", "Tiles", "MatrixOfCellsTests.cs"));
        var here = Lines(Regex.Match(source, "// readme\n(.*?)// end", RegexOptions.Singleline).Groups[1].Value);
        var shown = Regex.Matches(File.ReadAllText(Path.Combine(root, "README.md")), "```csharp\n(.*?)```", RegexOptions.Singleline).Select(m => Lines(m.Groups[1].Value));
        Assert.Equal(8, here.Length);
        Assert.Contains(shown, lines => lines.SequenceEqual(here));
    }

    [Fact]
    public void WeightsBeyondTheWindowAreScaledByAPowerOfTwo()
    {
        var array = new CellArray(CellArray.Read("lixwo3-lipon").Device, ArrayOptions.Exact);
        var tile = new Tile(new float[,] { { 7, -3 } }, array);
        Assert.Equal(8, tile.Scale); // the window reaches to 1.25
        Assert.Equal(7 * 2 - 3f, tile.Multiply(2f, 1f)[0], 1e-5f);
        Assert.Equal([3.5f, -1.5f], tile.MultiplyTransposed(0.5f));
        Assert.Equal(-3, tile.Weights()[0, 1]);
        Assert.Equal(1, new Tile(new float[,] { { 7, -3 } }, array with { Device = null }).Scale);
        Assert.Throws<ArgumentException>(() => new Tile(new float[,] { { float.NaN } }, array));
        Assert.Throws<ArgumentException>(() => tile.Program(new float[1, 1]));
    }

    // w + (σ_a + σ_r|w|)ξ: the spread at w = 0 and at w = 0.5; nothing leaves the bounds.
    [Fact]
    public void AProgrammingErrorStaysInTheWeights()
    {
        const int n = 4000;
        var array = new CellArray(CellArray.Read("gokmen-vlasov").Device, ArrayOptions.Exact with { ProgrammingError = new ProgrammingError(0.02, 0.1) });
        foreach (var (w, sigma) in new[] { (0f, 0.02), (0.4f, 0.06) })
        {
            // Bounds of single cells spread by 30 %: rows wide enough to take the exact tile instead.
            var tile = (array with { Device = null }).CreateTile(1, n, [.. Enumerable.Repeat(w, n)]);
            var held = new float[n];
            tile.GetWeights(held);
            Assert.InRange(held.Average(), w - 5 * sigma / Math.Sqrt(n), w + 5 * sigma / Math.Sqrt(n));
            Assert.InRange(Math.Sqrt(held.Average(h => (h - w) * (h - (double)w))), sigma * (1 - 5 / Math.Sqrt(2.0 * n)), sigma * (1 + 5 / Math.Sqrt(2.0 * n)));
        }
        var bounded = new Tile(new float[,] { { 1, 1, 1, -1, -1 } }, array);
        foreach (var w in bounded.Weights()) Assert.InRange(w, -1, 1);
    }
}
