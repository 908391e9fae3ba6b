using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// The nodes of a block of inputs in double precision, a row at a time: the sum of all that <see cref="BlockSweep"/> has found, with a step that is still to be made as its rows
/// come by; the word nodes and imbalances that belong to them. In units of <see cref="Units"/>.
/// </summary>
internal sealed unsafe class BlockNodes
{
    private const int Lanes = Grid.Lanes, Inputs = BlockGrid.Inputs;
    // Rows that are at hand: one, the one before, and the one before that.
    private const int Held = 3;

    private readonly NodalSolver _solver;
    private readonly BlockGrid _block;
    private readonly BlockMemory _memory;
    private readonly Field _rows, _line, _sources, _sinks, _units;
    private readonly (Field Nodes, Field Steps) _first, _last;

    public BlockNodes(NodalSolver solver, BlockGrid block, BlockMemory memory)
    {
        (_solver, _block, _memory) = (solver, block, memory);
        (_rows, _line) = (new Field(Held * block.RowSize, isClear: false), new Field(block.RowSize, isClear: false));
        (_sources, _sinks, _units) = (new Field(block.Rows * Inputs), new Field(block.Columns * Inputs), new Field(Inputs));
        (_first, _last) = (End(), End());
        _units.Span.Fill(1);
        (Field, Field) End() => (new Field(block.RowSize, isClear: false), Field.OfSingles(block.RowSize, isClear: false));
    }

    /// <summary>What nodes are multiplied by, for each input: 1, so that they are relative to its largest source, or that source, V.</summary>
    public Span<double> Units => _units.Span;

    /// <summary>Of word line <paramref name="i"/>, sixteen inputs, relative to the largest of each input.</summary>
    public double* Source(int i) => _sources.Start + (nint)i * Inputs;

    /// <summary>Of the bit lines, the inputs of a line side by side, relative to the largest of each input.</summary>
    public double* Sinks => _sinks.Start;

    /// <summary>Bit nodes of row <paramref name="i"/>, the last that <see cref="Sum"/> was asked for or one of the two before.</summary>
    public double* Bits(int i) => _rows.Start + (nint)(i % Held) * _block.RowSize;

    /// <summary>Bit nodes at the top, of the last pass.</summary>
    public double* First => _first.Nodes.Start;

    /// <summary>Bit nodes at the bottom, of the last pass.</summary>
    public double* Last => _last.Nodes.Start;

    /// <summary>Takes the sources of input <paramref name="n"/>, in units of the largest of them.</summary>
    public void Place(int n, ReadOnlySpan<double> words, ReadOnlySpan<double> bits, double scale)
    {
        var unit = scale > 0 ? 1 / scale : 0;
        for (var i = 0; i < _block.Rows; i++) _sources.Start[(nint)i * Inputs + n] = words.IsEmpty ? 0 : words[i] * unit;
        for (var j = 0; j < _block.Columns; j++) _sinks.Start[(nint)j * Inputs + n] = bits.IsEmpty ? 0 : bits[j] * unit;
    }

    /// <summary>All bit nodes at 0 V: <paramref name="sweep"/> begins with what the sources drive into them.</summary>
    public void Begin(BlockSweep sweep)
    {
        sweep.Begin(_sources.Start, _sinks.Start);
        sweep.Refresh();
    }

    /// <summary>Gives <paramref name="sweep"/> what does not balance at the bit nodes once its steps are added; they are part of the nodes from then on.</summary>
    /// <param name="sweep">The steps.</param>
    /// <param name="hasStep">Whether one more is to be made on the way.</param>
    /// <returns>The largest |z| of that step.</returns>
    public Vector512<float> Residual(BlockSweep sweep, bool hasStep)
    {
        var largest = Vector512<float>.Zero;
        sweep.Turn();
        for (var n = 0; n <= _block.Rows; n++)
        {
            if (n < _block.Rows)
            {
                var next = sweep.Row(n);
                var steps = sweep.Steps(next);
                if (hasStep) sweep.Correct(next, n == 0, steps, ref largest);
                Sum(next, steps, isKept: true);
            }
            if (n == 0) continue;
            var i = sweep.Row(n - 1);
            Forward(i);
            Balance(i, sweep.Rest(i));
            sweep.Absorb(i, n == 1);
        }
        _memory.Keep();
        sweep.Refresh();
        return largest;
    }

