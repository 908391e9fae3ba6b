using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Periphery.Stages;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests.Ledger;

/// <summary>Prices by hand: round numbers, counted events. Every array has one line of either kind at w = 0 behind its outputs and inputs.</summary>
public class TariffTests
{
    private const int Rows = 3, Columns = 5;

    // Lines of 2 µm cells at 1 fF/µm plus 1 fF per cell: 3 fF per cell along a word line; 1.5 µm: 2.5 fF along a bit line.
    private static readonly Technology Prices = new("test", 2, 0.5, 2e-6, 1.5e-6, 1e-9, 1e6, 1e-15, 7e-15, 1e-12,
        11e-15, 1e-9, 2e-12, 1e-15, 3e-9, 5e-12, 2, 13e-15, 17e-15, 19e-15, 23e-15, 4e-12);

    private static readonly WriteCost Cost = new(2e-15, 3e-15, 1e-6) { PulseVoltage = 6, Conductance = 1e-6 };

    private static readonly ArrayOptions Options = new ArrayOptions(7, 9, 12, null, null, new Unscaled(), new Clipping(), 10, false, false, 100e-9) { Technology = Prices };

    private static ITile Make(ArrayOptions options) => Tile.Create(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), Rows, Columns, options, 1, "priced", Cost);

    [Fact]
    public void AForwardReadCostsWhatItsEventsCost()
    {
        var tile = Make(Options);
        tile.Forward([1, -1, 1, 0, 0], new float[Rows], 1);
        var bill = tile.Ledger.Bill!;
        var e = bill.Forward.Energy;
        // Σx̂² = 3; a driven line passes 3 cells and that of the line at w = 0.
        Assert.Equal(0.25 * 1e-6 * 100e-9 * 3 * 4, e.Channel, 1e-27);
        Assert.Equal(0.25 * (4 * 3e-15) * 3, e.Wires, 1e-27);
        Assert.Equal(4 * 7e-15 * 5, e.Drivers, 1e-27);
        Assert.Equal(11e-15 * 5, e.Dac, 1e-27);
        Assert.Equal(3 * (13e-15 + 512 * 1e-15) + 13e-15, e.Adc, 1e-26); // and its amplifier
        Assert.Equal(8 * 23e-15, e.Digital, 1e-27); // eight values moved, nothing scaled
        Assert.Equal(0, e.Ions);
        var t = bill.Forward.Time;
        Assert.Equal(100e-9, t.Channel, 1e-18);
        Assert.Equal(1e-9, t.Dac, 1e-18);
        Assert.Equal(2 * 3e-9, t.Adc, 1e-18); // two lines take turns
        Assert.Equal(0.5 * (4 * 2e-6 * 1e6) * (4 * 3e-15), t.Wires, 1e-24);
        Assert.Equal(0, bill.Backward.Energy.Total + bill.Update.Energy.Total);
    }

    [Fact]
    public void ABackwardReadDrivesTheOtherLines()
    {
        var tile = Make(Options with { NoiseManagement = new AbsMax() });
        tile.Backward([2, 0, -1], new float[Columns], 1);
        var e = tile.Ledger.Bill!.Backward.Energy;
        // Scaled by 2: 1 and −0.5, which 7 bits round to −0.508 (32 of 63).
        var squares = 1 + Math.Pow(32 / 63.0, 2);
        Assert.Equal(0.25 * (6 * 2.5e-15) * squares, e.Wires, 1e-21);
        Assert.Equal(0.25 * 1e-6 * 100e-9 * squares * 6, e.Channel, 1e-20);
        Assert.Equal(5 * (13e-15 + 512e-15) + 13e-15, e.Adc, 1e-26);
        Assert.Equal(8 * (23e-15 + 19e-15), e.Digital, 1e-27);
    }

    // Probabilities of 1: every slot of every line with a value fires, in both passes.
    [Fact]
    public void AnUpdateCostsItsPulsesOnLinesAndInCells()
    {
        var tile = Make(Options);
        // K = η·1·1/0.01 = 10 slots at p = 1.
        tile.Update([1, 1, 0, 0, -1], [1, 0, 1], 1, 0.1);
        var (ledger, bill) = (tile.Ledger, tile.Ledger.Bill!);
        Assert.Equal((40, 20), (ledger.PulsesUp, ledger.PulsesDown));
        var e = bill.Update.Energy;
        Assert.Equal(40 * 2e-15 + 20 * 3e-15, e.Ions, 1e-26);
        // Half the pulse voltage, 3 V: two bit lines of 5 + 1 cells and three word lines of 3 + 1 cells, 10 slots, 2 passes.
        Assert.Equal(9 * 20 * (2 * 6 * 2.5e-15 + 3 * 4 * 3e-15), e.Wires, 1e-25);
        Assert.Equal(9 * 7e-15 * 20 * 5, e.Drivers, 1e-25);
        Assert.Equal(20 * 8 * 17e-15, e.Digital, 1e-25);
        Assert.Equal(0, e.Channel + e.Dac + e.Adc);
        Assert.Equal(20 * 1e-6, bill.Update.Time.Ions, 1e-15);
        Assert.Equal(ledger.WriteEnergy!.Value, e.Ions, 1e-26);
    }

    [Fact]
    public void CyclesPlanesAndReferenceLinesAreCounted()
    {
        var stages = new ReadStages(new OffsetColumn(), new BitSerialInput(4, false), [], [new UniformConverter(6, ConverterRange.Of(12))]);
        var tile = Make(Options with { DacBits = null, AdcBits = null, AdcBound = null, Stages = stages });
        tile.Forward([1, 0, 0, 0, -3 / 7f], new float[Rows], 1);
        var e = tile.Ledger.Bill!.Forward.Energy;
        // 3 cycles; 1 is 111, −3/7 is 011; 3 outputs and the reference, and the line at 0.
        Assert.Equal(0.25 * (5 * 3e-15) * 5, e.Wires, 1e-26);
        Assert.Equal(12 * (13e-15 + 64e-15) + 3 * 13e-15, e.Adc, 1e-26);
        Assert.Equal(0, e.Dac);
        Assert.Equal(4 * 7e-15 * 15, e.Drivers, 1e-26);
        Assert.Equal((5 + 4) * 23e-15 + (12 - 4) * 17e-15, e.Digital, 1e-26);
        var pair = Make(Options with { DacBits = null, AdcBits = null, AdcBound = null, Stages = stages with { Placement = new DifferentialPair(false), Coding = new BitSerialInput(4, true) } });
        pair.Forward([1, 0, 0, 0, -3 / 7f], new float[Rows], 1);
        Assert.Equal(6 * (13e-15 + 64e-15) + 2 * 13e-15, pair.Ledger.Bill!.Forward.Energy.Adc, 1e-26); // two planes, once each
        Assert.Equal(0.25 * (2 * 4 * 3e-15) * 5, pair.Ledger.Bill!.Forward.Energy.Wires, 1e-26);
    }

    private static ITile Staged(IWeightPlacement placement, PlaneLayout layout) => Make(Options with
    {
        DacBits = null, AdcBits = null, AdcBound = null, Planes = layout,
        Stages = new ReadStages(placement, new AnalogInput(), [new UniformConverter(7, ConverterRange.Of(1))], [new UniformConverter(6, ConverterRange.Of(12))]),
    });

    // Two arrays of 3 + 1 by 5 + 1 lines beside one of 6 + 1 by 5 + 1.
    [Fact]
    public void PlanesThatShareWordLinesDriveThemOnce()
    {
        ITile own = Staged(new DifferentialPair(true), PlaneLayout.OwnArrays), shared = Staged(new DifferentialPair(true), PlaneLayout.InterleavedColumns);
        foreach (var tile in new[] { own, shared })
        {
            tile.Forward([1, -1, 0, 0, 0], new float[Rows], 1);
            tile.Backward([1, 0, 0], new float[Columns], 1);
            tile.Update([1, 1, 0, 0, -1], [1, 0, 1], 1, 0.1);
        }
        var (a, b) = (own.Ledger.Bill!, shared.Ledger.Bill!);
        // Forward: two lines of 4 cells or one of 7 at each input, one driver each; 6 outputs, and one or two amplifiers of lines at 0.
        Assert.Equal(0.25 * (2 * 4 * 3e-15) * 2, a.Forward.Energy.Wires, 1e-26);
        Assert.Equal(0.25 * (7 * 3e-15) * 2, b.Forward.Energy.Wires, 1e-26);
        Assert.Equal((8.0 / 7), a.Forward.Energy.Channel / b.Forward.Energy.Channel, 1e-12);
        Assert.Equal(4 * 7e-15 * 5, b.Forward.Energy.Drivers, 1e-26);
        Assert.Equal(2 * b.Forward.Energy.Drivers, a.Forward.Energy.Drivers, 1e-26);
        Assert.Equal(13e-15, a.Forward.Energy.Adc - b.Forward.Energy.Adc, 1e-26);
        Assert.Equal(49.0 / 16, b.Forward.Time.Wires / a.Forward.Time.Wires, 1e-9);
        Assert.Equal((a.Forward.Time.Channel, a.Forward.Time.Adc), (b.Forward.Time.Channel, b.Forward.Time.Adc));
        // Backward: a bit line of 5 + 1 cells for each plane, sensed at the same word lines one plane after the other.
        Assert.Equal(a.Backward.Energy, b.Backward.Energy);
        Assert.Equal(0.25 * (2 * 6 * 2.5e-15), b.Backward.Energy.Wires, 1e-26);
        Assert.Equal((2 * a.Backward.Time.Channel, 2 * a.Backward.Time.Adc), (b.Backward.Time.Channel, b.Backward.Time.Adc));
        // Update: the trains of both planes, on word lines of 4 cells twice or of 7 once.
        Assert.Equal(9 * 20 * (2 * 2 * 6 * 2.5e-15 + 2 * 3 * 4 * 3e-15), a.Update.Energy.Wires, 1e-25);
        Assert.Equal(9 * 20 * (2 * 2 * 6 * 2.5e-15 + 3 * 7 * 3e-15), b.Update.Energy.Wires, 1e-25);
        // Area: cells, a driver at each line, converters of 3 and of 5 lines (two share one), of which word lines have one set.
        Assert.Equal(2 * 24 * 3e-12, a.Area.Ions, 1e-22);
        Assert.Equal(42 * 3e-12, b.Area.Ions, 1e-22);
        Assert.Equal(20e-12, a.Area.Drivers, 1e-22);
        Assert.Equal(13e-12, b.Area.Drivers, 1e-22);
        Assert.Equal(2 * (2 + 3) * 5e-12, a.Area.Adc, 1e-22);
        Assert.Equal((2 * 2 + 3) * 5e-12, b.Area.Adc, 1e-22);
    }

    // An array of 3 outputs, the reference and the line at 0, by 5 inputs and the same two.
    [Fact]
    public void ReferenceLinesHaveCellsDriversConvertersAndTime()
    {
        var tile = Staged(new OffsetColumn(), PlaneLayout.OwnArrays);
        tile.Backward([1, 0, 0], new float[Columns], 1);
        var bill = tile.Ledger.Bill!;
        Assert.Equal(0.25 * (7 * 2.5e-15), bill.Backward.Energy.Wires, 1e-26);
        Assert.Equal(0.25 * 1e-6 * 100e-9 * 7, bill.Backward.Energy.Channel, 1e-26);
        Assert.Equal(6 * (13e-15 + 64e-15) + 13e-15, bill.Backward.Energy.Adc, 1e-26);
        Assert.Equal(5 * 7 * 3e-12, bill.Area.Ions, 1e-22);
        Assert.Equal(12e-12, bill.Area.Drivers, 1e-22);
        Assert.Equal((2 + 3) * 5e-12, bill.Area.Adc, 1e-22);
        Assert.Equal(10 * 4e-12, bill.Area.Digital, 1e-22);
        tile.Update([1, 0, 0, 0, 0], [1, 0, 0], 1, 0.1);
        Assert.Equal(9 * 20 * (7 * 2.5e-15 + 5 * 3e-15), tile.Ledger.Bill!.Update.Energy.Wires, 1e-25);
    }

    [Fact]
    public void ReadsWithoutConvertersDriveTheirLinesToo()
    {
        var tile = Make(ArrayOptions.Exact with { Technology = Prices });
        tile.Forward([2, -1, 0, 0, 0], new float[Rows], 1);
        var e = tile.Ledger.Bill!.Forward.Energy;
        Assert.Equal(0.25 * (4 * 3e-15) * 1.25, e.Wires, 1e-26); // 1 and −½ after scaling
        Assert.Equal(0, e.Dac);
        Assert.Equal(4 * 13e-15, e.Adc, 1e-26); // integrators alone
    }

    [Fact]
    public void AreaIsCellsLinesAndConverters()
    {
        var area = Make(Options).Ledger.Bill!.Area;
        Assert.Equal(4 * 6 * 2e-6 * 1.5e-6, area.Ions, 1e-22);
        Assert.Equal(10 * 1e-12, area.Drivers, 1e-22);
        Assert.Equal(8 * 2e-12, area.Dac, 1e-22);
        Assert.Equal((2 + 3) * 5e-12, area.Adc, 1e-22); // 3 rows and 5 columns, two at a converter
        Assert.Equal(8 * 4e-12, area.Digital, 1e-22);
    }

    public static TheoryData<string> Built => ["fixed", "offset", "pair", "interleaved"];

    // Conservation: what the ledger says in total is what all events together cost, whatever came in which order.
    [Theory, MemberData(nameof(Built))]
    public void TheTotalIsTheSumOfAllEvents(string built)
    {
        var tile = built switch
        {
            "offset" => Staged(new OffsetColumn(), PlaneLayout.OwnArrays),
            "pair" => Staged(new DifferentialPair(false), PlaneLayout.OwnArrays),
            "interleaved" => Staged(new BitSlices(2, 3), PlaneLayout.InterleavedColumns),
            _ => Make(Options),
        };
        var (y, g) = (new float[Rows], new float[Columns]);
        double sum = 0, before = 0;
        for (var k = 0; k < 30; k++)
        {
            float[] x = [.. Enumerable.Range(0, Columns).Select(j => (float)Math.Sin(3 * k + j))], d = [.. Enumerable.Range(0, Rows).Select(i => (float)Math.Cos(5 * k + i))];
            if (k % 3 == 0) tile.Forward(x, y, 1);
            else if (k % 3 == 1) tile.Backward(d, g, 1);
            else tile.Update(x, d, 1, 0.05);
            var now = tile.Ledger.Energy!.Value;
            Assert.True(now > before);
            sum += now - before;
            before = now;
        }
        tile.Program(new float[Rows * Columns], WriteVerify.Default);
        var bill = tile.Ledger.Bill!;
        sum += tile.Ledger.Energy!.Value - before;
        var parts = new[] { bill.Forward, bill.Backward, bill.Update }.Sum(o => o.Energy.Parts.Sum());
        Assert.Equal(parts, tile.Ledger.Energy!.Value, 1e-12 * parts);
        Assert.Equal(sum, parts, 1e-12 * parts);
        Assert.Equal(bill.Total.Time.Total, tile.Ledger.Time!.Value, 1e-12 * bill.Total.Time.Total);
    }

    [Fact]
    public void WithoutVoltsTheBillIsNotComplete()
    {
        var free = Tile.Create(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), Rows, Columns, Options, 1, "free");
        free.Forward([1, 0, 0, 0, 0], new float[Rows], 1);
        Assert.False(free.Ledger.Bill!.IsComplete);
        Assert.Null(free.Ledger.Energy);
        Assert.True(Make(Options).Ledger.Bill!.IsComplete);
        Assert.Null(Make(Options with { Technology = null }).Ledger.Bill);
    }
}
