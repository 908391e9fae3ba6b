using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Steps d ← d + z, z = M r, r ← r − S z in single precision, with M = T_b⁻¹ + <see cref="CoarseNodes"/>, for the sixteen inputs of a block. With z = T_b⁻¹r + c
/// the rest is r − S z = D (T_w⁻¹D z − c) − L c, L the wires and ends of the bit lines: it follows from z and the few values of c alone, row by row, and so a
/// step is one pass through memory, downwards and upwards in turn, which eliminates the next r along the bit lines on its way. Where the next r comes from elsewhere, or none
/// is needed, <see cref="Correct"/> alone is part of a pass of <see cref="BlockNodes"/>. Rows are taken two at a time where nothing sets them apart:
/// the sums along a line wait for the node before, and two lines wait together.
/// </summary>
internal sealed unsafe class BlockSweep
{
    private const int Inputs = BlockGrid.Inputs;

    private readonly BlockGrid _block;
    private readonly BlockMemory _memory;
    private readonly BlockFactors _factors;
    private readonly CoarseNodes _coarse;
    private readonly Field _line, _secondLine, _behind, _shift, _secondShift, _bend;
    private readonly float _across;
    private bool _isDown, _isFresh;

    public BlockSweep(BlockGrid block, BlockMemory memory, BlockFactors factors, CoarseNodes coarse)
    {
        (_block, _memory, _factors, _coarse, _across) = (block, memory, factors, coarse, (float)factors.Across);
        (_line, _secondLine, _behind) = (Field.OfSingles(block.RowSize), Field.OfSingles(block.RowSize), Field.OfSingles(block.RowSize));
        (_shift, _secondShift, _bend) = (Hats(), Hats(), Hats());
        Field Hats() => Field.OfSingles(coarse.Along.Count * Inputs);
    }

    /// <summary>Whether rows are taken one by one: slower, the same.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Sum of the steps since the last residual, of row <paramref name="i"/>, relative to the scale of each input.</summary>
    public float* Steps(int i) => _memory.Steps + (nint)i * _block.RowSize;

    /// <summary>Where a new residual of row <paramref name="i"/> is put before <see cref="Absorb"/>.</summary>
    public float* Rest(int i) => _memory.Rest + (nint)i * _block.RowSize;

    /// <summary>The row that the pass now running comes to as number <paramref name="n"/>.</summary>
    public int Row(int n) => _isDown ? n : _block.Rows - 1 - n;

    /// <summary>A pass begins, against the direction before.</summary>
    public void Turn() => _isDown = !_isDown;

    /// <summary>A round begins: its sum of steps is 0.</summary>
    public void Refresh() => _isFresh = true;

    /// <summary>The correction along both kinds of line for the residual that has been absorbed.</summary>
    public void Prepare() => _coarse.Solve();

    /// <summary>The residual of all bit nodes at 0 V, absorbed: what the sources drive into them.</summary>
    /// <param name="sources">Of the word lines, relative to the scale of each input.</param>
    /// <param name="sinks">Of the bit lines.</param>
    public void Begin(double* sources, double* sinks)
    {
        _isDown = true;
        // A run that was given up leaves some.
        _coarse.Sums.Span.Clear();
        for (var i = 0; i < _block.Rows; i++)
        {
            var rest = Rest(i);
            var drives = _factors.Drives.Singles + (nint)i * _block.Columns;
            var source = Narrow(sources + (nint)i * Inputs);
            for (nint k = 0; k < _block.Columns; k++) (source * Vector512.Create(drives[k])).StoreAligned(rest + k * Inputs);
            if (i == 0) Drive(_factors.Top.Singles, sinks, rest);
            if (i == _block.Rows - 1) Drive(_factors.Bottom.Singles, sinks, rest);
            Absorb(i, i == 0);
        }
    }

    private void Drive(float* ends, double* sinks, float* rest)
    {
        for (nint k = 0; k < _block.Columns; k++) Add(rest + k * Inputs, Narrow(sinks + k * Inputs) * Vector512.Create(ends[k]));
    }

