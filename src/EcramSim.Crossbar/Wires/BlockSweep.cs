using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Steps d ← d + z, z = M r, r ← r − S z in single precision, with M = T_b⁻¹ + <see cref="CoarseNodes"/>, for the sixteen inputs of a block. With z = T_b⁻¹r + c
/// the rest is r − S z = D (T_w⁻¹D z − c) − L c, L the wires and ends of the bit lines: it follows from z and the few values of c alone, row by row, and so a
/// step is one pass through memory, downwards and upwards in turn, which eliminates the next r along the bit lines on its way. Factors of lines are kept
/// as wire/d − 1, which single precision holds where wire/d itself would lose the cells.
/// </summary>
internal sealed unsafe class BlockSweep
{
    private const int Inputs = BlockGrid.Inputs;

    private readonly BlockGrid _block;
    private readonly BlockMemory _memory;
    private readonly CoarseNodes _coarse;
    private readonly Field _cells, _reciprocals, _changes, _top, _bottom;
    private readonly (Field Pivots, Field Changes) _downwards, _upwards;
    private readonly Field _line, _behind, _shift, _bend;
    private readonly float _across;

    /// <summary>Factors in single precision for the conductances that <paramref name="solver"/> has now.</summary>
    public BlockSweep(NodalSolver solver, BlockGrid block, BlockMemory memory, CoarseNodes coarse)
    {
        (_block, _memory, _coarse, _across) = (block, memory, coarse, (float)solver.Bits.Wire);
        var nodes = block.Rows * block.Columns;
        (_cells, _reciprocals, _changes) = (Field.OfSingles(nodes), Field.OfSingles(nodes), Field.OfSingles(nodes));
        (_downwards, _upwards) = ((Field.OfSingles(nodes), Field.OfSingles(nodes)), (Field.OfSingles(nodes), Field.OfSingles(nodes)));
        (_top, _bottom) = (Field.OfSingles(block.Columns), Field.OfSingles(block.Columns));
        (_line, _behind) = (Field.OfSingles(block.RowSize), Field.OfSingles(block.RowSize));
        (_shift, _bend) = (Field.OfSingles(coarse.Along.Count * Inputs), Field.OfSingles(coarse.Along.Count * Inputs));
        Factor(solver);
    }

    /// <summary>
    /// Conductance of a segment over all that holds a bit line, at its worst line: what the wires of a line carry to and fro adds up to nothing, and what
    /// rounding leaves of it moves the line by as much.
    /// </summary>
    public double Stiffness { get; private set; }

    /// <summary>Sum of the steps since the last residual, of row <paramref name="i"/>, relative to the scale of each input.</summary>
    public float* Steps(int i) => _memory.Steps + (nint)i * _block.RowSize;

    /// <summary>Where a new residual of row <paramref name="i"/> is put before <see cref="Absorb"/>.</summary>
    public float* Rest(int i) => _memory.Rest + (nint)i * _block.RowSize;

    /// <summary>New factors for the conductances that <paramref name="solver"/> has now.</summary>
    public void Factor(NodalSolver solver)
    {
        int columns = _block.Columns, stride = solver.Grid.Stride;
        var upwards = solver.Bits.FactorUpwards(solver.Conductances);
        var (line, held) = (new Field(columns), new Field(columns));
        double wire = solver.Words.Wire, across = solver.Bits.Wire;
        for (var j = 0; j < columns; j++)
        {
            double top = solver.Bits.Top.Span[j], bottom = solver.Bits.Bottom.Span[j];
            (_top.Singles[j], _bottom.Singles[j], held.Span[j]) = ((float)top, (float)bottom, top + bottom);
        }
        for (var i = 0; i < _block.Rows; i++)
        {
            nint to = (nint)i * columns, from = (nint)i * stride;
            double* e = solver.Words.Reciprocals(i), own = line.Start;
            for (nint k = 0; k < columns; k++) own[k] = e[k * Grid.Lanes];
            Set(own, wire, _reciprocals.Singles + to, _changes.Singles + to, columns);
            Set(solver.Bits.Reciprocals.Start + from, across, _downwards.Pivots.Singles + to, _downwards.Changes.Singles + to, columns);
            Set(upwards.Start + from, across, _upwards.Pivots.Singles + to, _upwards.Changes.Singles + to, columns);
            Set(solver.Conductances.Start + from, held.Start, _cells.Singles + to, columns);
        }
        Stiffness = 0;
        foreach (var all in held.Span)
            if (all > 0) Stiffness = Math.Max(Stiffness, across / all);
        foreach (var field in new[] { upwards, line, held }) GC.KeepAlive(field);
    }

