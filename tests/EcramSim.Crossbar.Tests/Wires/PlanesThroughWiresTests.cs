using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>Pairs, offset columns, bit slices and bits in turn through wires: every plane is an array of its own, solved directly here.</summary>
public class PlanesThroughWiresTests
{
    private const int Rows = 5, Columns = 7;
    private const double Centre = 10e-6, Half = 8e-6, Driver = 20, Ohm = 50;

    /// <summary>Every placement in weights within ±1, within ±0.6, and without bounds.</summary>
    public static TheoryData<int, double> Bounded
    {
        get
        {
            var data = new TheoryData<int, double>();
            for (var k = 0; k < Catalogue<IWeightPlacement>.Examples.Count; k++)
                foreach (var window in new[] { 1, 0.6, double.PositiveInfinity }) data.Add(k, window);
            return data;
        }
    }

    public static TheoryData<int> Placements => [.. Enumerable.Range(0, Catalogue<IWeightPlacement>.Examples.Count)];

    private static IWeightPlacement Placement(int index) => Catalogue<IWeightPlacement>.Examples[index].Law;

    private static ArrayOptions Options(IWeightPlacement placement, double ohm, double driver = Driver, IInputCoding? coding = null, double half = Half) => ArrayOptions.Exact with
    {
        Stages = new ReadStages(placement, coding ?? new AnalogInput(), [], []),
        Wires = new ArrayWires(ohm, ohm, driver, 0, false, Centre, half, 1e-12),
    };

    private static ITile Make(ArrayOptions options, double window) => double.IsFinite(window)
        ? Tile.Create(new ConstantStep(0.001, -window, window, 0, PulseSpread.None), Rows, Columns, options, 1, "planes")
        : new ExactTile(Rows, Columns, options, 1, "planes");

    private static float[] Weights(double window) => [.. Values(Rows * Columns, 1).Select(w => (float)(w * (double.IsFinite(window) ? window : 3)))];

    private static (float[] Y, float[] G) Read(ArrayOptions options, double window = 1)
    {
        var tile = Make(options, window);
        // Cells are placed anew after a write.
        tile.SetWeights(Values(Rows * Columns, 9).Select(w => 0.5f * w).ToArray());
        tile.Forward(Values(Columns, 2), new float[Rows], 1);
        tile.SetWeights(Weights(window));
        float[] y = new float[Rows], g = new float[Columns];
        tile.Forward(Values(Columns, 2), y, 1);
        tile.Backward(Values(Rows, 3), g, 1);
        return (y, g);
    }

    /// <summary>Plane by plane: the whole node matrix of cells, reference line, line of zeros and wires.</summary>
    private static (double[] Y, double[] G) Directly(IWeightPlacement placement, double window, float[] x, double half)
    {
        float[] w = Weights(window), d = Values(Rows, 3);
        var largest = double.IsFinite(window) ? window : w.Max(Math.Abs);
        double[] forward = new double[Rows], backward = new double[Columns];
        var isWeight = placement is FixedReference;
        // A weight at the edge of its window stands at the edge of the conductances.
        double reach = half * (double.IsFinite(window) ? window : 1), lowest = Math.Max(0, Centre - reach);
        double zero = isWeight ? Centre : lowest, slope = (isWeight ? reach : Centre + reach - lowest) / largest;
        var lined = placement.HasReferenceLine ? 1 : 0;
        int rows = Rows + lined + 1, columns = Columns + lined + 1;
        var wiring = new Wiring(Ohm, Ohm) { DriverResistance = Driver, WordEnds = LineEnds.First, BitEnds = LineEnds.Last };
        for (var plane = 0; plane < placement.Planes; plane++)
        {
            var placed = new float[Columns];
            // Inputs are word lines here; the reference line at half the window, then the line that stands for nothing, are the last of either kind.
            var cells = new double[columns * rows];
            for (var j = 0; j < columns - 1; j++) cells[j * rows + rows - 1] = zero;
            for (var i = 0; i < rows - 1; i++) cells[(columns - 1) * rows + i] = zero;
            for (var i = 0; i < Rows; i++)
            {
                placement.Place(w.AsSpan(i * Columns, Columns), (float)largest, plane, placed);
                for (var j = 0; j < Columns; j++) cells[j * rows + i] = Math.Max(0, zero + slope * placed[j]);
            }
            for (var j = 0; lined > 0 && j < Columns; j++) cells[j * rows + Rows] = zero + 0.5 * largest * slope;
            for (var i = 0; lined > 0 && i < Rows; i++) cells[Columns * rows + i] = zero + 0.5 * largest * slope;
            if (lined > 0) cells[Columns * rows + Rows] = zero;
            var (_, bit) = NodalReference.Solve(wiring, columns, rows, cells, [.. x.Select(v => (double)v), .. new double[lined + 1]], new double[rows]);
            double Out(int i) => (bit[(columns - 1) * rows + i] - bit[(columns - 1) * rows + rows - 1]) / Ohm / slope;
            for (var i = 0; i < Rows; i++) forward[i] += placement.Factor(plane) * (Out(i) - (lined > 0 ? Out(Rows) : 0));
            var (word, _) = NodalReference.Solve(wiring, columns, rows, cells, new double[columns], [.. d.Select(v => (double)v), .. new double[lined + 1]]);
            double Back(int j) => (word[j * rows] - word[(columns - 1) * rows]) / (Driver + Ohm) / slope;
            for (var j = 0; j < Columns; j++) backward[j] += placement.Factor(plane) * (Back(j) - (lined > 0 ? Back(Columns) : 0));
        }
        return (forward, backward);
    }