    /// <summary>Bit nodes of row <paramref name="i"/> with the <paramref name="steps"/> of this round.</summary>
    /// <param name="i">The row.</param>
    /// <param name="steps">Of this row.</param>
    /// <param name="isKept">Whether they become part of the nodes: two fields in single precision hold all that the rounds before have found.</param>
    public void Sum(int i, float* steps, bool isKept)
    {
        var at = (nint)i * _block.RowSize;
        float* upper = _memory.Nodes is null ? null : _memory.Nodes + at, lower = _memory.Lower is null ? null : _memory.Lower + at;
        var to = Bits(i);
        Vector512<double> unit = Vector512.LoadAligned(_units.Start), otherUnit = Vector512.LoadAligned(_units.Start + Lanes);
        for (nint k = 0; k < (nint)_block.Columns * Inputs; k += Inputs)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadAligned(steps + k));
            if (lower is not null)
            {
                var (first, second) = Vector512.Widen(Vector512.LoadAligned(lower + k));
                low += first;
                high += second;
            }
            if (upper is not null)
            {
                var (first, second) = Vector512.Widen(Vector512.LoadAligned(upper + k));
                low += first;
                high += second;
            }
            if (isKept && lower is not null)
            {
                var main = Vector512.Narrow(low, high);
                var (first, second) = Vector512.Widen(main);
                var rest = Vector512.Narrow(low - first, high - second);
                main.StoreAligned(upper + k);
                rest.StoreAligned(lower + k);
                (low, high) = Vector512.Widen(rest);
                low += first;
                high += second;
            }
            (low * unit).StoreAligned(to + k);
            (high * otherUnit).StoreAligned(to + k + Lanes);
        }
        if (i == 0) Copy(_first);
        if (i == _block.Rows - 1) Copy(_last);

        void Copy((Field Nodes, Field Steps) end)
        {
            new ReadOnlySpan<double>(Bits(i), _block.RowSize).CopyTo(end.Nodes.Span);
            new ReadOnlySpan<float>(steps, _block.RowSize).CopyTo(new Span<float>(end.Steps.Singles, _block.RowSize));
        }
    }

    /// <summary>By how much the steps of the round that ended with the last pass changed the current of a bit line at most, relative to the largest current of the same input.</summary>
    public double Change()
    {
        var worst = 0.0;
        for (var half = 0; half < Inputs; half += Lanes)
        {
            Vector512<double> change = default, most = default, unit = Vector512.LoadAligned(_units.Start + half);
            float* firstSteps = _first.Steps.Singles + half, lastSteps = _last.Steps.Singles + half;
            for (nint j = 0, at = half; j < _block.Columns; j++, at += Inputs)
            {
                Vector512<double> top = Vector512.Create(_solver.Bits.Top.Start[j]), bottom = Vector512.Create(_solver.Bits.Bottom.Start[j]), sink = Vector512.LoadAligned(Sinks + at) * unit;
                Vector512<float> steps = Vector512.Create(Vector256.LoadAligned(firstSteps + j * Inputs), Vector256.LoadAligned(lastSteps + j * Inputs));
                var (up, down) = Vector512.Widen(steps);
                change = Vector512.Max(change, Vector512.Abs(top * up + bottom * down));
                most = Vector512.Max(most, Vector512.Abs(top * (Vector512.LoadAligned(First + at) - sink) + bottom * (Vector512.LoadAligned(Last + at) - sink)));
            }
            for (var n = 0; n < Lanes; n++)
                if (most.GetElement(n) > 0) worst = Math.Max(worst, change.GetElement(n) * unit.GetElement(n) / most.GetElement(n));
        }
        return worst;
    }

    /// <summary>Eliminates the word nodes of row <paramref name="i"/> from left to right, for its bit nodes.</summary>
    public void Forward(int i)
    {
        var words = _solver.Words;
        Eliminate(_solver.Conductances.Start + (nint)i * _solver.Grid.Stride, words.Reciprocals(i), words.Wire, Bits(i), Source(i), _units.Start, words.Left.Start[i], words.Right.Start[i], _line.Start, _block.Columns);
    }

    /// <summary>What <see cref="Forward"/> leaves; the way back makes word nodes of it.</summary>
    public double* Line => _line.Start;

    // Calls inside would keep the vectors of the loop in memory.
    private static void Eliminate(double* cells, double* e, double wire, double* b, double* source, double* units, double left, double right, double* line, nint columns)
    {
        var segment = Vector512.Create(wire);
        Vector512<double> first = Vector512.LoadAligned(source) * Vector512.LoadAligned(units), second = Vector512.LoadAligned(source + Lanes) * Vector512.LoadAligned(units + Lanes), y = first * left, x = second * left, ratio = Vector512<double>.One;
        for (nint k = 0; k < columns; k++)
        {
            var cell = Vector512.Create(cells[k]);
            y = Vector512.FusedMultiplyAdd(ratio, y, cell * Vector512.LoadAligned(b + k * Inputs));
            x = Vector512.FusedMultiplyAdd(ratio, x, cell * Vector512.LoadAligned(b + k * Inputs + Lanes));
            y.StoreAligned(line + k * Inputs);
            x.StoreAligned(line + k * Inputs + Lanes);
            ratio = segment * Vector512.Create(e[k * Lanes]);
        }
        var last = line + (columns - 1) * Inputs;
        (Vector512.LoadAligned(last) + first * right).StoreAligned(last);
        (Vector512.LoadAligned(last + Lanes) + second * right).StoreAligned(last + Lanes);
    }

    // Back along word line i; currents into its bit nodes that nothing takes away.
    private void Balance(int i, float* rest)
    {
        var (words, bits) = (_solver.Words, _solver.Bits);
        bool isTop = i == 0, isBottom = i == _block.Rows - 1;
        Balance(_solver.Conductances.Start + (nint)i * _solver.Grid.Stride, words.Reciprocals(i), words.Wire, bits.Wire, _line.Start, Bits(i), isTop ? Sinks : Bits(i - 1), isTop ? bits.Top.Start : null,
            isBottom ? Sinks : Bits(i + 1), isBottom ? bits.Bottom.Start : null, rest, _block.Columns);
    }

    // Nodes above and below are neighbours behind a wire, or sources behind an end.
    private static void Balance(double* cells, double* e, double wire, double across, double* line, double* own, double* up, double* above, double* down, double* below, float* rest, nint columns)
    {
        var segment = Vector512.Create(wire);
        Vector512<double> y = default, x = default, up1 = Vector512.Create(across), down1 = up1;
        for (var k = columns - 1; k >= 0; k--)
        {
            var n = k * Inputs;
            Vector512<double> reciprocal = Vector512.Create(e[k * Lanes]), kept = segment * reciprocal, cell = Vector512.Create(cells[k]);
            y = Vector512.FusedMultiplyAdd(kept, y, Vector512.LoadAligned(line + n) * reciprocal);
            x = Vector512.FusedMultiplyAdd(kept, x, Vector512.LoadAligned(line + n + Lanes) * reciprocal);
            Vector512<double> low = Vector512.LoadAligned(own + n), high = Vector512.LoadAligned(own + n + Lanes), sum = (y - low) * cell, other = (x - high) * cell;
            if (above is not null) up1 = Vector512.Create(above[k]);
            if (below is not null) down1 = Vector512.Create(below[k]);
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(up + n) - low, up1, sum);
            other = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(up + n + Lanes) - high, up1, other);
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(down + n) - low, down1, sum);
            other = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(down + n + Lanes) - high, down1, other);
            Vector512.Narrow(sum, other).StoreAligned(rest + n);
        }
    }
}