    private static void Set(double* from, double wire, float* reciprocals, float* changes, nint count)
    {
        nint k = 0;
        for (; k + Inputs <= count; k += Inputs)
        {
            var (low, high) = (Vector512.Load(from + k), Vector512.Load(from + k + Grid.Lanes));
            Vector512.Narrow(low, high).Store(reciprocals + k);
            Vector512.Narrow(low * wire - Vector512<double>.One, high * wire - Vector512<double>.One).Store(changes + k);
        }
        for (; k < count; k++) (reciprocals[k], changes[k]) = ((float)from[k], (float)(wire * from[k] - 1));
    }

    private static void Set(double* from, double* sums, float* cells, nint count)
    {
        for (nint k = 0; k < count; k++)
        {
            sums[k] += from[k];
            cells[k] = (float)from[k];
        }
    }

    /// <summary>Takes the new residual of row <paramref name="i"/>: its part of Wᵀr, and what the row before leaves to it.</summary>
    /// <param name="i">The row; those before it are taken.</param>
    /// <param name="isDown">Whether rows come from the top.</param>
    /// <param name="isFirst">Whether it is the first.</param>
    public void Absorb(int i, bool isDown, bool isFirst)
    {
        float* rest = Rest(i), before = isDown ? rest - _block.RowSize : rest + _block.RowSize;
        var changes = (isDown ? _downwards : _upwards).Changes.Singles + (nint)(isDown ? i - 1 : i + 1) * _block.Columns;
        var along = _coarse.Along;
        var slope = (float)along.Slope;
        int strips = _block.Strips, left = _coarse.Down.Left(i) * along.Count;
        var (upper, lower) = (Vector512.Create((float)(1 - _coarse.Down.Share(i))), Vector512.Create((float)_coarse.Down.Share(i)));
        for (var s = 0; s < strips; s++)
        {
            var from = s * BlockGrid.Width;
            Vector512<float> all = default, next = default;
            var end = from + _block.Count(s);
            var share = (float)along.Share(from);
            for (nint k = from; k < end; k++)
            {
                var own = Vector512.LoadAligned(rest + k * Inputs);
                all += own;
                next = Vector512.FusedMultiplyAdd(Vector512.Create(share), own, next);
                share += slope;
                if (isFirst) continue;
                var passed = Vector512.LoadAligned(before + k * Inputs);
                (passed + Vector512.FusedMultiplyAdd(Vector512.Create(changes[k]), passed, own)).StoreAligned(rest + k * Inputs);
            }
            all -= next;
            var to = _coarse.Sums.Singles + (left + along.Left(from)) * (nint)Inputs;
            Add(to, all * upper);
            Add(to + Inputs, next * upper);
            to += along.Count * Inputs;
            Add(to, all * lower);
            Add(to + Inputs, next * lower);
        }
    }

    /// <summary>One step; the largest |z| of each input, relative to its scale.</summary>
    /// <param name="isDown">From the top to the bottom: against the direction before.</param>
    /// <param name="isFresh">Whether the sum of steps begins with this one.</param>
    /// <param name="isLast">Whether no next residual is needed.</param>
    public Vector512<float> Step(bool isDown, bool isFresh, bool isLast)
    {
        _coarse.Solve();
        var largest = Vector512<float>.Zero;
        for (var k = 0; k < _block.Rows; k++)
        {
            var i = isDown ? k : _block.Rows - 1 - k;
            Shift(i);
            Correct(i, isDown, k == 0, isFresh, ref largest);
            if (isLast) continue;
            Balance(i);
            if (IsBent(i)) Bend(i);
            Absorb(i, isDown, k == 0);
        }
        return largest;
    }

    // c on the hats along row i, and what L c is there between the ends of the bit lines.
    private void Shift(int i)
    {
        var hats = _coarse.Along.Count;
        var down = _coarse.Down;
        var share = (float)down.Share(i);
        float* from = _coarse.Values.Singles + (nint)down.Left(i) * hats * Inputs, next = from + hats * Inputs;
        for (var n = 0; n < hats * Inputs; n += Inputs)
            Vector512.FusedMultiplyAdd(Vector512.LoadAligned(next + n), Vector512.Create(share), Vector512.LoadAligned(from + n) * (1 - share)).StoreAligned(_shift.Singles + n);
        if (!IsBent(i)) return;
        // Drops to the rows before and behind; there is none before the first and none behind the last.
        var slope = (float)down.Slope * _across;
        for (var n = 0; n < hats * Inputs; n += Inputs)
        {
            var here = Vector512.LoadAligned(from + n);
            var bend = Vector512<float>.Zero;
            if (i > 0) bend += share == 0 ? here - Vector512.LoadAligned(from + n - hats * Inputs) : Vector512.LoadAligned(next + n) - here;
            if (i < _block.Rows - 1) bend -= Vector512.LoadAligned(next + n) - here;
            (bend * slope).StoreAligned(_bend.Singles + n);
        }
    }

