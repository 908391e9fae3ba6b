using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Crossbar;

/// <summary>What <c>ecram crossbar solve</c> solves.</summary>
/// <param name="Wiring">Wires, drivers, connected ends.</param>
/// <param name="Rows">Number of word lines.</param>
/// <param name="Columns">Number of bit lines.</param>
/// <param name="Conductances">Of the cells, row by row, S.</param>
/// <param name="Words">Per input vector the source of each word line, V.</param>
/// <param name="Bits">Per input vector the source of each bit line, V; null for virtual ground.</param>
/// <param name="Law">Law of the cells; null for ohmic ones.</param>
/// <param name="Tolerance">Error of node voltages, relative to the largest source.</param>
public sealed record SolveProblem(Wiring Wiring, int Rows, int Columns, double[] Conductances, IReadOnlyList<double[]> Words, IReadOnlyList<double[]>? Bits, ICellLaw? Law, double Tolerance)
{
    /// <summary>Whether bit lines 1 and 2, 3 and 4, … are the columns of pairs.</summary>
    public bool HasPairs { get; private init; }

    /// <summary>The same with bit lines in pairs.</summary>
    /// <param name="cells">The file of the cells, for messages.</param>
    /// <exception cref="InputException">An odd number of bit lines.</exception>
    public SolveProblem OfPairs(string cells) => Columns % 2 == 0 ? this with { HasPairs = true }
        : throw new InputException(FormattableString.Invariant($"{cells}: {Columns} columns; --pairs needs an even number of bit lines"));

    /// <summary>Builds the problem out of the files of a person.</summary>
    /// <param name="wiring">Wires.</param>
    /// <param name="cells">Resistances or conductances, a row per word line.</param>
    /// <param name="areResistances">Which of the two.</param>
    /// <param name="inputs">A row per word line, a column per input vector.</param>
    /// <param name="bits">A row per bit line, a column per input vector (or one for all); null for virtual ground.</param>
    /// <param name="law">Law of the cells; null for ohmic ones.</param>
    /// <param name="tolerance">Of node voltages.</param>
    /// <exception cref="InputException">Files that do not fit each other, or a value out of range.</exception>
    public static SolveProblem Of(Wiring wiring, MatrixFile cells, bool areResistances, MatrixFile inputs, MatrixFile? bits, ICellLaw? law, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(wiring);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(inputs);
        wiring.Check(cells.Rows, cells.Columns);
        if (inputs.Rows != cells.Rows)
            throw new InputException($"{inputs.Name}: {inputs.Rows} rows, but {cells.Name} has {cells.Rows} word lines; one row per word line, one column per input vector{(inputs.Columns == cells.Rows ? ": the file seems to be transposed" : "")}");
        if (bits is not null && (bits.Rows != cells.Columns || (bits.Columns != 1 && bits.Columns != inputs.Columns)))
            throw new InputException($"{bits.Name}: {bits.Rows} rows and {bits.Columns} columns; expected {cells.Columns} rows, one per bit line, and {inputs.Columns} columns as in {inputs.Name}, or one");
        foreach (var file in new[] { inputs, bits })
            if (file is not null && Array.FindIndex(file.Values, v => !double.IsFinite(v)) is >= 0 and var k)
                throw new InputException($"{file.Name}: row {k / file.Columns + 1}, column {k % file.Columns + 1}: a voltage must be finite");
        return new SolveProblem(wiring, cells.Rows, cells.Columns, Conductance(cells, areResistances), [.. Enumerable.Range(0, inputs.Columns).Select(k => Column(inputs, k))],
            bits is null ? null : [.. Enumerable.Range(0, inputs.Columns).Select(k => Column(bits, bits.Columns == 1 ? 0 : k))], law, tolerance);
    }

    private static double[] Conductance(MatrixFile cells, bool areResistances)
    {
        var g = new double[cells.Values.Length];
        for (var k = 0; k < g.Length; k++)
        {
            var value = cells.Values[k];
            var fits = areResistances ? value > 0 && 1 / value <= double.MaxValue : value >= 0 && double.IsFinite(value);
            if (!fits)
                throw new InputException(FormattableString.Invariant($"{cells.Name}: row {k / cells.Columns + 1}, column {k % cells.Columns + 1}: {value} {(areResistances ? "ohm is outside the allowed range: above 0 (a short has the resistance of its contact), inf for an open cell" : "S is outside the allowed range: 0 (an open cell) or more, finite")}"));
            g[k] = areResistances ? 1 / value : value;
        }
        return g;
    }

    private static double[] Column(MatrixFile file, int column) => [.. Enumerable.Range(0, file.Rows).Select(i => file.Values[i * file.Columns + column])];
}
