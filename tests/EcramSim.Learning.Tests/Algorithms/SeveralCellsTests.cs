using EcramSim.Crossbar;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Forms;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using static EcramSim.Learning.Tests.RandomTensors;

namespace EcramSim.Learning.Tests.Algorithms;

/// <summary>Rules that make a weight of several cells: descent in the mean, finer steps, no cell that stays at its bound.</summary>
public sealed class SeveralCellsTests
{
    private static ITile Make(ITrainingRule rule, double granularity, int rows = 3, int columns = 4) =>
        new CellArray(rule.CellsOf(TestDevices.Constant(granularity)), ArrayOptions.Exact) { Name = "w" }.CreateTile(rows, columns);

    /// <summary>The variance of n updates is at most Σ|η d x|·ε with ε the step of a weight; the bound is five standard deviations and one step of the coarsest cell.</summary>
    [Theory, InlineData("periodic-carry"), InlineData("one-sided"), InlineData("periodic-carry:cells=3,base=4")]
    public void Updates_arrive_in_the_mean(string name)
    {
        const double Granularity = 2e-3, Rate = 2e-3;
        var rule = TrainingRules.Of(name);
        var weights = Make(rule, Granularity);
        var own = rule.Begin(weights, n => throw new InvalidOperationException(n));
        var stream = new RandomStream(3, "updates");
        var (expected, travelled) = (new double[12], new double[12]);
        var (x, d) = (new float[4], new float[3]);
        for (var step = 0; step < 1500; step++)
        {
            for (var j = 0; j < 4; j++) x[j] = (float)(2 * stream.NextDouble() - 0.5);
            for (var i = 0; i < 3; i++) d[i] = (float)(2 * stream.NextDouble() - 1.3);
            own.Update(x, d, 1, -Rate);
            for (var k = 0; k < 12; k++)
            {
                var change = Rate * d[k / 4] * x[k % 4];
                expected[k] -= change;
                travelled[k] += Math.Abs(change);
            }
        }
        var held = new float[12];
        weights.GetWeights(held);
        for (var k = 0; k < 12; k++)
        {
            var allowed = 5 * Math.Sqrt(travelled[k] * Granularity) + Granularity;
            Assert.InRange(held[k], expected[k] - allowed, expected[k] + allowed);
        }
        // Farther than the fine cell of a carrying weight reaches: it was carried.
        Assert.Contains(expected, e => Math.Abs(e) > 0.3);
    }

    /// <summary>Steps of 0.02 cannot follow a change of 0.004; the same cells in base 8 do, to their own step of 0.0025.</summary>
    [Fact]
    public void Carried_cells_step_finer_than_one_of_them()
    {
        var tile = Make(new PeriodicCarryDescent(Base: 8, CarryEvery: 10), 0.02);
        Assert.Equal(0.0025, tile.Granularity, 1e-7);
        Assert.Equal(1.125, tile.Maximum, 1e-6);
        var carry = (PeriodicCarry)((GroupTile)tile).Form;
        Assert.Equal([1, 0.125], carry.Shares);
        // 0.6 upwards in steps of 0.0025 is far beyond the 0.125 of the fine cell.
        for (var pulse = 0; pulse < 240; pulse++) tile.PulseRow(0, [1, -1, 0, 0]);
        var held = new float[12];
        tile.GetWeights(held);
        Assert.Equal(0.6, held[0], 0.0026);
        Assert.Equal(-0.6, held[1], 0.0026);
        Assert.Equal(0, held[2], 1e-6);
    }

    [Theory, InlineData("periodic-carry"), InlineData("one-sided")]
    public void Layers_of_single_cells_and_devices_of_several_are_refused(string name)
    {
        var rule = TrainingRules.Of(name);
        var device = TestDevices.Constant(0.01);
        var layer = new AnalogLinear(Linear("l", 3, 2), "layer1", new AnalogOptions(device, ArrayOptions.Exact, 1));
        Assert.Contains("has one cell per weight; convert the model with AnalogOptions.For(rule)", Assert.Throws<InputException>(() => new AnalogSGD(layer, 0.1, rule: rule)).Message, StringComparison.Ordinal);
        Assert.Contains("does so already", Assert.Throws<InputException>(() => rule.CellsOf(device with { Form = new VectorCell([0.5, 0.5], false) })).Message, StringComparison.Ordinal);
        _ = new AnalogSGD(new AnalogLinear(Linear("l", 3, 2), "layer1", new AnalogOptions(device, ArrayOptions.Exact, 1).For(rule)), 0.1, rule: rule);
    }
}