    /// <summary>Takes the new residual of row <paramref name="i"/>: its part of Wᵀr, and what the row before leaves to it.</summary>
    /// <param name="i">The row; those before it are taken.</param>
    /// <param name="isFirst">Whether it is the first.</param>
    public void Absorb(int i, bool isFirst)
    {
        float* rest = Rest(i), before = isFirst ? null : Rest(Before(i)), changes = isFirst ? null : Passing(Before(i));
        var along = _coarse.Along;
        var slope = (float)along.Slope;
        for (var s = 0; s < _block.Strips; s++)
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
                if (before is null) continue;
                var passed = Vector512.LoadAligned(before + k * Inputs);
                (passed + Vector512.FusedMultiplyAdd(Vector512.Create(changes[k]), passed, own)).StoreAligned(rest + k * Inputs);
            }
            Gather(i, from, all, next);
        }
    }

    /// <summary>One step after <see cref="Prepare"/>; the largest |z| of each input, relative to its scale.</summary>
    public Vector512<float> Step()
    {
        Turn();
        var largest = Vector512<float>.Zero;
        for (var n = 0; n < _block.Rows; n++)
        {
            var i = Row(n);
            if (IsPair(n))
            {
                var j = Row(++n);
                Shift(i, _shift.Singles);
                Shift(j, _secondShift.Singles);
                CorrectPair(i, j, ref largest);
                BalancePair(i, j);
                continue;
            }
            Correct(i, n == 0, Steps(i), ref largest);
            Forward(i);
            Balance(i);
            if (IsBent(i)) Bend(i);
            Absorb(i, n == 0);
        }
        _isFresh = false;
        return largest;
    }

    // Two rows between the same hats, neither the first of a pass nor one where hats bend.
    private bool IsPair(int n)
    {
        if (IsPlain || n == 0 || n + 1 >= _block.Rows) return false;
        int i = Row(n), j = Row(n + 1);
        return Math.Min(i, j) % 2 == 0 && !IsBent(i) && !IsBent(j);
    }

    private int Before(int i) => _isDown ? i - 1 : i + 1;

    // Of the elimination that runs with the pass: what row i leaves to the next.
    private float* Passing(int i) => (_isDown ? _factors.Downwards : _factors.Upwards).Changes.Singles + (nint)i * _block.Columns;

    // Of the one that ran against it.
    private (Field Pivots, Field Changes) Kept => _isDown ? _factors.Upwards : _factors.Downwards;

    // c on the hats along row i, and what L c is there between the ends of the bit lines.
    private void Shift(int i, float* shift)
    {
        var hats = _coarse.Along.Count;
        var down = _coarse.Down;
        var share = (float)down.Share(i);
        float* from = _coarse.Values.Singles + (nint)down.Left(i) * hats * Inputs, next = from + hats * Inputs;
        for (var n = 0; n < hats * Inputs; n += Inputs)
            Vector512.FusedMultiplyAdd(Vector512.LoadAligned(next + n), Vector512.Create(share), Vector512.LoadAligned(from + n) * (1 - share)).StoreAligned(shift + n);
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

    /// <summary>z of row <paramref name="i"/>, after <see cref="Prepare"/> and <see cref="Turn"/>, row after row.</summary>
    /// <param name="i">The row.</param>
    /// <param name="isFirst">Whether it is the first.</param>
    /// <param name="sum">Out: the steps of this round with z among them; may be <see cref="Steps"/>.</param>
    /// <param name="largest">The largest |z| so far.</param>
    public void Correct(int i, bool isFirst, float* sum, ref Vector512<float> largest)
    {
        Shift(i, _shift.Singles);
        var at = (nint)i * _block.Columns;
        float* p = Kept.Pivots.Singles + at, q = Kept.Changes.Singles + at, r = Rest(i), d = _isFresh ? null : Steps(i), behind = _behind.Singles;
        var slope = (float)_coarse.Along.Slope;
        var most = largest;
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
                (d is null ? z : z + Vector512.LoadAligned(d + k * Inputs)).StoreAligned(sum + k * Inputs);
                most = Vector512.MaxNative(most, Vector512.Abs(z));
            }
        }
        largest = most;
    }

    // The way along the word line from left to right, for the z that Correct has left.
    private void Forward(int i)
    {
        var at = (nint)i * _block.Columns;
        float* cells = _factors.Cells.Singles + at, changes = _factors.Changes.Singles + at, behind = _behind.Singles, line = _line.Singles;
        var slope = (float)_coarse.Along.Slope;
        Vector512<float> y = default, change = default;
        for (var s = 0; s < _block.Strips; s++)
        {
            var from = s * BlockGrid.Width;
            var (shift, difference) = Between(_shift.Singles, from, slope);
            var end = from + _block.Count(s);
            for (nint k = from; k < end; k++)
            {
                y += Vector512.FusedMultiplyAdd(change, y, (Vector512.LoadAligned(behind + k * Inputs) + shift) * Vector512.Create(cells[k]));
                y.StoreAligned(line + k * Inputs);
                shift += difference;
                change = Vector512.Create(changes[k]);
            }
        }
    }

    // Back along the word line: its nodes, and what then does not balance at the bit nodes.
    private void Balance(int i)
    {
        var at = (nint)i * _block.Columns;
        float* cells = _factors.Cells.Singles + at, changes = _factors.Changes.Singles + at, e = _factors.Reciprocals.Singles + at, rest = Rest(i), line = _line.Singles;
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
            if (isTop) bend = Vector512.FusedMultiplyAdd(shift, Vector512.Create(_factors.Top.Singles[k]), bend);
            if (isBottom) bend = Vector512.FusedMultiplyAdd(shift, Vector512.Create(_factors.Bottom.Singles[k]), bend);
            (Vector512.LoadAligned(rest + k * Inputs) - bend).StoreAligned(rest + k * Inputs);
        }
    }

    // Correct and Forward of row i and of row j behind it.
    private void CorrectPair(int i, int j, ref Vector512<float> largest)
    {
        nint at = (nint)i * _block.Columns, other = (nint)j * _block.Columns;
        float* p = Kept.Pivots.Singles, q = Kept.Changes.Singles, cells = _factors.Cells.Singles, changes = _factors.Changes.Singles;
        float* first = Rest(i), second = Rest(j), firstSum = Steps(i), secondSum = Steps(j), behind = _behind.Singles, line = _line.Singles, secondLine = _secondLine.Singles;
        var slope = (float)_coarse.Along.Slope;
        var isFresh = _isFresh;
        Vector512<float> y = default, x = default, change = default, otherChange = default, most = largest;
        for (var s = 0; s < _block.Strips; s++)
        {
            var from = s * BlockGrid.Width;
            var (shift, difference) = Between(_shift.Singles, from, slope);
            var (otherShift, otherDifference) = Between(_secondShift.Singles, from, slope);
            var end = from + _block.Count(s);
            for (nint k = from; k < end; k++)
            {
                var n = k * Inputs;
                var passed = Vector512.LoadAligned(behind + n);
                var z = passed + Vector512.FusedMultiplyAdd(Vector512.Create(q[at + k]), passed, Vector512.LoadAligned(first + n) * Vector512.Create(p[at + k]));
                var w = z + Vector512.FusedMultiplyAdd(Vector512.Create(q[other + k]), z, Vector512.LoadAligned(second + n) * Vector512.Create(p[other + k]));
                w.StoreAligned(behind + n);
                z += shift;
                w += otherShift;
                shift += difference;
                otherShift += otherDifference;
                (isFresh ? z : z + Vector512.LoadAligned(firstSum + n)).StoreAligned(firstSum + n);
                (isFresh ? w : w + Vector512.LoadAligned(secondSum + n)).StoreAligned(secondSum + n);
                most = Vector512.MaxNative(most, Vector512.MaxNative(Vector512.Abs(z), Vector512.Abs(w)));
                y += Vector512.FusedMultiplyAdd(change, y, z * Vector512.Create(cells[at + k]));
                x += Vector512.FusedMultiplyAdd(otherChange, x, w * Vector512.Create(cells[other + k]));
                y.StoreAligned(line + n);
                x.StoreAligned(secondLine + n);
                change = Vector512.Create(changes[at + k]);
                otherChange = Vector512.Create(changes[other + k]);
            }
        }
        largest = most;
    }

    // Balance and Absorb of row i and of row j behind it.
    private void BalancePair(int i, int j)
    {
        nint at = (nint)i * _block.Columns, other = (nint)j * _block.Columns;
        float* cells = _factors.Cells.Singles, changes = _factors.Changes.Singles, e = _factors.Reciprocals.Singles, passing = Passing(Before(i)), passingFirst = Passing(i);
        float* before = Rest(Before(i)), rest = Rest(i), secondRest = Rest(j), line = _line.Singles, secondLine = _secondLine.Singles;
        var slope = (float)_coarse.Along.Slope;
        Vector512<float> v = default, u = default;
        for (var s = _block.Strips - 1; s >= 0; s--)
        {
            var from = s * BlockGrid.Width;
            var last = from + _block.Count(s) - 1;
            var (shift, difference) = Between(_shift.Singles, from, slope);
            var (otherShift, otherDifference) = Between(_secondShift.Singles, from, slope);
            var steps = Vector512.Create((float)(last - from));
            shift = Vector512.FusedMultiplyAdd(difference, steps, shift);
            otherShift = Vector512.FusedMultiplyAdd(otherDifference, steps, otherShift);
            var share = (float)_coarse.Along.Share(last);
            Vector512<float> all = default, next = default, otherAll = default, otherNext = default;
            for (nint k = last; k >= from; k--)
            {
                var n = k * Inputs;
                v += Vector512.FusedMultiplyAdd(Vector512.Create(changes[at + k]), v, Vector512.LoadAligned(line + n) * Vector512.Create(e[at + k]));
                u += Vector512.FusedMultiplyAdd(Vector512.Create(changes[other + k]), u, Vector512.LoadAligned(secondLine + n) * Vector512.Create(e[other + k]));
                Vector512<float> own = (v - shift) * Vector512.Create(cells[at + k]), second = (u - otherShift) * Vector512.Create(cells[other + k]), hat = Vector512.Create(share);
                shift -= difference;
                otherShift -= otherDifference;
                all += own;
                otherAll += second;
                next = Vector512.FusedMultiplyAdd(hat, own, next);
                otherNext = Vector512.FusedMultiplyAdd(hat, second, otherNext);
                share -= slope;
                var passed = Vector512.LoadAligned(before + n);
                passed += Vector512.FusedMultiplyAdd(Vector512.Create(passing[k]), passed, own);
                passed.StoreAligned(rest + n);
                (passed + Vector512.FusedMultiplyAdd(Vector512.Create(passingFirst[k]), passed, second)).StoreAligned(secondRest + n);
            }
            Gather(i, from, all, next);
            Gather(j, from, otherAll, otherNext);
        }
    }

    // A strip of row i, its sum and the sum weighed by the next hat along, to the four products of hats that it meets.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Gather(int i, int column, Vector512<float> all, Vector512<float> next)
    {
        var along = _coarse.Along;
        var share = (float)_coarse.Down.Share(i);
        var (upper, lower) = (Vector512.Create(1 - share), Vector512.Create(share));
        all -= next;
        var to = _coarse.Sums.Singles + (_coarse.Down.Left(i) * along.Count + along.Left(column)) * (nint)Inputs;
        Add(to, all * upper);
        Add(to + Inputs, next * upper);
        to += along.Count * Inputs;
        Add(to, all * lower);
        Add(to + Inputs, next * lower);
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

    private static Vector512<float> Narrow(double* v) => Vector512.Narrow(Vector512.LoadAligned(v), Vector512.LoadAligned(v + Grid.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* to, Vector512<float> v) => (Vector512.LoadAligned(to) + v).StoreAligned(to);
}
