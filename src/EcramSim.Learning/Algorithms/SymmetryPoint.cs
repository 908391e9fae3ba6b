using EcramSim.Crossbar.Tiles;

namespace EcramSim.Learning.Algorithms;

/// <summary>Zero-shifting: pulses up and down in turn carry every cell to where both steps are equal (Kim et al., arXiv:1907.10228).</summary>
public static class SymmetryPoint
{
    /// <summary>Gives every cell <paramref name="pairs"/> times one pulse up and one down.</summary>
    /// <param name="tile">A tile with pulses.</param>
    /// <param name="pairs">≥ 0. The distance to the symmetry point falls by e in 1/(slope of up and down step together) pairs.</param>
    public static void Approach(ITile tile, int pairs)
    {
        ArgumentNullException.ThrowIfNull(tile);
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        var (up, down) = (new int[tile.Columns], new int[tile.Columns]);
        Array.Fill(up, 1);
        Array.Fill(down, -1);
        for (var pair = 0; pair < pairs; pair++)
            for (var row = 0; row < tile.Rows; row++)
            {
                tile.PulseRow(row, up);
                tile.PulseRow(row, down);
            }
    }
}
