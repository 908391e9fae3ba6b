using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests.Tiles;

/// <summary>Whole pulses on one line: as many as asked for, on the cells asked for.</summary>
public sealed class PulseTests
{
    private static ITile Cells(int rows, int columns, TileSize? size = null) =>
        Tile.Create(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), rows, columns, ArrayOptions.Exact with { Tiles = size }, 1, "cells", null);

    [Fact]
    public void Each_cell_moves_by_its_pulses()
    {
        foreach (var size in new[] { null, new TileSize(4, 5, false) })
        {
            var tile = Cells(9, 11, size);
            int[] row = [3, 0, -2, 1, 0, 0, 5, 0, -1, 0, 7], column = [1, -4, 0, 0, 2, 0, 0, 0, 9];
            tile.PulseRow(6, row);
            tile.PulseColumn(10, column);
            var held = new float[99];
            tile.GetWeights(held);
            for (var i = 0; i < 9; i++)
                for (var j = 0; j < 11; j++)
                    Assert.Equal(0.01 * ((i == 6 ? row[j] : 0) + (j == 10 ? column[i] : 0)), held[11 * i + j], 1e-6);
            // 16 up and 3 down in the row, 12 up and 4 down in the column.
            Assert.Equal((28L, 7L), (tile.Ledger.PulsesUp, tile.Ledger.PulsesDown));
        }
    }

    [Fact]
    public void Lines_outside_and_exact_tiles_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Cells(3, 4).PulseRow(3, new int[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cells(3, 4).PulseColumn(-1, new int[3]));
        Assert.Throws<ArgumentException>(() => Cells(3, 4).PulseRow(0, new int[3]));
        var exact = new ExactTile(3, 4, ArrayOptions.Exact, 1, "exact");
        Assert.Throws<InvalidOperationException>(() => exact.PulseRow(0, new int[4]));
        Assert.Throws<InvalidOperationException>(() => exact.PulseColumn(0, new int[3]));
    }
}
