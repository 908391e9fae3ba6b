using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Eight inputs to one array at once: b ← b + M r(b) with the residual r in double precision, anew at every step, and M = T_b⁻¹ + <see cref="CoarseNodes"/>.
/// Lanes are inputs, so that conductances and factors are read once for all and nothing is turned; a step is one sweep along the word lines (voltages of
/// the word nodes, what does not balance at the bit nodes) and one along the bit lines. Both are one pass through memory, downwards and upwards in turn: as soon as a row and its neighbours are
/// corrected, what does not balance there is computed and eliminated along the bit lines for the next step.
/// </summary>
internal sealed unsafe class NodalBlock
{
    /// <summary>Inputs of a block.</summary>
    public const int Inputs = BlockGrid.Inputs;

    // Conjugate gradients on one input are faster where steps gain less than this, and above this many nodes memory is short.
    private const double Slow = 0.6;
    private const int MostNodes = 1 << 22;

    private readonly NodalSolver _solver;
    private readonly Grid _grid;
    private readonly BlockGrid _block;
    private readonly Field _b, _r, _line, _sources, _sinks;
    private readonly double[] _scales = new double[Inputs];
    private CoarseNodes? _coarse;
    private Field? _upwards;

    public NodalBlock(NodalSolver solver)
    {
        (_solver, _grid, _block) = (solver, solver.Grid, new BlockGrid(solver.Rows, solver.Columns));
        (_b, _r) = (new Field(_block.Size), new Field(_block.Size));
        (_line, _sources, _sinks) = (new Field(_grid.Columns * Inputs), new Field(_grid.Rows * Inputs), new Field(_grid.Columns * Inputs));
    }

    /// <summary>Whether an array can be solved this way: all lines resist.</summary>
    public static bool Suits(NodalSolver solver) => !solver.Words.IsRigid && !solver.Bits.IsRigid && (long)solver.Rows * solver.Columns <= MostNodes;

    /// <summary>The conductances are others now.</summary>
    public void Forget() => (_coarse, _upwards) = (null, null);

    /// <summary>Takes what the solver's sources are now as input <paramref name="n"/>.</summary>
    public void Place(int n, double largestWord, double largestBit)
    {
        for (var i = 0; i < _grid.Rows; i++) _sources.Span[i * Inputs + n] = _solver.Sources.Span[i];
        for (var j = 0; j < _grid.Columns; j++) _sinks.Span[j * Inputs + n] = _solver.Sinks.Span[j];
        _scales[n] = Math.Max(largestWord, largestBit);
    }

    /// <summary>Solves the first <paramref name="count"/> inputs; false where the steps gain too little.</summary>
    public bool Run(int count, double tolerance, Span<NodalSolution> solutions)
    {
        for (var n = count; n < Inputs; n++)
        {
            for (var i = 0; i < _grid.Rows; i++) _sources.Span[i * Inputs + n] = 0;
            for (var j = 0; j < _grid.Columns; j++) _sinks.Span[j * Inputs + n] = 0;
        }
        _coarse ??= new CoarseNodes(_grid, _solver.Words, _solver.Bits, _solver.Conductances);
        _upwards ??= _solver.Bits.FactorUpwards(_solver.Conductances);
        _b.Span.Clear();
        Begin();
        double before = double.PositiveInfinity, slowest = 0, expected = double.PositiveInfinity;
        for (var steps = 1; ; steps++)
        {
            // The word nodes take the place of what does not balance.
            var isLast = expected <= tolerance;
            var largest = Step(isDown: steps % 2 == 0, isLast);
            var worst = 0.0;
            for (var n = 0; n < count; n++) worst = Math.Max(worst, largest.GetElement(n) == 0 ? 0 : largest.GetElement(n) / _scales[n]);
            var gain = worst / before;
            if (steps > 1) slowest = Math.Max(slowest, gain);
            if (!(slowest < Slow)) return false;
            // Of b before this step, if all that is left shrinks as slowly as the slowest step did.
            var error = worst / (1 - slowest);
            if (isLast && error <= tolerance)
            {
                var errors = new double[count];
                for (var n = 0; n < count; n++) errors[n] = largest.GetElement(n) / (1 - slowest);
                new BlockReadout(_solver, _block, _r, _b, _sources, _sinks).Solutions(steps, errors, solutions);
                return true;
            }
            if (isLast) Begin(isDown: steps % 2 == 0);
            (before, expected) = (worst, steps == 1 ? double.PositiveInfinity : error * gain);
        }
    }

