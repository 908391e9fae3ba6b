using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Wires;

/// <summary>The clear version of <see cref="NodalSolver"/>: the whole node matrix, word nodes then bit nodes, assembled resistor by resistor and solved directly.</summary>
internal static class NodalReference
{
    /// <summary>Word nodes and bit nodes, row by row, V. Wires must resist; what no source reaches is not allowed.</summary>
    public static (double[] Word, double[] Bit) Solve(Wiring wiring, int rows, int columns, double[] conductances, double[] words, double[] bits)
    {
        var cells = rows * columns;
        var resistors = new List<(int A, int B, double G)>();
        var ends = new List<(int Node, double G, double Voltage)>();
        int Word(int i, int j) => i * columns + j;
        int Bit(int i, int j) => cells + i * columns + j;
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
            {
                if (j > 0) resistors.Add((Word(i, j - 1), Word(i, j), 1 / wiring.WordResistance));
                if (i > 0) resistors.Add((Bit(i - 1, j), Bit(i, j), 1 / wiring.BitResistance));
                resistors.Add((Word(i, j), Bit(i, j), conductances[i * columns + j]));
            }
        for (var i = 0; i < rows; i++)
            foreach (var (end, j) in new[] { (LineEnds.First, 0), (LineEnds.Last, columns - 1) })
                if (wiring.Connects(true, i, end)) ends.Add((Word(i, j), wiring.WordEndConductance, words[i]));
        for (var j = 0; j < columns; j++)
            foreach (var (end, i) in new[] { (LineEnds.First, 0), (LineEnds.Last, rows - 1) })
                if (wiring.Connects(false, j, end)) ends.Add((Bit(i, j), wiring.BitEndConductance, bits[j]));

        var entries = resistors.SelectMany(r => new[] { (r.A, r.B), (r.B, r.A), (r.A, r.A), (r.B, r.B) });
        var matrix = new SparseMatrix(SparsityPattern.FromEntries(2 * cells, entries));
        var values = matrix.Values;
        var v = new double[2 * cells];
        void Stamp(Span<double> to, int row, int column, double g) => to[matrix.Pattern.Position(row, column)] += g;
        foreach (var (a, b, g) in resistors)
        {
            Stamp(values, a, a, g);
            Stamp(values, b, b, g);
            Stamp(values, a, b, -g);
            Stamp(values, b, a, -g);
        }
        foreach (var (node, g, voltage) in ends)
        {
            Stamp(values, node, node, g);
            v[node] += g * voltage;
        }
        var lu = new SparseLu<double>(matrix.Pattern);
        if (!lu.Factor(values)) throw new ArithmeticException("the node matrix is singular: a part of the array is connected to no source");
        lu.Solve(v);
        return (v[..cells], v[cells..]);
    }
}
