using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// The metal of an array: each connected end of a line is a source V, then the driver (or sense) resistance, then one segment of
/// wire, then the first node; neighbouring nodes are one segment apart; a cell joins its word node and its bit node.
/// </summary>
/// <param name="WordResistance">One segment of a word line, Ω, 0 or more.</param>
/// <param name="BitResistance">One segment of a bit line, Ω, 0 or more.</param>
public sealed record Wiring(double WordResistance, double BitResistance)
{
    /// <summary>Neither wires nor drivers resist.</summary>
    public static Wiring None { get; } = new(0, 0);

    /// <summary>Between a source and the wire of a word line, Ω.</summary>
    public double DriverResistance { get; init; }

    /// <summary>Between the wire of a bit line and its virtual ground (or its source), Ω.</summary>
    public double SenseResistance { get; init; }

    /// <summary>Where word lines are driven; the left alone by default.</summary>
    public LineEnds WordEnds { get; init; } = LineEnds.First;

    /// <summary>Where bit lines are sensed or driven; the bottom alone by default.</summary>
    public LineEnds BitEnds { get; init; } = LineEnds.Last;

    /// <summary>Word lines with no end connected (indices from 0; people count them from 1), whatever <see cref="WordEnds"/> says.</summary>
    public IReadOnlyList<int> FloatingWords { get; init; } = [];

    /// <summary>Bit lines with no end connected.</summary>
    public IReadOnlyList<int> FloatingBits { get; init; } = [];

    /// <summary>Whether nothing but the cells resists, so that a read is a plain product of matrix and vector.</summary>
    public bool IsIdeal => WordResistance == 0 && BitResistance == 0 && DriverResistance == 0 && SenseResistance == 0
        && WordEnds != LineEnds.None && BitEnds != LineEnds.None && FloatingWords.Count == 0 && FloatingBits.Count == 0;

    /// <summary>Conductance from the source at a connected end to the first node of a word line, S; ∞ without resistance.</summary>
    internal double WordEndConductance => 1 / (DriverResistance + WordResistance);

    /// <summary>The same of a bit line.</summary>
    internal double BitEndConductance => 1 / (SenseResistance + BitResistance);

    /// <summary>Whether line <paramref name="line"/> (a word line, or a bit line) is connected at <paramref name="end"/>.</summary>
    internal bool Connects(bool word, int line, LineEnds end) =>
        ((word ? WordEnds : BitEnds) & end) != 0 && !(word ? FloatingWords : FloatingBits).Contains(line);

    /// <summary>Refuses resistances below 0 and lines that do not exist.</summary>
    /// <exception cref="InputException">One line that names value and range.</exception>
    public void Check(int rows, int columns)
    {
        foreach (var (name, value) in new[] { ("word resistance", WordResistance), ("bit resistance", BitResistance), ("driver resistance", DriverResistance), ("sense resistance", SenseResistance) })
            if (!(value >= 0 && double.IsFinite(value)))
                throw new InputException(FormattableString.Invariant($"wires: {name} {value} ohm is outside the allowed range: 0 or more, finite (a line that is not connected floats)"));
        foreach (var (name, lines, count) in new[] { ("word", FloatingWords, rows), ("bit", FloatingBits, columns) })
            foreach (var line in lines)
                if (line < 0 || line >= count)
                    throw new InputException(FormattableString.Invariant($"wires: floating {name} line {line + 1} does not exist; allowed: 1 to {count}"));
    }
}
