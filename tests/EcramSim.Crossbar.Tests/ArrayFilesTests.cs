using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests;

/// <summary>Every file of models/arrays.</summary>
public class ArrayFilesTests
{
    public static TheoryData<string> Ids => [.. ModelLibrary.Shipped().Ids(ModelKind.Array)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryArrayReadsAndLearns(string id)
    {
        var file = ArrayFile.Read(ModelLibrary.Shipped(), id);
        Assert.NotEmpty(file.Title);
        Assert.All(file.Parameters, p => Assert.NotEmpty(p.Source));
        var tile = Tile.Create(new ConstantStep(0.002, -1, 1, 0, PulseSpread.None), 20, 150, file.Options, 1, "array", new WriteCost(1e-15, 2e-15, 1e-6) { PulseVoltage = 1, Conductance = 1e-6 });
        var x = Enumerable.Range(0, 150).Select(j => (float)Math.Sin(j)).ToArray();
        var target = Enumerable.Range(0, 20).Select(i => (float)Math.Cos(i)).ToArray();
        var y = new float[20];
        for (var step = 0; step < 60; step++)
        {
            tile.Forward(x, y, 1);
            tile.Update(x, [.. target.Zip(y, (t, v) => t - v)], 1, 0.003);
        }
        double error = 0;
        for (var k = 0; k < 20; k++)
        {
            tile.Forward(x, y, 1);
            error += target.Zip(y, (t, v) => (t - v) * (t - v)).Average() / 20;
        }
        // The targets have a mean square of about a half.
        Assert.InRange(error, 0, 0.15);
    }

    [Theory]
    [InlineData("pair-sar", "array.weights.form=sided", "one-sided")]
    [InlineData("pair-sar", "array.inputs.bits=17", "[2, 16]")]
    [InlineData("offset-ramp", "array.tiles.outputs=0", "tiles.outputs")]
    [InlineData("cmos-65", "array.technology.adc_time=5 V", "technology.adc_time")]
    [InlineData("cmos-65", "array.technology.lines_per_adc=0", "technology.lines_per_adc")]
    public void WrongValuesAreNamed(string id, string setting, string expected)
    {
        var error = Assert.Throws<InputException>(() => ArrayFile.Read(ModelLibrary.Shipped(), id, [Setting.Parse(setting)]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains($"models/arrays/{id}.json", error.Message, StringComparison.Ordinal);
    }
}
