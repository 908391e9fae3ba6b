using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests.Mapping;

public class TileGridTests
{
    private const int Rows = 37, Columns = 53;

    private static ITile Make(TileSize? size, ArrayOptions? options = null, double granularity = 1.0 / 64) =>
        Tile.Create(new ConstantStep(granularity, -1, 1, 0, PulseSpread.None), Rows, Columns, (options ?? ArrayOptions.Exact) with { Tiles = size }, 1, "layer", new WriteCost(1e-15, 1e-15, 1e-6));

    // Numbers on a grid of 1/64 add without rounding, so that no order of summation hides anything.
    private static float[] OnGrid(int count, int seed) => [.. Enumerable.Range(0, count).Select(k => (k * 7919 + seed * 104729) % 97 / 64f - 0.75f)];

    private static float[] Bounded(int count, int seed) => [.. OnGrid(count, seed).Select(v => Math.Clamp(v, -1, 1))];

    [Theory]
    [InlineData(16, 16, false)]
    [InlineData(37, 10, false)]
    [InlineData(5, 53, false)]
    [InlineData(1, 1, false)]
    [InlineData(16, 16, true)]
    public void ASplitLayerReadsAsTheWholeOneWhereThePeripheryIsIdeal(int outputs, int inputs, bool analog)
    {
        var (whole, split) = (Make(null), Make(new TileSize(outputs, inputs, analog)));
        Assert.IsType<TileGrid>(split);
        foreach (var tile in new[] { whole, split }) tile.SetWeights(Bounded(Rows * Columns, 1));
        float[] y = new float[4 * Rows], ySplit = new float[4 * Rows], g = new float[4 * Columns], gSplit = new float[4 * Columns];
        whole.Forward(OnGrid(4 * Columns, 2), y, 4);
        split.Forward(OnGrid(4 * Columns, 2), ySplit, 4);
        whole.Backward(OnGrid(4 * Rows, 3), g, 4);
        split.Backward(OnGrid(4 * Rows, 3), gSplit, 4);
        Assert.Equal(y, ySplit);
        Assert.Equal(g, gSplit);
        var w = new float[Rows * Columns];
        split.GetWeights(w);
        Assert.Equal(Bounded(Rows * Columns, 1), w);
    }

