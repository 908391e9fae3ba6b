using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Tiles;

public class TileTests
{
    private static readonly ArrayOptions Usual = new(7, 9, 12, null, 0.06, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9);

    [Fact]
    public void SameSeedAndNameGiveTheSameBitsAndOthersDoNot()
    {
        Assert.Equal(Trained(7, "a", 1), Trained(7, "a", 1));
        Assert.NotEqual(Trained(7, "a", 1), Trained(8, "a", 1));
        Assert.NotEqual(Trained(7, "a", 1), Trained(7, "b", 1));
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("table")]
    public void ResultsDoNotDependOnTheNumberOfThreads(string law) =>
        Assert.Equal(Trained(7, "threads", 1, law, 300, 260), Trained(7, "threads", 4, law, 300, 260));

    [Fact]
    public void WithoutNoiseAndSpreadWeightsStayOnTheGridOfTheGranularity()
    {
        var tile = Tile.Create(new ConstantStep(1.0 / 128, -1, 1, 0, PulseSpread.None), 12, 20, Usual, 1, "grid");
        Run(tile, 30, 0.02);
        foreach (var w in Weights(tile)) Assert.Equal(Math.Round(w * 128), w * 128);
    }

    [Fact]
    public void PulsesBeyondTheBoundsStayAtTheOwnBoundOfEachCell()
    {
        var spread = new PulseSpread(Bounds: 0.3);
        var tile = Tile.Create(new ConstantStep(0.01, -0.5, 0.5, 0, spread), 50, 80, Usual, 1, "bounds");
        float[] x = [.. Enumerable.Repeat(1f, 80)], d = [.. Enumerable.Repeat(1f, 50)];
        for (var k = 0; k < 20; k++) tile.Update(x, d, 1, 0.3);
        var up = Weights(tile);
        for (var k = 0; k < 40; k++) tile.Update(x, d, 1, -0.3);
        var down = Weights(tile);
        // Factors 1 + 0.3 ξ: mean and spread of 4000 cells within five standard errors.
        foreach (var (bounds, sign) in new[] { (up, 1), (down, -1) })
        {
            var factors = bounds.Select(b => sign * b / 0.5).ToArray();
            var mean = factors.Average();
            var sigma = Math.Sqrt(factors.Average(f => (f - mean) * (f - mean)));
            Assert.InRange(mean, 1 - 5 * 0.3 / Math.Sqrt(4000), 1 + 5 * 0.3 / Math.Sqrt(4000));
            Assert.InRange(sigma, 0.3 * (1 - 5 / Math.Sqrt(8000)), 0.3 * (1 + 5 / Math.Sqrt(8000)));
        }
        // Upper and lower bounds are drawn apart.
        var correlation = up.Zip(down, (u, v) => (u / 0.5 - 1) * (v / -0.5 - 1) / 0.09).Average();
        Assert.InRange(correlation, -5 / Math.Sqrt(4000), 5 / Math.Sqrt(4000));
    }

    // One certain pulse up, then one down: factors of step 1 + 0.2 ξ₁ ± 0.1 ξ₂.
    [Fact]
    public void StepsSpreadTogetherAndApartByDirection()
    {
        const int rows = 60, columns = 80, n = rows * columns;
        var options = Usual with { PulseTrainLength = 1, UpdateLengthManagement = false };
        var tile = Tile.Create(new ConstantStep(0.01, -1, 1, 0, new PulseSpread(Step: 0.2, UpDown: 0.1)), rows, columns, options, 3, "steps");
        float[] x = [.. Enumerable.Repeat(1f, columns)], d = [.. Enumerable.Repeat(1f, rows)];
        tile.Update(x, d, 1, 0.01);
        var up = Weights(tile);
        tile.Update(x, d, 1, -0.01);
        var down = Weights(tile).Zip(up, (after, before) => before - after).ToArray();
        double[] sum = [.. up.Zip(down, (u, v) => (u + v) / 0.02)], difference = [.. up.Zip(down, (u, v) => (u - v) / 0.02)];
        Assert.InRange(Deviation(sum), 0.2 * (1 - 5 / Math.Sqrt(2.0 * n)), 0.2 * (1 + 5 / Math.Sqrt(2.0 * n)));
        Assert.InRange(Deviation(difference), 0.1 * (1 - 5 / Math.Sqrt(2.0 * n)), 0.1 * (1 + 5 / Math.Sqrt(2.0 * n)));
        Assert.InRange(sum.Average(), 1 - 5 * 0.2 / Math.Sqrt(n), 1 + 5 * 0.2 / Math.Sqrt(n));
        Assert.Equal(n, tile.Ledger.PulsesUp);
        Assert.Equal(n, tile.Ledger.PulsesDown);
    }

