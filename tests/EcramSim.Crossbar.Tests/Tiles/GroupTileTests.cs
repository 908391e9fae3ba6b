using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Forms;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests.Tiles;

/// <summary>Weights of several cells: reads, updates, pulses and bounds are those of one weight; what each form promises holds.</summary>
public sealed class GroupTileTests
{
    private const double Step = 0.002;

    private static GroupTile Make(IWeightForm form, IPulseLaw? law = null, int rows = 5, int columns = 7) => new(form, law ?? new ConstantStep(Step, -1, 1, 0, PulseSpread.None),
        (l, name) => Tile.Create(l, rows, columns, ArrayOptions.Exact, 3, name, null), "group", 3);

    public static TheoryData<string, int> Forms => [.. Catalogue<IWeightForm>.Examples.Select((e, i) => (e.Name, i))];

    private static IWeightForm Form(int index) => Catalogue<IWeightForm>.Examples[index].Law;

    private static float[] Weights(GroupTile tile)
    {
        var held = new float[tile.Rows * tile.Columns];
        tile.GetWeights(held);
        return held;
    }

    [Theory, MemberData(nameof(Forms))]
    public void Weights_are_set_read_and_updated_as_one(string name, int index)
    {
        var tile = Make(Form(index));
        var wanted = Enumerable.Range(0, 35).Select(k => 0.4f * MathF.Sin(k)).ToArray();
        Assert.Equal(0, tile.SetWeights(wanted));
        Assert.All(Weights(tile).Zip(wanted), p => Assert.Equal(p.Second, p.First, 1e-5));
        float[] x = [1, -0.5f, 0.25f, 0, 1, 0.5f, -1], d = [0.2f, -1, 0, 0.5f, 1];
        var (y, g) = (new float[5], new float[7]);
        tile.Forward(x, y, 1);
        tile.Backward(d, g, 1);
        for (var i = 0; i < 5; i++) Assert.Equal(Enumerable.Range(0, 7).Sum(j => wanted[7 * i + j] * x[j]), y[i], 1e-4);
        for (var j = 0; j < 7; j++) Assert.Equal(Enumerable.Range(0, 5).Sum(i => wanted[7 * i + j] * d[i]), g[j], 1e-4);
        // The mean of many updates: η d x each, with a variance of at most |η d x|·(largest step) per update.
        const int updates = 400;
        const double rate = 5e-4;
        for (var u = 0; u < updates; u++) tile.Update(x, d, 1, rate);
        var held = Weights(tile);
        for (var i = 0; i < 5; i++)
            for (var j = 0; j < 7; j++)
            {
                var change = updates * rate * d[i] * x[j];
                Assert.InRange(held[7 * i + j] - wanted[7 * i + j] - change, -5 * Math.Sqrt(Math.Abs(change) * 2 * Step) - 2 * Step, 5 * Math.Sqrt(Math.Abs(change) * 2 * Step) + 2 * Step);
            }
        Assert.NotEmpty(name);
    }

    [Theory, MemberData(nameof(Forms))]
    public void Whole_pulses_move_by_the_granularity_and_programming_reaches_its_tolerance(string name, int index)
    {
        var tile = Make(Form(index));
        tile.PulseRow(2, [4, -4, 0, 0, 8, 0, 0]);
        var held = Weights(tile);
        Assert.Equal(4 * tile.Granularity, held[14], 2 * Step);
        Assert.Equal(-4 * tile.Granularity, held[15], 2 * Step);
        Assert.Equal(8 * tile.Granularity, held[18], 2 * Step);
        Assert.Equal(0, held[16], 1e-6);
        var wanted = Enumerable.Range(0, 35).Select(k => 0.5f * MathF.Cos(k)).ToArray();
        var result = tile.Program(wanted, new WriteVerify(0.01, 2000, 0, 8));
        Assert.True(result.Yield == 1, $"{name}: {result.Yield}");
    }

    [Fact]
    public void One_sided_cells_only_go_up_until_they_are_refreshed()
    {
        var tile = Make(new OneSidedPair(0.75, 1));
        float[] x = [1, 1, 1, 1, 1, 1, 1], d = [1, 1, 1, 1, 1];
        // Up and down in turn fills both cells; without refresh they would stick at their ends after 1000 pulses each.
        for (var u = 0; u < 4000; u++) tile.Update(x, d, 1, (u % 2 == 0 ? 1 : -1) * Step / 2);
        Assert.All(Weights(tile), w => Assert.Equal(0, w, 0.02));
        for (var u = 0; u < 700; u++) tile.Update(x, d, 1, Step / 2);
        Assert.All(Weights(tile), w => Assert.Equal(0.7, w, 0.03));
        Assert.True(tile.Ledger.PulsesDown > tile.Ledger.PulsesUp / 4);
    }

    [Fact]
    public void The_reference_stands_at_the_symmetry_point()
    {
        // Steps 1.3Δ(1 − g) up and 0.7Δ(1 + g) down: symmetry at 0.3, where the weight is 0.
        var tile = Make(new ReferencePair(1500), new SoftBounds(0.01, -1, 1, 0, PulseSpread.None, 0.3));
        for (var pair = 0; pair < 500; pair++)
            for (var row = 0; row < 5; row++)
            {
                tile.PulseRow(row, [1, 1, 1, 1, 1, 1, 1]);
                tile.PulseRow(row, [-1, -1, -1, -1, -1, -1, -1]);
            }
        Assert.All(Weights(tile), w => Assert.Equal(0, w, 0.01));
        Assert.Throws<InputException>(() => tile.SetWeights(Enumerable.Repeat(1.5f, 35).ToArray()));
    }
}
