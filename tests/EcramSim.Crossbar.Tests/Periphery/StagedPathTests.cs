using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Periphery.Stages;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Periphery;

public class StagedPathTests
{
    private const int Rows = 13, Columns = 21;

    private static readonly ArrayOptions Short = new(7, 9, 12, null, null, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9);

    private static ArrayOptions With(ReadStages stages) => ArrayOptions.Exact with { Stages = stages };

    private static readonly ReadStages Plain = new(new FixedReference(), new AnalogInput(), [], []);

    private static float[] Values(int count, double range, ulong seed)
    {
        var random = new RandomStream(seed, "values");
        return [.. Enumerable.Range(0, count).Select(_ => (float)(range * (2 * random.NextDouble() - 1)))];
    }

    private static (float[] Y, float[] G) Read(ArrayOptions options, ITile? tile = null)
    {
        tile ??= new ExactTile(Rows, Columns, options, 1, "staged");
        tile.SetWeights(Values(Rows * Columns, 1, 1));
        var (y, g) = (new float[3 * Rows], new float[3 * Columns]);
        tile.Forward(Values(3 * Columns, 2, 2), y, 3);
        tile.Backward(Values(3 * Rows, 0.1, 3), g, 3);
        return (y, g);
    }

    private static ITile Cells(ArrayOptions options) => Tile.Create(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), Rows, Columns, options, 1, "staged");

    // The clear version beside the fast one: the same converters written out give the same bits.
    [Fact]
    public void StagesWrittenOutEqualTheShortFormBitForBit()
    {
        var written = Short with { DacBits = null, AdcBits = null, AdcBound = null, Stages = new ReadStages(new FixedReference(), new AnalogInput(), [new UniformConverter(7, ConverterRange.Of(1))], [new UniformConverter(9, ConverterRange.Of(12))]) };
        Assert.Equal(Read(Short).Y, Read(written).Y);
        Assert.Equal(Read(Short).G, Read(written).G);
    }

    [Fact]
    public void WithoutStagesAReadIsTheProduct()
    {
        var (y, g) = Read(With(Plain));
        var (exactY, exactG) = Read(ArrayOptions.Exact);
        Same(exactY, y, 1e-6);
        Same(exactG, g, 1e-6);
    }

    public static TheoryData<int> Placements => [.. Enumerable.Range(0, Catalogue<IWeightPlacement>.Examples.Count)];

    // Whatever places the weight, Σ F_p(P_p x − r x̄) is W x, up to the rounding to its states.
    [Theory]
    [MemberData(nameof(Placements))]
    public void EveryPlacementReadsTheProduct(int index)
    {
        var placement = Catalogue<IWeightPlacement>.Examples[index].Law;
        var options = With(Plain with { Placement = placement });
        // Half a state of each weight times Σ|x|: 2/(2^(bn) − 1)/2 · 21 · 2.
        var rounding = placement is BitSlices b ? 1.0 / ((1 << (b.BitsPerCell * b.Cells)) - 1) : 0;
        var (y, g) = Read(options, Cells(options));
        var (exactY, exactG) = Read(ArrayOptions.Exact);
        Same(exactY, y, 2e-5 + rounding * Columns * 2);
        Same(exactG, g, 2e-5 + rounding * Rows * 0.1);
        if (placement is BitSlices) Assert.NotEqual(exactY, y);
    }

    [Fact]
    public void SlicesAreDigitsOfTheCode()
    {
        var law = new BitSlices(2, 3); // 64 states over ±1
        var cells = new float[1];
        var code = 0b_01_11_10;
        for (var plane = 0; plane < 3; plane++)
        {
            law.Place([(float)(2.0 * code / 63 - 1)], 1, plane, cells);
            Assert.Equal(((code >> (2 * plane)) & 3) / 3f, cells[0]);
        }
    }

    // Bit-serial inputs are the converter's levels: digital accumulation without output stages equals a uniform DAC of as many bits.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BitSerialInputsEqualAConverterOfAsManyBits(bool analog)
    {
        var (y, g) = Read(With(Plain with { Coding = new BitSerialInput(7, analog) }));
        var (dacY, dacG) = Read(With(Plain with { Inputs = [new UniformConverter(7, ConverterRange.Of(1))] }));
        Same(dacY, y, 1e-5);
        Same(dacG, g, 1e-6);
    }

    // White noise per conversion: cycles of weight 2^c/L, pairs twice.
    [Fact]
    public void NoiseOfEveryConversionComesThroughWithItsWeight()
    {
        const double sigma = 0.05;
        var options = With(new ReadStages(new DifferentialPair(false), new BitSerialInput(4, false), [], [new WhiteNoise(sigma)])) with { NoiseManagement = new Unscaled() };
        var tile = Cells(options);
        const int n = 4000;
        var y = new float[Rows];
        var x = new float[Columns];
        x[0] = 1;
        double square = 0;
        for (var k = 0; k < n; k++)
        {
            tile.Forward(x, y, 1);
            square += y.Sum(v => (double)v * v) / (n * Rows);
        }
        var expected = 2 * sigma * sigma * (1 + 4 + 16) / 49.0;
        Assert.InRange(square / expected, 1 - 5 * Math.Sqrt(2.0 / (n * Rows)), 1 + 5 * Math.Sqrt(2.0 / (n * Rows)));
    }

    // The order is the file's: noise before the converter leaves levels, noise after it does not.
    [Fact]
    public void StagesActInTheOrderWritten()
    {
        IReadStage[] noiseFirst = [new WhiteNoise(0.3), new UniformConverter(4, ConverterRange.Of(7))];
        var scaled = With(Plain with { Outputs = noiseFirst }) with { NoiseManagement = new Unscaled() };
        Assert.All(Read(scaled).Y, v => Assert.Equal(Math.Round(v), v, 1e-5));
        Assert.Contains(Read(With(Plain with { Outputs = [.. noiseFirst.Reverse()] }) with { NoiseManagement = new Unscaled() }).Y, v => Math.Abs(v - Math.Round(v)) > 0.01);
    }

    [Fact]
    public void WhatAnIntegratorCannotHoldHalvesTheInput()
    {
        var options = With(Plain with { Outputs = [new Integrator(5, 0)] });
        var tile = new ExactTile(1, 32, options, 1, "limit");
        tile.SetWeights([.. Enumerable.Repeat(1f, 32)]);
        var y = new float[1];
        tile.Forward([.. Enumerable.Repeat(1f, 32)], y, 1);
        Assert.Equal(32f, y[0], 1e-4f);
        Assert.Equal(4, tile.Ledger.Reads); // 32, 16, 8, 4
        var without = new ExactTile(1, 32, options with { BoundManagement = new Clipping() }, 1, "limit");
        without.SetWeights([.. Enumerable.Repeat(1f, 32)]);
        without.Forward([.. Enumerable.Repeat(1f, 32)], y, 1);
        Assert.Equal(5f, y[0]);
    }

    [Fact]
    public void TheMaximalRangeNeverClipsAndNeedsBounds()
    {
        var options = With(Plain with { Outputs = [new UniformConverter(16, ConverterRange.Maximal)] });
        var tile = Tile.Create(new ConstantStep(0.01, -0.5, 0.5, 0, PulseSpread.None), 1, 32, options, 1, "max");
        tile.SetWeights([.. Enumerable.Repeat(0.5f, 32)]);
        var y = new float[1];
        tile.Forward([.. Enumerable.Repeat(1f, 32)], y, 1);
        Assert.Equal(16f, y[0]); // 32 inputs × 0.5, the topmost level
        Assert.Equal(1, tile.Ledger.Reads);
        Assert.Contains("bounds", Assert.Throws<InputException>(() => new ExactTile(1, 2, options, 1, "max")).Message, StringComparison.Ordinal);
        var uncalibrated = With(Plain with { Outputs = [new UniformConverter(16, ConverterRange.Calibrated)] });
        Assert.Contains("ecram calibrate", Assert.Throws<InputException>(() => Cells(uncalibrated)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PlanesFollowTheWeightsWhenTheyChange()
    {
        var options = With(Plain with { Placement = new DifferentialPair(true) });
        var tile = Cells(options);
        var y = new float[Rows];
        float[] x = [.. Enumerable.Repeat(1f, Columns)], d = [.. Enumerable.Repeat(1f, Rows)];
        tile.Forward(x, y, 1);
        Assert.Equal(0, y[0], 1e-5f);
        for (var k = 0; k < 5; k++) tile.Update(x, d, 1, 0.01);
        tile.Forward(x, y, 1);
        var w = new float[Rows * Columns];
        tile.GetWeights(w);
        Assert.Equal(w[..Columns].Sum(), y[0], 1e-4f);
        Assert.True(y[0] > 0.5f);
    }

    private static void Same(float[] expected, float[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
