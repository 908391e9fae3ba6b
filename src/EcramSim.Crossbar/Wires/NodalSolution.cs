using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Wires;

/// <summary>One solution of an array with its wires.</summary>
/// <param name="Rows">Number of word lines.</param>
/// <param name="Columns">Number of bit lines.</param>
/// <param name="WordVoltages">Word nodes, row by row, V.</param>
/// <param name="BitVoltages">Bit nodes, row by row, V.</param>
/// <param name="WordCurrents">From its sources into each word line, A.</param>
/// <param name="BitCurrents">Out of each bit line into its sinks, A: what is sensed.</param>
/// <param name="SourcePower">Delivered by all sources, W.</param>
/// <param name="CellPower">Dissipated in the cells, W.</param>
/// <param name="WirePower">Dissipated in wires, drivers and sense resistances, W.</param>
/// <param name="Iterations">Of the conjugate gradients.</param>
/// <param name="ErrorEstimate">Estimated largest error of a node voltage, V.</param>
public sealed record NodalSolution(int Rows, int Columns, double[] WordVoltages, double[] BitVoltages, double[] WordCurrents, double[] BitCurrents,
    double SourcePower, double CellPower, double WirePower, int Iterations, double ErrorEstimate)
{
    /// <summary>Cells and wires together, W: equal to <see cref="SourcePower"/>.</summary>
    public double DissipatedPower => CellPower + WirePower;

    /// <summary>Voltage over the cell of row <paramref name="i"/> and column <paramref name="j"/>, word minus bit, V.</summary>
    public double CellVoltage(int i, int j) => WordVoltages[i * Columns + j] - BitVoltages[i * Columns + j];

    internal void Check(int rows, int columns)
    {
        if ((Rows, Columns) != (rows, columns)) throw new InputException(FormattableString.Invariant($"solution to write over: it is of {Rows}x{Columns} cells, the array has {rows}x{columns}"));
    }

    /// <summary>Currents of neighbouring columns subtracted: I₀ − I₁, I₂ − I₃, …, for weights that are pairs of cells, A.</summary>
    /// <exception cref="InvalidOperationException">An odd number of columns.</exception>
    public double[] PairCurrents()
    {
        if (Columns % 2 != 0) throw new InvalidOperationException($"{Columns} columns do not form pairs");
        return [.. Enumerable.Range(0, Columns / 2).Select(k => BitCurrents[2 * k] - BitCurrents[2 * k + 1])];
    }
}