    // Outputs of up to 10 in single precision.
    private const double Close = 5e-6;

    [Theory, MemberData(nameof(Bounded))]
    public void Every_plane_is_the_network_with_its_lines_solved_directly(int index, double window)
    {
        var placement = Placement(index);
        var (y, g) = Read(Options(placement, Ohm), window);
        var (forward, backward) = Directly(placement, window, Values(Columns, 2), Half);
        for (var i = 0; i < Rows; i++) Assert.Equal(forward[i], y[i], Close);
        for (var j = 0; j < Columns; j++) Assert.Equal(backward[j], g[j], Close);
    }

    // A device may keep half a window of more than its centre: its lowest cell is open.
    [Fact]
    public void A_window_that_reaches_below_zero_begins_at_open_cells()
    {
        var (y, g) = Read(Options(new DifferentialPair(true), Ohm, half: 12e-6));
        var (forward, backward) = Directly(new DifferentialPair(true), 1, Values(Columns, 2), 12e-6);
        for (var i = 0; i < Rows; i++) Assert.Equal(forward[i], y[i], Close);
        for (var j = 0; j < Columns; j++) Assert.Equal(backward[j], g[j], Close);
    }

    // The network is linear: bits in turn, weighed and added, are one read of the rounded input.
    [Theory, MemberData(nameof(Placements))]
    public void Bits_in_turn_are_the_network_at_the_rounded_input(int index)
    {
        const int bits = 6, levels = (1 << (bits - 1)) - 1;
        var (placement, x) = (Placement(index), Values(Columns, 2));
        var largest = x.Max(MathF.Abs);
        var (forward, _) = Directly(placement, 1, [.. x.Select(v => MathF.Round(v / largest * levels) / levels * largest)], Half);
        foreach (var isAnalog in new[] { false, true })
        {
            var (y, _) = Read(Options(placement, Ohm, coding: new BitSerialInput(bits, isAnalog)));
            for (var i = 0; i < Rows; i++) Assert.Equal(forward[i], y[i], Close);
        }
    }

    [Theory, MemberData(nameof(Placements))]
    public void Wires_without_resistance_change_no_bit_and_good_ones_little(int index)
    {
        var placement = Placement(index);
        foreach (var coding in Catalogue<IInputCoding>.Examples.Select(e => e.Law))
        {
            var without = Read(Options(placement, 0, 0, coding) with { Wires = null });
            var ideal = Read(Options(placement, 0, 0, coding));
            Assert.Equal(without.Y, ideal.Y);
            Assert.Equal(without.G, ideal.G);
            var good = Read(Options(placement, 1e-4, 0, coding));
            for (var i = 0; i < Rows; i++) Assert.Equal(without.Y[i], good.Y[i], Close);
            for (var j = 0; j < Columns; j++) Assert.Equal(without.G[j], good.G[j], Close);
        }
    }

    // The error is fed back through the wires, so that learning makes up for what they take: other weights, the same outputs.
    [Theory, MemberData(nameof(Placements))]
    public void Training_through_wires_reaches_the_outputs_with_other_weights(int index)
    {
        float[] Train(ArrayOptions options)
        {
            var tile = Make(options, 1);
            float[] x = Values(Columns, 2), target = Values(Rows, 4), y = new float[Rows];
            for (var step = 0; step < 60; step++)
            {
                tile.Forward(x, y, 1);
                tile.Update(x, [.. target.Select((t, i) => t - y[i])], 1, 0.05);
            }
            tile.Forward(x, y, 1);
            for (var i = 0; i < Rows; i++) Assert.Equal(target[i], y[i], 0.02);
            var w = new float[Rows * Columns];
            tile.GetWeights(w);
            return w;
        }
        var free = Options(Placement(index), 0, 0) with { Wires = null };
        Assert.NotEqual(Train(free), Train(Options(Placement(index), Ohm)));
        Assert.Equal(Train(free), Train(Options(Placement(index), 0, 0)));
    }

    private static float[] Values(int count, ulong seed)
    {
        var random = new RandomStream(seed, "test/planes");
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}
