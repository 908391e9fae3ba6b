using EcramSim.Crossbar.HalfSelect;
using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Stages;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>Planes whose bit lines alternate on the word lines of one array.</summary>
public class InterleavedPlanesTests
{
    private const int Rows = 4, Columns = 6;
    private const double Centre = 10e-6, Half = 8e-6, Low = Centre - Half, Driver = 20, Ohm = 50;

    public static TheoryData<int> Placements => [.. Enumerable.Range(0, Catalogue<IWeightPlacement>.Examples.Count)];

    private static IWeightPlacement Placement(int index) => Catalogue<IWeightPlacement>.Examples[index].Law;

    private static ArrayOptions Options(IWeightPlacement placement, double ohm, double driver = Driver, PlaneLayout layout = PlaneLayout.InterleavedColumns) => ArrayOptions.Exact with
    {
        Planes = layout, Stages = new ReadStages(placement, new AnalogInput(), [], []), Wires = new ArrayWires(ohm, ohm, driver, 0, false, Centre, Half, 1e-12),
    };

    private static ITile Make(ArrayOptions options, int rows = Rows, int columns = Columns) =>
        Tile.Create(new ConstantStep(0.001, -1, 1, 0, PulseSpread.None), rows, columns, options, 1, "planes");

    private static (float[] Y, float[] G) Read(ArrayOptions options)
    {
        var tile = Make(options);
        // Cells are placed anew after a write.
        tile.SetWeights(Values(Rows * Columns, 9));
        tile.Forward(Values(Columns, 2), new float[Rows], 1);
        tile.SetWeights(Values(Rows * Columns, 1));
        float[] y = new float[Rows], g = new float[Columns];
        tile.Forward(Values(Columns, 2), y, 1);
        tile.Backward(Values(Rows, 3), g, 1);
        return (y, g);
    }

    /// <summary>The whole node matrix of the one array: planes of an output side by side, references as one output and one input more, then the lines at 0.</summary>
    private static (double[] Y, double[] G) Directly(IWeightPlacement placement)
    {
        float[] w = Values(Rows * Columns, 1), x = Values(Columns, 2), d = Values(Rows, 3), placed = new float[Columns];
        var planes = placement.Planes;
        var lined = placement.HasReferenceLine ? 1 : 0;
        var isWeight = placement is FixedReference;
        double zero = isWeight ? Centre : Low, slope = isWeight ? Half : 2 * Half;
        int bits = planes * (Rows + lined) + 1, words = Columns + lined + 1;
        var cells = new double[words * bits];
        void Put(int word, int bit, double value) => cells[word * bits + bit] = zero + slope * value;
        for (var word = 0; word < words; word++) Put(word, bits - 1, 0);
        for (var bit = 0; bit < bits; bit++) Put(words - 1, bit, 0);
        for (var p = 0; p < planes; p++)
        {
            for (var i = 0; i < Rows; i++)
            {
                placement.Place(w.AsSpan(i * Columns, Columns), 1, p, placed);
                for (var j = 0; j < Columns; j++) Put(j, i * planes + p, placed[j]);
                if (lined > 0) Put(Columns, i * planes + p, 0.5);
            }
            for (var j = 0; lined > 0 && j < Columns; j++) Put(j, Rows * planes + p, 0.5);
            if (lined > 0) Put(Columns, Rows * planes + p, 0);
        }
        cells[^1] = 0;
        var wiring = new Wiring(Ohm, Ohm) { DriverResistance = Driver, WordEnds = LineEnds.First, BitEnds = LineEnds.Last };
        double[] forward = new double[Rows], backward = new double[Columns];
        var (_, below) = NodalReference.Solve(wiring, words, bits, cells, [.. x.Select(v => (double)v), .. new double[lined + 1]], new double[bits]);
        double Out(int bit) => (below[(words - 1) * bits + bit] - below[(words - 1) * bits + bits - 1]) / Ohm / slope;
        for (var p = 0; p < planes; p++)
        {
            for (var i = 0; i < Rows; i++) forward[i] += placement.Factor(p) * (Out(i * planes + p) - (lined > 0 ? Out(Rows * planes + p) : 0));
            // Only the bit lines of this plane are driven.
            var sources = new double[bits];
            for (var i = 0; i < Rows; i++) sources[i * planes + p] = d[i];
            var (before, _) = NodalReference.Solve(wiring, words, bits, cells, new double[words], sources);
            double Back(int word) => (before[word * bits] - before[(words - 1) * bits]) / (Driver + Ohm) / slope;
            for (var j = 0; j < Columns; j++) backward[j] += placement.Factor(p) * (Back(j) - (lined > 0 ? Back(Columns) : 0));
        }
        return (forward, backward);
    }

