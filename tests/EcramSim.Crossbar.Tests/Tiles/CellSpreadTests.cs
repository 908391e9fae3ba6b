using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests.Tiles;

public class CellSpreadTests
{
    // What the update relies on when it does not look at the bounds.
    [Fact]
    public void ExtremesAreThoseOfTheCells()
    {
        var weights = new WeightMatrix(37, 53);
        var cells = new SpreadCells(new PulseSpread(0.3, 0.1, 0.2, 0.1), -0.6f, 0.8f, weights, 5, "cells");
        double step = 1, slope = 1, minimum = -0.6f, maximum = 0.8f;
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Columns; j++)
            {
                var (own, lane) = (cells.At((nuint)(i * weights.Stride + j - j % Lanes.Count)), j % Lanes.Count);
                step = Math.Max(step, Math.Max(own.StepUp[lane], own.StepDown[lane]));
                slope = Math.Max(slope, Math.Max(own.SlopeUp[lane], own.SlopeDown[lane]));
                minimum = Math.Max(minimum, own.Minimum[lane]);
                maximum = Math.Min(maximum, own.Maximum[lane]);
            }
        Assert.Equal(step, cells.LargestStep, 1e-6);
        Assert.Equal(slope, cells.LargestSlope, 1e-6);
        Assert.Equal(minimum, cells.HighestMinimum, 1e-6);
        Assert.Equal(maximum, cells.LowestMaximum, 1e-6);
        Assert.True(step > 1.5 && slope > 1.2 && minimum > -0.5 && maximum < 0.7);
    }

    // A spread as large as the bound itself would put one cell in six at 0 or beyond; soft bounds divide by it.
    [Fact]
    public void NoBoundIsZero()
    {
        var weights = new WeightMatrix(32, 32);
        var cells = new SpreadCells(new PulseSpread(0, 0, 0, 1), -0.6f, 0.6f, weights, 5, "cells");
        var small = 0;
        for (var at = 0; at < weights.Values.Length; at += Lanes.Count)
        {
            var own = cells.At((nuint)at);
            for (var lane = 0; lane < Lanes.Count; lane++)
            {
                Assert.True(own.Minimum[lane] < 0 && own.Maximum[lane] > 0);
                if (own.Maximum[lane] < 1e-4) small++;
            }
        }
        Assert.InRange(small, 100, 230);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(264)]
    [InlineData(5000)]
    [InlineData(262144)]
    public void ArraysOfTheHotLoopsBeginCacheLines(int length)
    {
        var array = LineArray.Of<float>(length);
        Assert.Equal(length, array.Length);
        Assert.All(array, v => Assert.Equal(0, v));
        unsafe
        {
            fixed (float* first = array) Assert.Equal(0, (long)first % 64);
        }
    }
}