    // Certain pulses: the same coincidences in every tile.
    [Fact]
    public void ASplitLayerTakesTheSameUpdateWherePulsesAreCertain()
    {
        var options = ArrayOptions.Exact with { UpdateManagement = false, UpdateLengthManagement = false, PulseTrainLength = 8 };
        var (whole, split) = (Make(null, options), Make(new TileSize(16, 20, false), options));
        float[] x = [.. Enumerable.Range(0, Columns).Select(j => j % 3 - 1f)], d = [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? 1f : -1f)];
        foreach (var tile in new[] { whole, split }) tile.Update(x, d, 1, 8.0 / 64);
        float[] a = new float[Rows * Columns], b = new float[Rows * Columns];
        whole.GetWeights(a);
        split.GetWeights(b);
        Assert.Equal(a, b);
        Assert.Contains(a, w => w == 8 / 64f);
        Assert.Equal(whole.Ledger.Pulses, split.Ledger.Pulses);
        Assert.Equal(whole.Ledger.UpdateSlots, split.Ledger.UpdateSlots); // at the same time
    }

    [Fact]
    public void ASplitLayerLearns()
    {
        var options = new ArrayOptions(7, 9, 12, null, 0.06, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9);
        var tile = Make(new TileSize(16, 16, false), options, 0.002);
        float[] x = OnGrid(Columns, 4), target = [.. OnGrid(Rows, 5).Select(v => 2 * v)];
        var y = new float[Rows];
        for (var k = 0; k < 150; k++)
        {
            tile.Forward(x, y, 1);
            tile.Update(x, [.. target.Zip(y, (t, v) => t - v)], 1, 0.01);
        }
        double error = 0, size = target.Average(t => (double)t * t);
        for (var k = 0; k < 20; k++)
        {
            tile.Forward(x, y, 1);
            error += target.Zip(y, (t, v) => (double)(t - v) * (t - v)).Average() / 20;
        }
        // Four tiles side by side with σ = 0.06·α each, α = max|x| ≈ 0.75.
        Assert.InRange(error, 0, 0.05 * size + 4 * Math.Pow(0.06 * 0.75, 2) * 2);
    }

    [Fact]
    public void ALayerThatFitsIsOneTile() => Assert.IsNotType<TileGrid>(Make(new TileSize(37, 53, false)));

    [Fact]
    public void ProgrammingASplitLayerIsProgrammingItsTiles()
    {
        var target = Bounded(Rows * Columns, 6);
        var result = Make(new TileSize(16, 20, false)).Program(target, new WriteVerify(0.008, 1000, 0, 16));
        Assert.Equal(1, result.Yield);
        Assert.Equal(target, result.Held.Select(h => MathF.Round(h * 64) / 64));
        Assert.Equal(result.Pulses.Sum(), result.TotalPulses);
    }

    [Fact]
    public void UtilisationCountsWhatIsBuilt()
    {
        var options = ArrayOptions.Exact with { Tiles = new TileSize(128, 128, false) };
        var layer = Utilisation.Of("layer1", 256, 784, options);
        Assert.Equal((2, 7, 14), (layer.Down, layer.Across, layer.Tiles));
        Assert.Equal(256 * 784.0 / (14 * 128 * 128), layer.Used, 1e-15);
        Assert.Equal(1, Utilisation.Of("layer1", 256, 784, ArrayOptions.Exact).Used);
    }

    // 128 bit lines are 64 pairs or, with five digits, 25 outputs and three lines that nothing uses.
    [Fact]
    public void PlanesOnSharedWordLinesTakeTheirColumnsOfATile()
    {
        ArrayOptions With(IWeightPlacement placement, PlaneLayout layout) => ArrayOptions.Exact with
        {
            Tiles = new TileSize(128, 128, false), Planes = layout, Stages = new ReadStages(placement, new AnalogInput(), [], []),
        };
        Utilisation own = Utilisation.Of("layer1", 256, 784, With(new DifferentialPair(true), PlaneLayout.OwnArrays)),
            shared = Utilisation.Of("layer1", 256, 784, With(new DifferentialPair(true), PlaneLayout.InterleavedColumns)),
            slices = Utilisation.Of("layer1", 256, 784, With(new BitSlices(2, 5), PlaneLayout.InterleavedColumns));
        // As many cells for a layer of whole tiles: two planes of 2 by 7 tiles, or 4 by 7.
        Assert.Equal((2, 4, 28L * 128 * 128, 28L * 128 * 128), (own.Down, shared.Down, own.CellsBuilt, shared.CellsBuilt));
        Assert.Equal((11, 77L * 128 * 128), (slices.Down, slices.CellsBuilt));
        Assert.Equal(256 * 784.0 * 5 / (77 * 128 * 128), slices.Used, 1e-15);
        Assert.Equal(1, Utilisation.Of("layer1", 256, 784, With(new BitSlices(2, 5), PlaneLayout.InterleavedColumns) with { Tiles = null }).Used);

        var tile = Assert.IsType<TileGrid>(Make(new TileSize(16, 64, false), With(new DifferentialPair(true), PlaneLayout.InterleavedColumns)));
        Assert.Equal((5, 1), (tile.GridRows, tile.GridColumns));
        Assert.All(Enumerable.Range(0, 5), i => Assert.InRange(tile[i, 0].Rows, 7, 8));
        Assert.IsNotType<TileGrid>(Make(new TileSize(2 * Rows, 64, false), With(new DifferentialPair(true), PlaneLayout.InterleavedColumns)));
    }
}