    // Outputs of up to 10 in single precision.
    private const double Close = 5e-6;

    [Theory, MemberData(nameof(Placements))]
    public void Reads_are_the_network_of_one_array_solved_directly(int index)
    {
        var (y, g) = Read(Options(Placement(index), Ohm));
        var (forward, backward) = Directly(Placement(index));
        for (var i = 0; i < Rows; i++) Assert.Equal(forward[i], y[i], Close);
        for (var j = 0; j < Columns; j++) Assert.Equal(backward[j], g[j], Close);
    }

    // One weight of ½: cells of 10 and 2 µS, references of 2 µS, drivers of 10 kΩ and nothing else that resists. The word line of 1 V carries all
    // three cells of its array: 1/(1 + 10 kΩ·14 µS) V. Of two arrays one carries 12 µS, the other 4 µS, of which nothing is left when the reference is taken off.
    [Fact]
    public void One_pair_by_hand()
    {
        ITile Pair(PlaneLayout layout)
        {
            var tile = Make(Options(new DifferentialPair(false), 0, 10e3, layout), 1, 1);
            tile.SetWeights([0.5f]);
            return tile;
        }
        var (y, g) = (new float[1], new float[1]);
        Pair(PlaneLayout.InterleavedColumns).Forward([1], y, 1);
        Assert.Equal(0.5 / 1.14, y[0], 1e-6);
        Pair(PlaneLayout.OwnArrays).Forward([1], y, 1);
        Assert.Equal(0.5 / 1.12, y[0], 1e-6);
        // Backward the lines at 0 cancel, 2/(100 + 4) for either plane: (10 − 2)/114·100/16.
        Pair(PlaneLayout.InterleavedColumns).Backward([1], g, 1);
        Assert.Equal(0.5 / 1.14, g[0], 1e-6);
        // Two arrays: (10/(100 + 12) − 2/(100 + 2))·100/16, and 2 µS beside 2 in the other: (2/(100 + 4) − 2/(100 + 2))·100/16.
        Pair(PlaneLayout.OwnArrays).Backward([1], g, 1);
        Assert.Equal((10.0 / 112 - 2.0 / 104) * 100 / 16, g[0], 1e-6);
    }

