using System.Runtime.Intrinsics;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Exact node voltages of a resistive array with its wires. Word nodes are eliminated line by line, which leaves S = T_b − D T_w⁻¹ D for the
/// bit nodes (T: wires, ends and cells of the lines; D: cells); S is solved by conjugate gradients with T_b⁻¹ before it. Every part is a
/// tridiagonal solve, vectorised over lines. There is no limit on the number of iterations: they end when the error estimate is met,
/// or when the residual itself, recomputed, no longer improves. <see cref="NodalReference"/> is the plain version.
/// One solver is used by one thread at a time; factors and work space are kept for the next inputs.
/// </summary>
public sealed class NodalSolver
{
    /// <summary>Of the largest source voltage: the error of a node voltage at which a solution is accepted.</summary>
    public const double DefaultTolerance = 1e-12;

    // Rounding alone leaves about this much of the largest voltage.
    private const double Floor = 4e-16;
    // A result worse than this is a failure, whatever was asked.
    private const double Acceptable = 1e-6;

    // In tolerances: the error of a bit line's current, relative to the largest.
    internal const double Currents = 10;

    private readonly Grid _grid;
    private readonly WordLines _words;
    private readonly BitLines _bits;
    private readonly Field _g, _sources, _sinks;
    private double _slowest = 1;
    private bool _solved;
    private NodalBlock? _block;
    private Scratch? _scratch;

    /// <summary>A solver for <paramref name="rows"/> word lines and <paramref name="columns"/> bit lines.</summary>
    /// <param name="wiring">Wires, drivers, which ends are connected.</param>
    /// <param name="rows">Number of word lines.</param>
    /// <param name="columns">Number of bit lines.</param>
    /// <param name="conductances">Of the cells, row by row, S; 0 is an open cell.</param>
    /// <exception cref="InputException">A wiring or a conductance out of range.</exception>
    public NodalSolver(Wiring wiring, int rows, int columns, ReadOnlySpan<double> conductances)
    {
        ArgumentNullException.ThrowIfNull(wiring);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        wiring.Check(rows, columns);
        Wiring = wiring;
        _grid = new Grid(rows, columns);
        (_words, _bits) = (new WordLines(_grid, wiring), new BitLines(_grid, wiring));
        (_g, _sources, _sinks) = (new Field(_grid.Size), new Field(_grid.PaddedRows), new Field(_grid.PaddedColumns));
        SetConductances(conductances);
    }

    /// <summary>The wires.</summary>
    public Wiring Wiring { get; }
    /// <summary>Number of word lines.</summary>
    public int Rows => _grid.Rows;
    /// <summary>Number of bit lines.</summary>
    public int Columns => _grid.Columns;
    /// <summary>Whether a solve begins at the solution before it, which saves iterations where little has changed.</summary>
    public bool WarmStart { get; set; }
    /// <summary>Iterations of the last solve.</summary>
    public int Iterations { get; private set; }
    /// <summary>Estimated largest error of a node voltage in the last solve, V.</summary>
    public double ErrorEstimate { get; private set; }

    /// <summary>Replaces the conductances of all cells and factors the lines anew; the last solution stays for a warm start.</summary>
    /// <exception cref="InputException">A conductance that is negative, infinite or not a number, or a wrong count.</exception>
    public void SetConductances(ReadOnlySpan<double> conductances)
    {
        CheckLength(conductances.Length, Rows * Columns, "conductances");
        for (var k = 0; k < conductances.Length; k++)
            if (!(conductances[k] >= 0 && conductances[k] <= double.MaxValue))
                throw new InputException(FormattableString.Invariant($"conductance of row {k / Columns + 1}, column {k % Columns + 1}: {conductances[k]} S is outside the allowed range: 0 (open) or more, finite"));
        _grid.Load(conductances, _g);
        Factor();
    }

    /// <summary>All node voltages, line currents and powers for one set of source voltages.</summary>
    /// <param name="words">Source of each word line, V.</param>
    /// <param name="bits">Source (or virtual ground) of each bit line, V; empty for 0 V everywhere.</param>
    /// <param name="tolerance">Error of a node voltage relative to the largest source; currents of bit lines are held to ten times this, relative to the largest.</param>
    /// <param name="into">A solution that is no longer needed: its arrays take the new one, since the first touch of new ones can take as long as the solution. Null for new arrays.</param>
    /// <exception cref="InputException">A voltage that is not finite, or a wrong count.</exception>
    /// <exception cref="ArithmeticException">The equations are so badly scaled that rounding leaves no solution.</exception>
    public NodalSolution Solve(ReadOnlySpan<double> words, ReadOnlySpan<double> bits = default, double tolerance = DefaultTolerance, NodalSolution? into = null)
    {
        into?.Check(Rows, Columns);
        Run(words, bits, tolerance);
        var solution = new Readout(_grid, _words, _bits, _g, Q, X, null, _sources, _sinks).Solution(Iterations, ErrorEstimate, into);
        // Pointers into fields do not keep them, nor their owner.
        GC.KeepAlive(this);
        return solution;
    }

