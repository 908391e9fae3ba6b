using EcramSim.Crossbar.Faults;
using EcramSim.Crossbar.HalfSelect;
using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Forms;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Tiles;

/// <summary>A tile that is put back into the state of another goes on to the same bits: over every law, stage, placement, coding and form of the catalogue.</summary>
public sealed class TileStateTests
{
    private const int Rows = 5, Columns = 11;

    private static readonly ArrayOptions Noisy = new(7, 9, 12, 0.01, 0.06, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9);
    private static readonly ConstantStep Steps = new(0.01, -1, 1, 0.3, Laws.Spread);
    private static readonly ReadStages Plain = new(new FixedReference(), new AnalogInput(), [], []);

    private static readonly PulseMemory Forgetful = new([0, 0], [0, 0]);

    private static readonly CellEvolution Evolving = new(new DriftTable(-1, 1, [1e-3, 0, -1e-3]), new VolatilePart(-1, 1, [-0.004, -0.004], [0.004, 0.004])
    {
        UpAfterUp = Forgetful, UpAfterDown = Forgetful, DownAfterUp = Forgetful, DownAfterDown = Forgetful,
        Relaxation = new RelaxationCurve([1, 2], [1, Math.Exp(-0.5)]),
    });

    private static readonly Dictionary<string, Func<ITile>> Cases = All();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_restored_tile_goes_on_to_the_same_bits(string name)
    {
        var (first, second, untouched) = (Cases[name](), Cases[name](), Cases[name]());
        Work(first, 0, 7);
        var state = StateExchange.Save(first);
        // The other one has a past of its own, which must be gone.
        Work(second, 100, 3);
        StateExchange.Restore(second, state, "test");
        var course = Work(first, 7, 5);
        Assert.Equal(course, Work(second, 7, 5));
        Assert.Equal(first.Ledger, second.Ledger);
        Assert.Equal(StateExchange.Save(first).Values.SelectMany(p => p.Bytes), StateExchange.Save(second).Values.SelectMany(p => p.Bytes));
        // Taking a state changes nothing.
        Work(untouched, 0, 7);
        Assert.Equal(course, Work(untouched, 7, 5));
    }

    [Fact]
    public void A_state_of_another_tile_is_refused()
    {
        var state = StateExchange.Save(Make(Steps, ArrayOptions.Exact));
        string Message(IStateful root) => Assert.Throws<InputException>(() => StateExchange.Restore(root, state, "x.checkpoint")).Message;
        Assert.Contains("x.checkpoint: part 'weights/values'", Message(Tile.Create(Steps, 3, Columns, ArrayOptions.Exact, 1, "tile")), StringComparison.Ordinal);
        Assert.Contains("part 'ageing/volatile' is missing", Message(Tile.Create(Steps, Rows, Columns, ArrayOptions.Exact, 1, "tile", evolution: Evolving)), StringComparison.Ordinal);
        Assert.Contains("belongs to nothing in this run", Message(new ExactTile(Rows, Columns, ArrayOptions.Exact, 1, "tile")), StringComparison.Ordinal);
    }