    // What either layout loses, and by what they differ, is of first order in the resistance.
    [Theory, MemberData(nameof(Placements))]
    public void Layouts_differ_by_what_wires_take_and_halve_their_difference_with_it(int index)
    {
        double[] Values(double ohm, PlaneLayout layout)
        {
            var (y, g) = Read(Options(Placement(index), ohm, ohm, layout));
            return [.. y.Concat(g).Select(v => (double)v)];
        }
        var free = Values(0, PlaneLayout.OwnArrays);
        double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (v, u) => (v - u) * (v - u)).Sum());
        double[] own = Values(1, PlaneLayout.OwnArrays), shared = Values(1, PlaneLayout.InterleavedColumns), ownHalf = Values(0.5, PlaneLayout.OwnArrays), sharedHalf = Values(0.5, PlaneLayout.InterleavedColumns);
        Assert.InRange(Distance(ownHalf, free) / Distance(own, free), 0.49, 0.51);
        Assert.InRange(Distance(sharedHalf, free) / Distance(shared, free), 0.49, 0.51);
        if (Placement(index).Planes == 1) Assert.Equal(own, shared);
        else
        {
            Assert.InRange(Distance(ownHalf, sharedHalf) / Distance(own, shared), 0.49, 0.51);
            Assert.InRange(Distance(own, shared), 5e-5, 0.1);
        }
    }

    [Theory, MemberData(nameof(Placements))]
    public void Wires_without_resistance_change_no_bit(int index)
    {
        var options = Options(Placement(index), 0, 0);
        options = options with { Stages = options.Stages! with { Outputs = [new WhiteNoise(0.1), new UniformConverter(8, ConverterRange.Of(9))] } };
        var (free, ideal) = (Read(options with { Wires = null, Planes = PlaneLayout.OwnArrays }), Read(options));
        Assert.Equal(free.Y, ideal.Y);
        Assert.Equal(free.G, ideal.G);
        Assert.NotEqual(free.Y, Read(options with { Wires = Options(Placement(index), 20 * Ohm).Wires }).Y);
    }

    [Theory, MemberData(nameof(Placements))]
    public void Bits_in_turn_are_one_read_of_the_rounded_input(int index)
    {
        var whole = Options(Placement(index), Ohm);
        var x = Enumerable.Range(-3, Columns).Select(n => (float)n).ToArray();
        float[] y = new float[Rows], z = new float[Rows];
        foreach (var isAnalog in new[] { false, true })
        {
            // Inputs −3 … 2 are whole multiples of a third of the largest.
            ITile once = Make(whole), turns = Make(whole with { Stages = whole.Stages! with { Coding = new BitSerialInput(3, isAnalog) } });
            foreach (var tile in new[] { once, turns }) tile.SetWeights(Values(Rows * Columns, 1));
            once.Forward(x, y, 1);
            turns.Forward(x, z, 1);
            for (var i = 0; i < Rows; i++) Assert.Equal(y[i], z[i], 2e-5f);
        }
    }

    // One input and two outputs of two cells: a ladder of four gates of 1 mS behind 100 Ω segments, from its end: v₂ = 10/11 v₁₂…; each weight has the mean of its two.
    [Fact]
    public void Pulses_reach_the_cells_of_a_weight_along_the_shared_word_line()
    {
        var wires = new ArrayWires(100, 0, 0, 0, false, Centre, Half, 1e-8) { Gate = new Gate(1e-3, 2) };
        double[] v = new double[4], ratio = new double[4];
        // What a node sees of the line behind it, mS: 10 in series with that, and its own gate.
        var behind = 0.0;
        for (var k = 3; k >= 0; k--)
        {
            ratio[k] = 10 / (10 + 1 + behind);
            behind = 10 * (1 + behind) / (10 + 1 + behind);
        }
        for (var k = 0; k < 4; k++) v[k] = (k == 0 ? 1 : v[k - 1]) * ratio[k];
        var expected = Enumerable.Range(0, 2).Select(i => 0.5 * (Math.Pow(0.5 * (v[2 * i] + 1), 2) + Math.Pow(0.5 * (v[2 * i + 1] + 1), 2))).ToArray();
        var factors = wires.Gate!.StepFactors(wires, 2, 1, 2);
        for (var i = 0; i < 2; i++) Assert.Equal(expected[i], factors[i], 1e-12);

        var options = Options(new DifferentialPair(true), 0) with { Wires = wires, UpdateLengthManagement = false, UpdateManagement = false, PulseTrainLength = 10 };
        var tile = Make(options, 2, 1);
        tile.Update([1], [1, 1], 1, 0.01);
        var w = new float[2];
        tile.GetWeights(w);
        for (var i = 0; i < 2; i++) Assert.Equal(0.01 * expected[i], w[i], 1e-5);
    }

    [Fact]
    public void Files_say_how_planes_lie()
    {
        ArrayOptions Of(string array, params string[] settings) => ArrayOptions.Read(ModelLibrary.Shipped(), array, [.. settings.Select(s => Setting.Parse($"array.{s}"))]);
        Assert.Equal((PlaneLayout.OwnArrays, 1), (Of("pair-sar").Planes, Of("pair-sar").ColumnsPerOutput));
        Assert.Equal((PlaneLayout.InterleavedColumns, 2), (Of("pair-sar", "planes=interleaved-columns").Planes, Of("pair-sar", "planes=interleaved-columns").ColumnsPerOutput));
        Assert.Contains("pair-sar.json: planes: unknown value 'interleaved'; did you mean 'interleaved-columns'?", Assert.Throws<InputException>(() => Of("pair-sar", "planes=interleaved")).Message, StringComparison.Ordinal);
        Assert.Contains("wires-pair-1-ohm.json: tiles.outputs: value 1 is outside the allowed range [2, ", Assert.Throws<InputException>(() => Of("wires-pair-1-ohm", "tiles.outputs=1")).Message, StringComparison.Ordinal);
    }

    private static float[] Values(int count, ulong seed)
    {
        var random = new RandomStream(seed, "test/interleaved");
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}