    private void Begin(bool isDown = true)
    {
        _coarse!.Sums.Span.Clear();
        for (var k = 0; k < _grid.Rows; k++) Balance(isDown ? k : _grid.Rows - 1 - k, isDown, false);
        _coarse.Solve();
    }

    // b ← b + M r and the next r, downwards or upwards; the largest step of each input.
    private Vector512<double> Step(bool isDown, bool isLast)
    {
        var largest = Vector512<double>.Zero;
        var ahead = isDown ? 1 : -1;
        for (var k = 0; k < _grid.Rows; k++)
        {
            var i = isDown ? k : _grid.Rows - 1 - k;
            Correct(i, isDown, ref largest);
            if (k > 0) Balance(i - ahead, isDown, isLast);
        }
        Balance(isDown ? _grid.Rows - 1 : 0, isDown, isLast);
        if (!isLast) _coarse!.Solve();
        return largest;
    }

    // Pivots of an elimination downwards or upwards.
    private double* Pivots(int i, bool isDown) => (isDown ? _solver.Bits.Reciprocals : _upwards!).Start + (nint)i * _grid.Stride;

    // Word nodes of line i, and what flows into its bit nodes too much, eliminated on; or the word nodes alone.
    private void Balance(int i, bool isDown, bool isLast)
    {
        var (words, bits) = (_solver.Words, _solver.Bits);
        var cells = _solver.Conductances.Start + (nint)i * _grid.Stride;
        var e = words.Reciprocals(i);
        double wire = words.Wire, across = bits.Wire;
        var source = Vector512.LoadAligned(_sources.Start + (nint)i * Inputs);
        nint columns = _grid.Columns, up = -_block.RowSize, down = _block.RowSize;
        double* b = _b.Start + (nint)i * _block.RowSize, r = _r.Start + (nint)i * _block.RowSize, line = isLast ? r : _line.Start;
        var y = source * words.Left.Span[i];
        var ratio = 1.0;
        for (nint k = 0; k < columns; k++)
        {
            y = Vector512.FusedMultiplyAdd(Vector512.Create(ratio), y, Vector512.LoadAligned(b + k * Inputs) * cells[k]);
            y.StoreAligned(line + k * Inputs);
            ratio = wire * e[k * Grid.Lanes];
        }
        var last = line + (columns - 1) * Inputs;
        (Vector512.LoadAligned(last) + source * words.Right.Span[i]).StoreAligned(last);
        var v = Vector512<double>.Zero;
        if (isLast)
        {
            for (var k = columns - 1; k >= 0; k--)
            {
                var reciprocal = e[k * Grid.Lanes];
                v = Vector512.FusedMultiplyAdd(Vector512.Create(wire * reciprocal), v, Vector512.LoadAligned(line + k * Inputs) * reciprocal);
                v.StoreAligned(line + k * Inputs);
            }
            return;
        }
        bool isFirst = i == 0, isEnd = i == _grid.Rows - 1, isBegun = isDown ? !isFirst : !isEnd;
        double* behind = isDown ? r + up : r + down, pivots = Pivots(isBegun ? isDown ? i - 1 : i + 1 : i, isDown);
        var along = _coarse!.Along;
        var share = _coarse.Down.Share(i);
        var slope = along.Slope;
        var sums = _coarse.Sums.Start + (nint)_coarse.Down.Left(i) * along.Count * Inputs;
        for (var s = _block.Strips - 1; s >= 0; s--)
        {
            var from = s * BlockGrid.Width;
            Vector512<double> all = default, next = default;
            var there = along.Share(from);
            for (var c = _block.Count(s) - 1; c >= 0; c--)
            {
                nint k = from + c, at = k * Inputs;
                var reciprocal = e[k * Grid.Lanes];
                v = Vector512.FusedMultiplyAdd(Vector512.Create(wire * reciprocal), v, Vector512.LoadAligned(line + at) * reciprocal);
                var own = Vector512.LoadAligned(b + at);
                var rest = (v - own) * cells[k];
                rest += isFirst ? (Vector512.LoadAligned(_sinks.Start + at) - own) * bits.Top.Start[k] : (Vector512.LoadAligned(b + at + up) - own) * across;
                rest += isEnd ? (Vector512.LoadAligned(_sinks.Start + at) - own) * bits.Bottom.Start[k] : (Vector512.LoadAligned(b + at + down) - own) * across;
                all += rest;
                next = Vector512.FusedMultiplyAdd(Vector512.Create(there + slope * c), rest, next);
                if (isBegun) rest = Vector512.FusedMultiplyAdd(Vector512.Create(across * pivots[k]), Vector512.LoadAligned(behind + at), rest);
                rest.StoreAligned(r + at);
            }
            all -= next;
            var to = sums + (nint)along.Left(from) * Inputs;
            Add(to, all * (1 - share));
            Add(to + Inputs, next * (1 - share));
            to += along.Count * (nint)Inputs;
            Add(to, all * share);
            Add(to + Inputs, next * share);
        }
    }