    private static Dictionary<string, Func<ITile>> All()
    {
        var cases = new Dictionary<string, Func<ITile>>
        {
            ["exact tile"] = () => new ExactTile(Rows, Columns, Noisy, 1, "tile"),
            ["exact tile in stages"] = () => new ExactTile(Rows, Columns, ArrayOptions.Exact with { Stages = Plain }, 1, "tile"),
            ["grid"] = () => TileGrid.Of(new TileSize(3, 4, false), Rows, Columns, "tile", (r, c, n) => Tile.Create(Steps, r, c, Noisy, 1, n)),
            ["evolution"] = () => Tile.Create(Steps, Rows, Columns, Noisy, 1, "tile", new WriteCost(1e-12, 2e-12, 0.05), evolution: Evolving),
            ["drift of its own"] = () => Tile.Create(Steps, Rows, Columns, Noisy, 1, "tile", new WriteCost(1e-12, 2e-12, 0.05), evolution: Evolving with { DriftSpread = 0.3 }),
            ["faults"] = () => Make(Steps, Noisy with { Faults = new ArrayFaults(0.1, 0.1, 0.1, 0, 0.5, 1) }),
            ["wires"] = () => Make(Steps, Noisy with { Wires = new ArrayWires(5, 5, 10, 10, false, 1e-5, 5e-6, 1e-8) }),
            ["half-selection"] = () => Make(Steps, Noisy with { HalfSelected = new HalfSelected(0.5, 0.1) }),
            ["prices"] = () => Make(Steps, ArrayOptions.Read(ModelLibrary.Shipped(), "cmos-28")),
        };
        foreach (var name in Laws.Names) cases.Add($"law {name}", () => Make(Laws.Of(name), Noisy));
        Catalogued<IReadStage>("stage", law => Make(Steps, ArrayOptions.Exact with { Stages = Plain with { Outputs = [law], Inputs = [law] }, ReadTime = 1e-6 }));
        Catalogued<IWeightPlacement>("placement", law => Make(Steps, ArrayOptions.Exact with { Stages = Plain with { Placement = law } }));
        Catalogued<IWeightPlacement>("placement behind wires", law => Make(Steps, ArrayOptions.Exact with
        {
            Stages = Plain with { Placement = law }, Wires = new ArrayWires(5, 5, 10, 10, false, 1e-5, 5e-6, 1e-8),
        }));
        Catalogued<IWeightPlacement>("interleaved placement behind wires", law => Make(Steps, ArrayOptions.Exact with
        {
            Stages = Plain with { Placement = law }, Planes = PlaneLayout.InterleavedColumns, Wires = new ArrayWires(5, 5, 10, 10, false, 1e-5, 5e-6, 1e-8),
        }));
        Catalogued<INoiseManagement>("noise management", law => Make(Steps, Noisy with { NoiseManagement = law }));
        Catalogued<INoiseManagement>("noise management of stages", law => Make(Steps, Noisy with { NoiseManagement = law, Stages = Plain }));
        Catalogued<IBoundManagement>("bound management", law => Make(Steps, Noisy with { BoundManagement = law, AdcBound = 0.3 }));
        Catalogued<IInputCoding>("coding", law => Make(Steps, ArrayOptions.Exact with { Stages = Plain with { Coding = law } }));
        Catalogued<IWeightForm>("form", law => new GroupTile(law, Steps, (l, name) => Tile.Create(l, Rows, Columns, Noisy, 1, name), "tile", 1));
        return cases;

        void Catalogued<TLaw>(string family, Func<TLaw, ITile> make) where TLaw : class
        {
            foreach (var (k, (name, law)) in Catalogue<TLaw>.Examples.Index()) cases.Add($"{family} {name} {k}", () => make(law));
        }
    }

    private static ITile Make(IPulseLaw law, ArrayOptions options) => Tile.Create(law, Rows, Columns, options, 1, "tile", new WriteCost(1e-12, 2e-12, 1e-6));

    // Everything a tile can do, from the seed of the round.
    private static float[] Work(ITile tile, int from, int rounds)
    {
        var course = new List<float>();
        for (var round = from; round < from + rounds; round++)
        {
            var random = new RandomStream(9, "work", (ulong)round);
            float[] Draw(int count, double range) => [.. Enumerable.Range(0, count).Select(_ => (float)(range * (2 * random.NextDouble() - 1)))];
            var (x, d, y, g) = (Draw(2 * Columns, 1), Draw(2 * Rows, 0.2), new float[2 * Rows], new float[2 * Columns]);
            tile.Forward(x, y, 2);
            tile.Backward(d, g, 2);
            tile.Update(x, d, 2, 0.1);
            if (tile.Granularity > 0)
            {
                tile.PulseRow(round % Rows, [.. Enumerable.Range(0, Columns).Select(j => j % 3 - 1)]);
                tile.PulseColumn(round % Columns, [.. Enumerable.Range(0, Rows).Select(i => i % 3 - 1)]);
            }
            if (round % 4 == 1) tile.Program(Draw(Rows * Columns, 0.2), new WriteVerify(0.02, 20, 0.01, 4));
            tile.Wait(0.3);
            var held = new float[Rows * Columns];
            tile.GetWeights(held);
            course.AddRange([.. y, .. g, .. held]);
        }
        return [.. course];
    }
}
