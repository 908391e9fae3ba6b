using EcramSim.Crossbar.HalfSelect;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>Tiles whose reads go through wires, and whose writes disturb.</summary>
public class WiredTileTests
{
    private const double Centre = 10e-6, Half = 8e-6;

    private static ArrayWires Wires(double ohm, double driver = 0) => new(ohm, ohm, driver, 0, false, Centre, Half, 1e-12);

    [Fact]
    public void Wires_without_resistance_equal_the_tile_without_wires_bit_for_bit()
    {
        var options = ArrayOptions.Exact with { DacBits = 7, AdcBits = 9, AdcBound = 12, OutputNoise = 0.06 };
        float[][] results = [Train(options), Train(options with { Wires = Wires(0) })];
        Assert.Equal(results[0], results[1]);
        Assert.NotEqual(results[0], Train(options with { Wires = Wires(5) }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Reads_are_the_network_with_its_reference_line_solved_directly(double ohm)
    {
        const int rows = 5, columns = 7;
        var random = new RandomStream(1, "test/wired");
        var tile = new ExactBounded(rows, columns, ArrayOptions.Exact with { Wires = Wires(ohm, 20) });
        var w = Values(rows * columns, random);
        tile.Tile.SetWeights(w);
        float[] x = Values(columns, random), d = Values(rows, random), y = new float[rows], g = new float[columns];
        tile.Tile.Forward(x, y, 1);
        tile.Tile.Backward(d, g, 1);

        // Word lines are inputs here, bit lines outputs, as in a drawing of the array; the references are the last of each.
        var cells = new double[(columns + 1) * (rows + 1)];
        for (var j = 0; j <= columns; j++)
            for (var i = 0; i <= rows; i++)
                cells[j * (rows + 1) + i] = i == rows && j == columns ? 0 : Centre + (i < rows && j < columns ? Half * w[i * columns + j] : 0);
        // Inputs drive the side of the first output, outputs are sensed at the side of the last input.
        var wiring = new Wiring(ohm, ohm) { DriverResistance = 20, WordEnds = LineEnds.First, BitEnds = LineEnds.Last };
        var (word, bit) = NodalReference.Solve(wiring, columns + 1, rows + 1, cells, [.. x.Select(v => (double)v), 0], new double[rows + 1]);
        double Out(int i) => bit[columns * (rows + 1) + i] / ohm;
        for (var i = 0; i < rows; i++) Assert.Equal((Out(i) - Out(rows)) / Half, y[i], 1e-5);
        (word, _) = NodalReference.Solve(wiring, columns + 1, rows + 1, cells, new double[columns + 1], [.. d.Select(v => (double)v), 0]);
        double Back(int j) => word[j * (rows + 1)] / (20 + ohm);
        for (var j = 0; j < columns; j++) Assert.Equal((Back(j) - Back(columns)) / Half, g[j], 1e-5);
    }

    [Fact]
    public void Half_selected_cells_move_by_their_part_of_a_step()
    {
        // One row fires in every slot, columns never alone: the cells of the row whose column is silent see half pulses.
        var options = ArrayOptions.Exact with { HalfSelected = new HalfSelected(0.5, 0.5), UpdateLengthManagement = false, UpdateManagement = false, PulseTrainLength = 10 };
        var tile = Tile.Create(new ConstantStep(0.001, -1, 1, 0, PulseSpread.None), 2, 3, options, 1, "half");
        // p = √(η/(ε·BL)) = 1 for values of 1.
        tile.Update([1, 0, 0], [1, 0], 1, 0.01);
        var w = new float[6];
        tile.GetWeights(w);
        Assert.Equal(0.010, w[0], 1e-6);
        Assert.Equal(0.005, w[1], 1e-6);
        Assert.Equal(0.005, w[2], 1e-6);
        Assert.Equal(0.005, w[3], 1e-6);
        Assert.Equal(0, w[4]);
        Assert.Equal(0, w[5]);
    }

    [Fact]
    public void Cells_without_a_firing_line_move_backwards_by_the_scheme_of_thirds()
    {
        var options = ArrayOptions.Exact with { HalfSelected = new HalfSelected(1.0 / 3, 0.25) { ReachesSilent = true }, UpdateLengthManagement = false, UpdateManagement = false, PulseTrainLength = 40 };
        var tile = Tile.Create(new ConstantStep(0.001, -1, 1, 0, PulseSpread.None), 2, 3, options, 1, "third");
        // p = √(η/(ε·BL)) = 1 for values of 1: row 0 and column 0 fire in all 40 slots, nothing else ever.
        tile.Update([1, 0, 0], [1, 0], 1, 0.04);
        var w = new float[6];
        tile.GetWeights(w);
        float[] expected = [0.04f, 0.01f, 0.01f, 0.01f, -0.01f, -0.01f];
        for (var k = 0; k < w.Length; k++) Assert.Equal(expected[k], w[k], 1e-6f);
    }

    [Fact]
    public void Gates_see_the_schemes_voltages_where_wires_are_good_and_less_where_they_are_not()
    {
        double[] gates = [.. Enumerable.Repeat(1e-7, 12)];
        var (words, bits) = (new HashSet<int> { 1 }, new HashSet<int> { 2 });
        double Seen(WriteScheme scheme, int i, int j) => WriteVoltages.Of(Wiring.None, 3, 4, gates, scheme, 3, words, bits).CellVoltage(i, j);
        Assert.Equal([3, 1.5, 1.5, 0], [Seen(WriteScheme.Half, 1, 2), Seen(WriteScheme.Half, 1, 0), Seen(WriteScheme.Half, 0, 2), Seen(WriteScheme.Half, 0, 0)]);
        Assert.Equal(3, Seen(WriteScheme.Third, 1, 2), 1e-12);
        Assert.Equal(1, Seen(WriteScheme.Third, 1, 0), 1e-12);
        Assert.Equal(1, Seen(WriteScheme.Third, 0, 2), 1e-12);
        Assert.Equal(-1, Seen(WriteScheme.Third, 0, 0), 1e-12);
        // A ladder of n gates of conductance G behind wires r, its other side held: cosh law for fine ladders.
        const int n = 400;
        var ladder = WriteVoltages.Of(new Wiring(10, 0), 1, n, [.. Enumerable.Repeat(1e-6, n)], WriteScheme.Full, 1, new HashSet<int> { 0 }, new HashSet<int>());
        Assert.Equal(WriteVoltages.FarEndLoss(10, 1e-6, n), 1 - ladder.CellVoltage(0, n - 1), 5e-3);
    }

    [Fact]
    public void Pulses_arrive_weaker_at_far_gates()
    {
        // Two gates of 1 mS behind 100 Ω segments: by hand with g = 10 mS, loads 1 mS: v1 = 10/11 v0, 10(1 − v0) = v0 + 10/11 v0.
        var v0 = 10 / (10 + 1 + 10.0 / 11);
        var factors = new Gate(1e-3, 2).StepFactors(new ArrayWires(100, 0, 0, 0, false, Centre, Half, 1e-8), 2, 1);
        Assert.Equal(Math.Pow(0.5 * (v0 + 1), 2), factors[0], 1e-12);
        Assert.Equal(Math.Pow(0.5 * (v0 * 10 / 11 + 1), 2), factors[1], 1e-12);

        var options = ArrayOptions.Exact with { UpdateLengthManagement = false, UpdateManagement = false, PulseTrainLength = 10 };
        var tile = Tile.Create(new ConstantStep(0.001, -1, 1, 0, PulseSpread.None), 2, 1, options with { Wires = new ArrayWires(100, 0, 0, 0, false, Centre, Half, 1e-8) { Gate = new Gate(1e-3, 2) } }, 1, "weak");
        tile.Update([1], [1, 1], 1, 0.01);
        var w = new float[2];
        tile.GetWeights(w);
        // Factors of cells are half precision.
        Assert.Equal(0.01 * factors[0], w[0], 1e-5);
        Assert.Equal(0.01 * factors[1], w[1], 1e-5);
    }

    [Fact]
    public void A_budget_counts_pulses_along_the_way()
    {
        // Constant steps of 1e-4 up and 2e-4 down on a range of 2.5: 1 % is 0.025.
        double[] up = [1e-4, 1e-4, 1e-4], down = [-2e-4, -2e-4, -2e-4];
        var budget = DisturbBudget.Of(new PulseTable(-1.25, 1.25, up, down, [0, 0, 0], [0, 0, 0]), 0.01);
        Assert.Equal(125, budget.SameDirection, 1e-9);
        Assert.Equal(500, budget.Alternating, 1e-9);
        Assert.Equal(63, budget.LargestArray(WriteScheme.Half, 1));
        Assert.Equal(11, budget.LargestArray(WriteScheme.Third, 1));
        Assert.Equal(12.5, budget.Updates(WriteScheme.Half, 6), 1e-9);
    }

    [Fact]
    public void What_the_device_does_not_know_is_named()
    {
        var error = Assert.Throws<InputException>(() => (Wires(1) with { Centre = null, HalfWindow = null }).For(null));
        Assert.Contains("wires.centre_conductance", error.Message);
    }

    private static float[] Train(ArrayOptions options)
    {
        var tile = Tile.Create(new SoftBounds(0.004, -0.6, 0.6, 0.3, PulseSpread.None), 11, 19, options, 3, "same");
        var random = new RandomStream(2, "test/wired/train");
        tile.SetWeights(Array.ConvertAll(Values(11 * 19, random), v => 0.5f * v));
        float[] y = new float[11], g = new float[19];
        for (var k = 0; k < 5; k++)
        {
            var x = Values(19, random);
            tile.Forward(x, y, 1);
            tile.Backward(y, g, 1);
            tile.Update(x, y, 1, 0.01);
        }
        return [.. y, .. g];
    }

    private static float[] Values(int count, RandomStream random) => [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];

    // A tile of cells with bounds, so that weights mean conductances one to one.
    private sealed record ExactBounded(int Rows, int Columns, ArrayOptions Options)
    {
        public ITile Tile { get; } = Crossbar.Tiles.Tile.Create(new ConstantStep(0.001, -1, 1, 0, PulseSpread.None), Rows, Columns, Options, 1, "bounded");
    }
}