    private bool IsBent(int i) => i == _block.Rows - 1 || _coarse.Down.Share(i) == 0;

    // z of row i, added to d; and the way along the word line from left to right.
    private void Correct(int i, bool isDown, bool isFirst, bool isFresh, ref Vector512<float> largest)
    {
        var at = (nint)i * _block.Columns;
        float* cells = _cells.Singles + at, changes = _changes.Singles + at;
        var (pivots, kept) = isDown ? _upwards : _downwards;
        float* p = pivots.Singles + at, q = kept.Singles + at;
        float* r = Rest(i), d = Steps(i), behind = _behind.Singles, line = _line.Singles;
        var slope = (float)_coarse.Along.Slope;
        Vector512<float> y = default, change = default, most = largest;
        for (var s = 0; s < _block.Strips; s++)
        {
            var from = s * BlockGrid.Width;
            var (shift, difference) = Between(_shift.Singles, from, slope);
            var end = from + _block.Count(s);
            for (nint k = from; k < end; k++)
            {
                var z = Vector512.LoadAligned(r + k * Inputs) * Vector512.Create(p[k]);
                if (!isFirst)
                {
                    var passed = Vector512.LoadAligned(behind + k * Inputs);
                    z = passed + Vector512.FusedMultiplyAdd(Vector512.Create(q[k]), passed, z);
                }
                z.StoreAligned(behind + k * Inputs);
                z += shift;
                shift += difference;
                (isFresh ? z : z + Vector512.LoadAligned(d + k * Inputs)).StoreAligned(d + k * Inputs);
                most = Vector512.MaxNative(most, Vector512.Abs(z));
                y += Vector512.FusedMultiplyAdd(change, y, z * Vector512.Create(cells[k]));
                y.StoreAligned(line + k * Inputs);
                change = Vector512.Create(changes[k]);
            }
        }
        largest = most;
    }

    // Back along the word line: its nodes, and what then does not balance at the bit nodes.
    private void Balance(int i)
    {
        var at = (nint)i * _block.Columns;
        float* cells = _cells.Singles + at, changes = _changes.Singles + at, e = _reciprocals.Singles + at, rest = Rest(i), line = _line.Singles;
        var slope = (float)_coarse.Along.Slope;
        var v = Vector512<float>.Zero;
        for (var s = _block.Strips - 1; s >= 0; s--)
        {
            var from = s * BlockGrid.Width;
            var last = from + _block.Count(s) - 1;
            var (shift, difference) = Between(_shift.Singles, from, slope);
            shift = Vector512.FusedMultiplyAdd(difference, Vector512.Create((float)(last - from)), shift);
            for (nint k = last; k >= from; k--)
            {
                v += Vector512.FusedMultiplyAdd(Vector512.Create(changes[k]), v, Vector512.LoadAligned(line + k * Inputs) * Vector512.Create(e[k]));
                ((v - shift) * Vector512.Create(cells[k])).StoreAligned(rest + k * Inputs);
                shift -= difference;
            }
        }
    }

    // L c, taken away from row i.
    private void Bend(int i)
    {
        var slope = (float)_coarse.Along.Slope;
        var rest = Rest(i);
        bool isTop = i == 0, isBottom = i == _block.Rows - 1;
        for (nint k = 0; k < _block.Columns; k++)
        {
            var from = (int)k / BlockGrid.Width * BlockGrid.Width;
            var (bend, difference) = Between(_bend.Singles, from, slope);
            var (shift, step) = Between(_shift.Singles, from, slope);
            var steps = Vector512.Create((float)(k - from));
            bend = Vector512.FusedMultiplyAdd(difference, steps, bend);
            shift = Vector512.FusedMultiplyAdd(step, steps, shift);
            if (isTop) bend = Vector512.FusedMultiplyAdd(shift, Vector512.Create(_top.Singles[k]), bend);
            if (isBottom) bend = Vector512.FusedMultiplyAdd(shift, Vector512.Create(_bottom.Singles[k]), bend);
            (Vector512.LoadAligned(rest + k * Inputs) - bend).StoreAligned(rest + k * Inputs);
        }
    }

    // Value at the first column of a strip, and from one column to the next.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector512<float> First, Vector512<float> Difference) Between(float* hats, int column, float slope)
    {
        var at = hats + _coarse.Along.Left(column) * Inputs;
        var first = Vector512.LoadAligned(at);
        var difference = Vector512.LoadAligned(at + Inputs) - first;
        return (Vector512.FusedMultiplyAdd(difference, Vector512.Create((float)_coarse.Along.Share(column)), first), difference * slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* to, Vector512<float> v) => (Vector512.LoadAligned(to) + v).StoreAligned(to);
}