    /// <summary>The same for many inputs, sixteen at a time, each at a fraction of the time of one alone; one after another where they are few or do not converge together.</summary>
    /// <param name="words">Per input the source of each word line, V.</param>
    /// <param name="bits">Per input the source of each bit line, V; null for 0 V everywhere.</param>
    /// <param name="tolerance">Error of a node voltage relative to the largest source of its input.</param>
    /// <param name="into">As many solutions that are no longer needed, whose arrays take the new ones; null for new arrays.</param>
    /// <exception cref="InputException">A voltage that is not finite, or a wrong count.</exception>
    /// <exception cref="ArithmeticException">The equations are so badly scaled that rounding leaves no solution.</exception>
    public NodalSolution[] SolveAll(IReadOnlyList<double[]> words, IReadOnlyList<double[]>? bits = null, double tolerance = DefaultTolerance, IReadOnlyList<NodalSolution>? into = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (bits is not null) CheckLength(bits.Count, words.Count, "sets of bit voltages");
        if (into is not null) CheckLength(into.Count, words.Count, "solutions to write over");
        foreach (var old in into ?? []) old.Check(Rows, Columns);
        var solutions = new NodalSolution[words.Count];
        for (var from = 0; from < words.Count; from += NodalBlock.Inputs)
        {
            var count = Math.Min(NodalBlock.Inputs, words.Count - from);
            for (var n = from; into is not null && n < from + count; n++) solutions[n] = into[n];
            if (count >= NodalBlock.Fewest && NodalBlock.Suits(this))
            {
                _block ??= new NodalBlock(this);
                for (var n = 0; n < count; n++) _block.Place(n, Load(words[from + n], Rows, _sources, "word voltages"), Load(bits is null ? [] : bits[from + n], Columns, _sinks, "bit voltages"));
                if (_block.Run(Math.Max(tolerance, Floor), solutions.AsSpan(from, count))) continue;
            }
            for (var n = from; n < from + count; n++) solutions[n] = Solve(words[n], bits is null ? [] : bits[n], tolerance, solutions[n]);
        }
        GC.KeepAlive(this);
        return solutions;
    }

    /// <summary>The currents into the sinks of the bit lines alone, A.</summary>
    /// <param name="words">Source of each word line, V.</param>
    /// <param name="currents">Out: one per bit line.</param>
    /// <param name="tolerance">Error of a node voltage relative to the largest source.</param>
    public void BitCurrents(ReadOnlySpan<double> words, Span<double> currents, double tolerance = DefaultTolerance)
    {
        Run(words, [], tolerance);
        new Readout(_grid, _words, _bits, _g, Q, X, null, _sources, _sinks).BitCurrents(currents);
        GC.KeepAlive(this);
    }

    /// <summary>The same for many inputs, as <see cref="SolveAll"/> solves them.</summary>
    /// <param name="words">Input after input the source of each word line, V.</param>
    /// <param name="count">Number of inputs.</param>
    /// <param name="currents">Out: input after input, one per bit line.</param>
    /// <param name="tolerance">Error of a node voltage relative to the largest source of its input.</param>
    public void BitCurrents(ReadOnlySpan<double> words, int count, Span<double> currents, double tolerance = DefaultTolerance)
    {
        CheckLength(words.Length, count * Rows, "word voltages");
        for (int from = 0, n; from < count; from += n)
        {
            n = Math.Min(NodalBlock.Inputs, count - from);
            var together = Together(words[(from * Rows)..], [], n, tolerance);
            for (var k = from; k < from + n; k++)
                if (together is not null) together.OutOfBits(k - from).CopyTo(currents[(k * Columns)..]);
                else BitCurrents(words.Slice(k * Rows, Rows), currents.Slice(k * Columns, Columns), tolerance);
        }
        GC.KeepAlive(this);
    }

    /// <summary>The transposed read: bit lines driven, currents into the word lines' ends at 0 V, A.</summary>
    /// <param name="bits">Source of each bit line, V.</param>
    /// <param name="currents">Out: one per word line, positive out of the array.</param>
    /// <param name="tolerance">Error of a node voltage relative to the largest source.</param>
    public void WordCurrents(ReadOnlySpan<double> bits, Span<double> currents, double tolerance = DefaultTolerance)
    {
        Run([], bits, tolerance);
        new Readout(_grid, _words, _bits, _g, Q, X, null, _sources, _sinks).WordCurrents(currents);
        for (var i = 0; i < Rows; i++) currents[i] = -currents[i];
        GC.KeepAlive(this);
    }