    [Fact]
    public void LedgerCountsAndPrices()
    {
        var cost = new WriteCost(2e-15, 3e-15, 1e-6);
        var options = Usual with { PulseTrainLength = 10, UpdateManagement = false, UpdateLengthManagement = false };
        var tile = Tile.Create(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), 2, 3, options, 3, "ledger", cost);
        // η = ε·BL, so A = B = 1: lines of 1 fire in all ten slots, lines of 0 in none.
        tile.Update([1, 0, -1], [1, 0], 1, 0.1);
        Assert.Equal((10, 10, 10), (tile.Ledger.PulsesUp, tile.Ledger.PulsesDown, tile.Ledger.UpdateSlots));
        Assert.Equal([0.1f, 0, -0.1f, 0, 0, 0], Weights(tile).Select(w => MathF.Round(w, 6)));
        tile.Forward(new float[6], new float[4], 2);
        tile.Backward([1, 1], new float[3], 1);
        Assert.Equal(3, tile.Ledger.Reads);
        Assert.Equal(10 * 2e-15 + 10 * 3e-15, tile.Ledger.WriteEnergy!.Value, 1e-20);
        Assert.Equal(2 * 10 * 1e-6, tile.Ledger.WriteTime!.Value, 1e-12); // an up and a down phase
        Assert.Equal(2 * 10 * 1e-6 + 3 * 80e-9, tile.Ledger.Time!.Value, 1e-12);
        Assert.Null(Tile.Create(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), 2, 3, Usual, 3, "free").Ledger.WriteEnergy);
    }

    [Fact]
    public void WeightsOutsideTheWindowAreAnErrorThatNamesTheFractionUnlessClipped()
    {
        var tile = Tile.Create(new ConstantStep(0.01, -0.5, 0.6, 0, PulseSpread.None), 2, 2, Usual, 1, "layer1");
        var error = Assert.Throws<InputException>(() => tile.SetWeights([0.1f, 0.7f, -0.5f, 0.6f]));
        Assert.Contains("layer1", error.Message, StringComparison.Ordinal);
        Assert.Contains("25.00", error.Message, StringComparison.Ordinal);
        Assert.Equal(new float[4], Weights(tile));
        Assert.Equal(0.25, tile.SetWeights([0.1f, 0.7f, -0.5f, 0.6f], clip: true));
        Assert.Equal([0.1f, 0.6f, -0.5f, 0.6f], Weights(tile));
        Assert.Throws<ArgumentException>(() => tile.SetWeights(new float[3]));
        Assert.Throws<InputException>(() => tile.SetWeights([0, float.NaN, 0, 0], clip: true));
    }

    [Fact]
    public void ReadsAndUpdatesAllocateNothing()
    {
        var tile = Tile.Create(Laws.Of("linear", Laws.Spread), 36, 65, Usual, 1, "allocation");
        float[] x = new float[65], y = new float[36], g = new float[65];
        Array.Fill(x, 0.5f);
        void Step()
        {
            tile.Forward(x, y, 1);
            tile.Backward(y, g, 1);
            tile.Update(x, y, 1, 0.01);
        }
        for (var k = 0; k < 200; k++) Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 100; k++) Step();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ACellTakesAtMostSixteenBytes()
    {
        var tile = new Tile<LinearStep>((LinearStep)Laws.Of("linear", Laws.Spread), 4, 8, Usual, 1, "memory");
        Assert.Equal(16, tile.BytesPerCell);
        Assert.Equal(4, new Tile<LinearStep>((LinearStep)Laws.Of("linear"), 4, 8, Usual, 1, "memory").BytesPerCell);
    }

    [Fact]
    public void ExactTileTakesTheOuterProduct()
    {
        var tile = new ExactTile(2, 3, ArrayOptions.Exact, 1, "exact");
        tile.Update([1, 2, 3, 0, 1, 0], [0.5f, -1, 0, 2], 2, 0.1);
        Assert.Equal([0.05f, 0.1f, 0.15f, -0.1f, 0, -0.3f], Weights(tile).Select(w => MathF.Round(w, 6)));
    }

    [Fact]
    public void WrongLengthsAndInfiniteErrorsAreRefused()
    {
        var tile = Tile.Create(Laws.Of("constant"), 2, 3, Usual, 1, "guard");
        Assert.Throws<ArgumentException>(() => tile.Forward(new float[4], new float[2], 1));
        Assert.Throws<ArgumentException>(() => tile.Update(new float[3], new float[2], 2, 0.1));
        Assert.Throws<ArithmeticException>(() => tile.Update(new float[3], [float.NaN, 0], 1, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tile.Update(new float[3], new float[2], 1, double.NaN));
    }

    private static float[] Trained(ulong seed, string name, int threads, string law = "linear", int rows = 20, int columns = 30)
    {
        var tile = Tile.Create(Laws.Of(law, Laws.Spread), rows, columns, Usual, seed, name, threads: threads);
        Run(tile, 5, 0.05);
        return Weights(tile);
    }

    private static void Run(ITile tile, int steps, double rate)
    {
        var random = new RandomStream(1, "vectors");
        float[] x = new float[2 * tile.Columns], d = new float[2 * tile.Rows], y = new float[2 * tile.Rows];
        for (var k = 0; k < steps; k++)
        {
            for (var j = 0; j < x.Length; j++) x[j] = (float)random.NextDouble();
            tile.Forward(x, y, 2);
            for (var i = 0; i < d.Length; i++) d[i] = (float)(0.3 * random.NextNormal() - 0.1 * y[i]);
            tile.Update(x, d, 2, rate);
        }
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static float[] Weights(ITile tile)
    {
        var w = new float[tile.Rows * tile.Columns];
        tile.GetWeights(w);
        return w;
    }
}
