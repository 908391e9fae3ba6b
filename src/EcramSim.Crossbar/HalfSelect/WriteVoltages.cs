using EcramSim.Crossbar.Wires;

namespace EcramSim.Crossbar.HalfSelect;

/// <summary>How a pulse of voltage V reaches chosen cells of an array of gates.</summary>
public enum WriteScheme
{
    /// <summary>Firing word lines at V, everything else at 0: selectors decide which cells of a line take it.</summary>
    Full,
    /// <summary>Firing word lines at V/2, firing bit lines at −V/2, the others at 0: V where both fire, V/2 where one does. Also stochastic coincidence.</summary>
    Half,
    /// <summary>Firing word lines at V, others at V/3; firing bit lines at 0, others at 2V/3: V where both fire, ±V/3 everywhere else.</summary>
    Third,
}

/// <summary>What voltage arrives at every gate of an array, through the same network of wires that reads go through.</summary>
public static class WriteVoltages
{
    /// <summary>The node voltages of one slot; <see cref="NodalSolution.CellVoltage"/> is what a gate sees, V.</summary>
    /// <param name="wiring">The gate lines: both kinds driven.</param>
    /// <param name="rows">Number of word lines.</param>
    /// <param name="columns">Number of bit lines.</param>
    /// <param name="gates">Conductance of every gate during the pulse (ions and leakage), row by row, S.</param>
    /// <param name="scheme">Which lines stand at what voltage.</param>
    /// <param name="voltage">V, either sign.</param>
    /// <param name="words">Word lines that fire in this slot.</param>
    /// <param name="bits">Bit lines that fire in this slot.</param>
    public static NodalSolution Of(Wiring wiring, int rows, int columns, ReadOnlySpan<double> gates, WriteScheme scheme, double voltage, IReadOnlySet<int> words, IReadOnlySet<int> bits)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(bits);
        var (word, otherWord, bit, otherBit) = scheme switch
        {
            WriteScheme.Full => (1.0, 0.0, 0.0, 0.0),
            WriteScheme.Half => (1.0 / 2, 0.0, -1.0 / 2, 0.0),
            WriteScheme.Third => (1.0, 1.0 / 3, 0.0, 2.0 / 3),
            _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "no such scheme"),
        };
        double[] w = [.. Enumerable.Range(0, rows).Select(i => voltage * (words.Contains(i) ? word : otherWord))];
        double[] b = [.. Enumerable.Range(0, columns).Select(j => voltage * (bits.Contains(j) ? bit : otherBit))];
        return new NodalSolver(wiring, rows, columns, gates).Solve(w, b);
    }

    /// <summary>Share of a pulse that is missing at the far end of a line of so many gates, each of conductance <paramref name="gate"/>, all pulsed: 1 − 1/cosh(n√(rG)), the ladder's limit.</summary>
    public static double FarEndLoss(double segmentResistance, double gate, int gates) => 1 - 1 / Math.Cosh(gates * Math.Sqrt(segmentResistance * gate));
}
