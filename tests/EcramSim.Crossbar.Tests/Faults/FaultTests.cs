using EcramSim.Crossbar.Faults;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests.Faults;

public class FaultTests
{
    private const int Rows = 60, Columns = 80;

    private static ITile Make(ArrayFaults faults, ulong seed = 1, ArrayOptions? options = null) =>
        Tile.Create(new ConstantStep(0.01, -1, 0.8, 0, PulseSpread.None), Rows, Columns, (options ?? ArrayOptions.Exact) with { Faults = faults }, seed, "broken", new WriteCost(1e-15, 1e-15, 1e-6));

    private static float[] Weights(ITile tile)
    {
        var w = new float[Rows * Columns];
        tile.GetWeights(w);
        return w;
    }

    [Fact]
    public void StuckCellsComeAtTheirRateAndStay()
    {
        var tile = Make(new ArrayFaults(0.05, 0.02, 0, 0, 0, 0));
        tile.SetWeights(new float[Rows * Columns]);
        var first = Weights(tile);
        int low = first.Count(w => w == -1), high = first.Count(w => w == 0.8f);
        Assert.InRange(low, 4800 * 0.05 - 5 * Math.Sqrt(4800 * 0.05), 4800 * 0.05 + 5 * Math.Sqrt(4800 * 0.05));
        Assert.InRange(high, 4800 * 0.02 - 5 * Math.Sqrt(4800 * 0.02), 4800 * 0.02 + 5 * Math.Sqrt(4800 * 0.02));
        Assert.Equal(Rows * Columns, low + high + first.Count(w => w == 0));
        tile.Update([.. Enumerable.Repeat(1f, Columns)], [.. Enumerable.Repeat(1f, Rows)], 1, 0.1);
        var then = Weights(tile);
        for (var k = 0; k < first.Length; k++)
            if (first[k] != 0) Assert.Equal(first[k], then[k]);
            else Assert.True(then[k] > 0);
    }

    [Fact]
    public void DeadLinesCarryNothing()
    {
        var tile = Make(new ArrayFaults(0, 0, 0.1, 0.2, 0, 0));
        tile.SetWeights([.. Enumerable.Repeat(0.5f, Rows * Columns)]);
        var w = Weights(tile);
        var deadRows = Enumerable.Range(0, Rows).Where(i => Enumerable.Range(0, Columns).All(j => w[i * Columns + j] == 0)).ToArray();
        var deadColumns = Enumerable.Range(0, Columns).Where(j => Enumerable.Range(0, Rows).All(i => w[i * Columns + j] == 0)).ToArray();
        Assert.InRange(deadRows.Length, 1, 30);
        Assert.InRange(deadColumns.Length, 1, 24);
        var y = new float[Rows];
        tile.Forward([.. Enumerable.Repeat(1f, Columns)], y, 1);
        for (var i = 0; i < Rows; i++) Assert.Equal(deadRows.Contains(i) ? 0 : 0.5f * (Columns - deadColumns.Length), y[i], 1e-4f);
    }

    // y_i − δ_i·t·Σx: linear in time, the same line whatever the weights; the spread between lines is the drift.
    [Fact]
    public void ReferencesDriftWithTime()
    {
        var tile = Make(new ArrayFaults(0, 0, 0, 0, 1, 0.001));
        float[] x = [.. Enumerable.Repeat(0.5f, Columns)];
        float[] at0 = new float[Rows], at10 = new float[Rows], at20 = new float[Rows];
        tile.Forward(x, at0, 1);
        tile.Wait(10);
        tile.Forward(x, at10, 1);
        tile.Wait(10);
        tile.Forward(x, at20, 1);
        double square = 0;
        for (var i = 0; i < Rows; i++)
        {
            Assert.Equal(0, at0[i]);
            Assert.Equal(2 * at10[i], at20[i], 1e-5f);
            square += Math.Pow(at10[i] / (0.001 * 10 * 0.5 * Columns), 2) / Rows;
        }
        Assert.InRange(Math.Sqrt(square), 1 - 5 / Math.Sqrt(2.0 * Rows), 1 + 5 / Math.Sqrt(2.0 * Rows));
        // Backward is the same matrix transposed: d·(W x) = x·(Wᵀ d).
        float[] d = [.. Enumerable.Range(0, Rows).Select(i => (float)Math.Sin(i))];
        var g = new float[Columns];
        tile.Backward(d, g, 1);
        Assert.Equal(d.Zip(at20, (a, b) => (double)a * b).Sum(), x.Zip(g, (a, b) => (double)a * b).Sum(), 1e-3);
    }

    [Fact]
    public void WhereFaultsStrikeDependsOnTheSeedAlone()
    {
        var faults = new ArrayFaults(0.05, 0, 0, 0, 0, 0);
        Assert.Equal(Weights(Make(faults)), Weights(Make(faults)));
        Assert.NotEqual(Weights(Make(faults)), Weights(Make(faults, 2)));
        // More of one fault moves no other.
        var more = Weights(Make(faults with { StuckHigh = 0.05 }));
        var before = Weights(Make(faults));
        for (var k = 0; k < more.Length; k++) if (before[k] == -1) Assert.Equal(-1, more[k]);
    }

    [Fact]
    public void AnArrayFileSaysWhatIsBroken()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "broken.json");
            var json = File.ReadAllText(Path.Combine(ModelLibrary.ShippedFolder("models"), "arrays", "default.json")).TrimEnd().TrimEnd('}').TrimEnd();
            string File1(string faults) { File.WriteAllText(path, json + ",\n  \"faults\": " + faults + "\n}\n"); return path; }
            const string p = "{ \"value\": 0.01, \"status\": \"estimated\", \"source\": \"a test\" }";
            Assert.Equal(0.01, ArrayOptions.Read(ModelLibrary.Shipped(), File1($"{{ \"stuck_low\": {p} }}")).Faults.StuckLow);
            Assert.Contains("stuck_low", Assert.Throws<InputException>(() => ArrayOptions.Read(ModelLibrary.Shipped(), File1($"{{ \"stuck_lo\": {p} }}"))).Message, StringComparison.Ordinal);
            Assert.Contains("reference_drift", Assert.Throws<InputException>(() => ArrayOptions.Read(ModelLibrary.Shipped(), File1($"{{ \"drifting_references\": {p} }}"))).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