    /// <summary>The transposed read of many inputs.</summary>
    /// <param name="bits">Input after input the source of each bit line, V.</param>
    /// <param name="count">Number of inputs.</param>
    /// <param name="currents">Out: input after input, one per word line, positive out of the array.</param>
    /// <param name="tolerance">Error of a node voltage relative to the largest source of its input.</param>
    public void WordCurrents(ReadOnlySpan<double> bits, int count, Span<double> currents, double tolerance = DefaultTolerance)
    {
        CheckLength(bits.Length, count * Columns, "bit voltages");
        for (int from = 0, n; from < count; from += n)
        {
            n = Math.Min(NodalBlock.Inputs, count - from);
            var together = Together([], bits[(from * Columns)..], n, tolerance);
            for (var k = from; k < from + n; k++)
            {
                var to = currents.Slice(k * Rows, Rows);
                if (together is null) WordCurrents(bits.Slice(k * Columns, Columns), to, tolerance);
                else
                    for (var i = 0; i < Rows; i++) to[i] = -together.IntoWords(k - from)[i];
            }
        }
        GC.KeepAlive(this);
    }

    // The currents of so many inputs, words or bits driven; null where one after another is better.
    private BlockReadout? Together(ReadOnlySpan<double> words, ReadOnlySpan<double> bits, int count, double tolerance)
    {
        if (count < NodalBlock.FewestCurrents || !NodalBlock.Suits(this)) return null;
        _block ??= new NodalBlock(this);
        for (var n = 0; n < count; n++)
            _block.Place(n, Load(words.IsEmpty ? [] : words.Slice(n * Rows, Rows), Rows, _sources, "word voltages"), Load(bits.IsEmpty ? [] : bits.Slice(n * Columns, Columns), Columns, _sinks, "bit voltages"));
        return _block.Currents(count, Math.Max(tolerance, Floor));
    }

    // Of conjugate gradients: bit nodes; product of the direction and then the word nodes; residual, the same preconditioned, direction. Many inputs at once need none of them.
    private Field X => field ??= new Field(_grid.Size);
    private Field Q => field ??= new Field(_grid.Size);
    private Field R => (_scratch ??= Scratch.Take(_grid)).Residual;
    private Field Z => (_scratch ??= Scratch.Take(_grid)).Preconditioned;
    private Field P => (_scratch ??= Scratch.Take(_grid)).Direction;

    internal Grid Grid => _grid;
    internal WordLines Words => _words;
    internal BitLines Bits => _bits;
    internal Field Conductances => _g;
    internal Field WordNodes => Q;
    internal Field BitNodes => X;
    internal Field Sources => _sources;
    internal Field Sinks => _sinks;

    /// <summary>Factors the lines for the values that <see cref="Conductances"/> holds now.</summary>
    internal void Factor()
    {
        _words.Factor(_g);
        _bits.Factor(_g);
        _slowest = 1;
        _block?.Forget();
        GC.KeepAlive(this);
    }

    /// <summary>Solves with a current <paramref name="extra"/> beside the ohmic one in every cell; bit nodes in <see cref="BitNodes"/>, word nodes in <see cref="WordNodes"/>.</summary>
    internal void Run(ReadOnlySpan<double> words, ReadOnlySpan<double> bits, double tolerance, Field? extra = null)
    {
        var scale = Math.Max(Load(words, Rows, _sources, "word voltages"), Load(bits, Columns, _sinks, "bit voltages"));
        if (!WarmStart || !_solved)
        {
            X.Span.Clear();
            // A solution must not depend on which inputs the same solver had before.
            _slowest = 1;
        }
        for (var j = 0; j < Columns; j++)
            for (var i = 0; _bits.Held[j] && i < Rows; i++) X.Span[i * _grid.Stride + j] = _sinks.Span[j];
        Iterations = 0;
        _solved = false;
        var goal = Math.Max(tolerance, Floor);
        for (var before = double.PositiveInfinity; ;)
        {
            _words.Residual(_g, _bits, X, extra, _sources, _sinks, R, Q);
            var (product, largest) = _bits.Precondition(0, X, P, Q, R, Z);
            scale = Math.Max(scale, double.IsPositiveInfinity(before) && !WarmStart ? largest : 0);
            ErrorEstimate = largest / _slowest;
            if (!double.IsFinite(ErrorEstimate)) throw Failure(scale);
            // The word nodes belong to x; z, the rest of the bit nodes, is as small as the tolerance.
            // Little voltage is much current where ends conduct far better than cells.
            var excess = _bits.Change(Z, X, _sinks) / _slowest / (Currents * goal);
            if ((ErrorEstimate <= goal * scale && !(excess > 1)) || largest >= 0.5 * before) break;
            before = largest;
            Iterate(product, 0.5 * Math.Min(goal * scale, ErrorEstimate <= goal * scale ? ErrorEstimate / excess : double.PositiveInfinity));
        }
        if (ErrorEstimate > Math.Max(goal, Acceptable) * scale) throw Failure(scale);
        Add(Z, X);
        _scratch = _scratch?.Return();
        _solved = true;
        GC.KeepAlive(this);
    }

