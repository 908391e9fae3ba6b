using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Tiles;

public class ShortDriftTests
{
    // Cell by cell, by hand: the line between two points of the table, times the pace, stopped at the cell's own bounds.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryCellMovesByTheLineOfItsPlace(bool paced)
    {
        const int points = 5;
        float[] moves = [-0.04f, -0.001f, 0, 0.02f, 0.05f];
        var weights = new WeightMatrix(7, 19);
        var random = new RandomStream(3, "weights");
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Columns; j++) weights.Row(i)[j] = (float)(2.4 * random.NextDouble() - 1.2);
        var cells = new SpreadCells(new PulseSpread(0, 0, 0, 0.1), -1, 1, weights, 5, "cells");
        Half[] paces = [.. Enumerable.Range(0, weights.Values.Length).Select(_ => (Half)(0.5 + random.NextDouble()))];
        var before = weights.Values.ToArray();
        new ShortDrift(-1, 0.5, points).Run(weights, cells, moves, paced ? paces : null);
        var (stopped, moved) = (0, 0);
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Stride; j++)
            {
                var at = i * weights.Stride + j;
                double w = before[at];
                if (j >= weights.Columns)
                {
                    Assert.Equal(0, weights.Values[at]);
                    continue;
                }
                var place = Math.Clamp((w + 1) / 0.5, 0, points - 1);
                var below = Math.Min((int)place, points - 2);
                var move = (moves[below] + (place - below) * (moves[below + 1] - moves[below])) * (paced ? (double)paces[at] : 1);
                var own = cells.At((nuint)(at - at % 8));
                double low = Math.Min(w, own.Minimum[at % 8]), high = Math.Max(w, own.Maximum[at % 8]);
                if (w + move < low || w + move > high) stopped++;
                else if (move != 0) moved++;
                Assert.Equal(Math.Clamp(w + move, low, high), weights.Values[at], 3e-7);
            }
        Assert.True(moved > 80 && stopped > 3, $"{moved} moved, {stopped} stopped");
    }
}