    // b ← b + M r at line i, against the direction in which r was eliminated; T_b⁻¹r stays in the place of r until the next line is done.
    private void Correct(int i, bool isDown, ref Vector512<double> largest)
    {
        var wire = _solver.Bits.Wire;
        var along = _coarse!.Along;
        var share = _coarse.Down.Share(i);
        double* b = _b.Start + (nint)i * _block.RowSize, r = _r.Start + (nint)i * _block.RowSize, behind = isDown ? r - _block.RowSize : r + _block.RowSize, pivots = Pivots(i, !isDown);
        var isBegun = isDown ? i > 0 : i < _grid.Rows - 1;
        var most = largest;
        var slope = along.Slope;
        for (var s = 0; s < _block.Strips; s++)
        {
            var from = s * BlockGrid.Width;
            var at = _coarse.Values.Start + ((nint)_coarse.Down.Left(i) * along.Count + along.Left(from)) * Inputs;
            var below = at + along.Count * (nint)Inputs;
            var first = Between(at, below, share);
            var difference = Between(at + Inputs, below + Inputs, share) - first;
            first += difference * along.Share(from);
            difference *= slope;
            for (var c = 0; c < _block.Count(s); c++)
            {
                nint k = from + c;
                var z = Vector512.LoadAligned(r + k * Inputs) * pivots[k];
                if (isBegun) z = Vector512.FusedMultiplyAdd(Vector512.Create(wire * pivots[k]), Vector512.LoadAligned(behind + k * Inputs), z);
                z.StoreAligned(r + k * Inputs);
                var step = z + first;
                first += difference;
                most = Vector512.Max(most, Vector512.Abs(step));
                (Vector512.LoadAligned(b + k * Inputs) + step).StoreAligned(b + k * Inputs);
            }
        }
        largest = most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Between(double* first, double* second, double share) =>
        Vector512.FusedMultiplyAdd(Vector512.LoadAligned(second), Vector512.Create(share), Vector512.LoadAligned(first) * (1 - share));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* to, Vector512<double> v) => (Vector512.LoadAligned(to) + v).StoreAligned(to);
}