    /// <summary>ρ of <see cref="ApproximateRead"/>: a bound of how much of an error at the bit nodes comes back from the word lines.</summary>
    internal double Contraction()
    {
        X.Span.Clear();
        for (var i = 0; i < Rows; i++) X.Span.Slice(i * _grid.Stride, Columns).Fill(1);
        _sources.Span.Clear();
        _sinks.Span.Clear();
        _words.Residual(_g, _bits, X, null, _sources, _sinks, R, Q);
        var word = Largest(Q);
        _g.Span.CopyTo(R.Span);
        var (_, bit) = _bits.Precondition(0, X, P, Q, R, Z);
        _scratch = _scratch?.Return();
        _solved = false;
        return word * bit;

        double Largest(Field field)
        {
            var largest = 0.0;
            foreach (var v in field.Span) largest = Math.Max(largest, v);
            return largest;
        }
    }

    /// <summary>Solves until max|z| ≤ <paramref name="error"/>·<paramref name="gap"/>·drive; returns max|z|/<paramref name="gap"/>, V, for the nodes that then stand in the fields.</summary>
    internal double RunBounded(ReadOnlySpan<double> words, double error, double gap)
    {
        var scale = Load(words, Rows, _sources, "word voltages");
        Load([], Columns, _sinks, "bit voltages");
        if (!WarmStart || !_solved) X.Span.Clear();
        (Iterations, _slowest, _solved) = (0, Math.Min(_slowest, 1), true);
        for (var before = double.PositiveInfinity; ;)
        {
            _words.Residual(_g, _bits, X, null, _sources, _sinks, R, Q);
            var (product, largest) = _bits.Precondition(0, X, P, Q, R, Z);
            if (largest <= error * gap * scale || largest >= 0.5 * before)
            {
                _scratch = _scratch?.Return();
                GC.KeepAlive(this);
                return largest / gap;
            }
            before = largest;
            Iterate(product, 0.5 * error * gap * scale, guaranteed: true);
        }
    }

    // Conjugate gradients on S x = r until the estimate is below the goal; p, q and r are used up.
    private void Iterate(double product, double goal, bool guaranteed = false)
    {
        double beta = 0, weight = 0;
        while (product > 0)
        {
            var curvature = _words.Multiply(_g, _bits, Z, beta, P, Q);
            if (!(curvature > 0)) return;
            // pᵀ T_b p: pᵀS p over it bounds the slowest mode of T_b⁻¹S from above, and comes near it as the others die.
            weight = product + beta * beta * weight;
            _slowest = Math.Min(_slowest, curvature / weight);
            var (next, largest) = _bits.Precondition(product / curvature, X, P, Q, R, Z);
            Iterations++;
            if (!(largest / (guaranteed ? 1 : _slowest) > goal)) return;
            beta = next / product;
            product = next;
        }
    }

    private static double Load(ReadOnlySpan<double> voltages, int lines, Field field, string what)
    {
        if (voltages.IsEmpty)
        {
            field.Span.Clear();
            return 0;
        }
        CheckLength(voltages.Length, lines, what);
        var largest = 0.0;
        for (var k = 0; k < lines; k++)
        {
            if (!double.IsFinite(voltages[k])) throw new InputException(FormattableString.Invariant($"{what}: line {k + 1}: {voltages[k]} V is not finite"));
            largest = Math.Max(largest, Math.Abs(voltages[k]));
        }
        voltages.CopyTo(field.Span);
        return largest;
    }

    private static void CheckLength(int length, int expected, string what)
    {
        if (length != expected) throw new InputException(FormattableString.Invariant($"{what}: {length} numbers are given, {expected} expected"));
    }

    private static unsafe void Add(Field from, Field to)
    {
        for (nint k = 0; k < from.Length; k += Grid.Lanes) (Vector512.LoadAligned(to.Start + k) + Vector512.LoadAligned(from.Start + k)).StoreAligned(to.Start + k);
    }

    private ArithmeticException Failure(double scale) =>
        new(FormattableString.Invariant($"the wires of a {Rows}x{Columns} array have no solution in double precision: after {Iterations} iterations node voltages are uncertain by {ErrorEstimate:G3} V of {scale:G3} V"));
}
