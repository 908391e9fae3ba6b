using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>The bit nodes of a block of inputs in double precision, the sum of all that <see cref="BlockSweep"/> found; word nodes and imbalances that belong to them.</summary>
internal sealed unsafe class BlockNodes
{
    private const int Lanes = Grid.Lanes, Inputs = BlockGrid.Inputs;

    private readonly NodalSolver _solver;
    private readonly BlockGrid _block;
    private readonly BlockMemory _memory;
    private readonly Field _words, _scales, _parts;
    // Nothing is in the nodes; or nothing but what the sweep holds will be.
    private bool _isZero, _isOnce;

    public BlockNodes(NodalSolver solver, BlockGrid block, BlockMemory memory)
    {
        (_solver, _block, _memory, _words) = (solver, block, memory, new Field(block.RowSize));
        (Sources, Sinks, _scales, _parts) = (new Field(block.Rows * Inputs), new Field(block.Columns * Inputs), new Field(Inputs), new Field(Inputs));
    }

    /// <summary>Of the word lines, the inputs of a line side by side, V.</summary>
    public Field Sources { get; }

    /// <summary>Of the bit lines, V.</summary>
    public Field Sinks { get; }

    /// <summary>Bit nodes of row <paramref name="i"/>, V.</summary>
    public double* Bits(int i) => _memory.Nodes + (nint)i * _block.RowSize;

    /// <summary>Word nodes of the row that <see cref="SolveWords"/> was last asked for, V.</summary>
    public double* Words => _words.Start;

    /// <summary>All nodes at 0 V, and what single precision counts in: the largest source of each input, V.</summary>
    public void Begin(ReadOnlySpan<double> scales)
    {
        (_isZero, _isOnce) = (true, true);
        for (var n = 0; n < Inputs; n++) (_scales.Span[n], _parts.Span[n]) = (scales[n], scales[n] > 0 ? 1 / scales[n] : 0);
    }

    /// <summary>Adds the steps that <paramref name="sweep"/> holds, and gives it what then does not balance at the bit nodes.</summary>
    public void Residual(BlockSweep sweep)
    {
        if (!_isZero) Add(sweep, 0);
        for (var i = 0; i < _block.Rows; i++)
        {
            if (!_isZero && i + 1 < _block.Rows) Add(sweep, i + 1);
            SolveWords(i);
            Balance(i, sweep.Rest(i));
            sweep.Absorb(i, isDown: true, isFirst: i == 0);
        }
        (_isZero, _isOnce) = (false, _isZero);
    }

    /// <summary>Adds the steps of row <paramref name="i"/>.</summary>
    public void Add(BlockSweep sweep, int i)
    {
        double* b = Bits(i);
        var steps = sweep.Steps(i);
        Vector512<double> first = Vector512.LoadAligned(_scales.Start), second = Vector512.LoadAligned(_scales.Start + Lanes);
        for (nint k = 0; k < (nint)_block.Columns * Inputs; k += Inputs)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadAligned(steps + k));
            low *= first;
            high *= second;
            if (!_isOnce) low += Vector512.LoadAligned(b + k);
            if (!_isOnce) high += Vector512.LoadAligned(b + k + Lanes);
            low.StoreAligned(b + k);
            high.StoreAligned(b + k + Lanes);
        }
    }

    /// <summary>By how much the steps of <paramref name="sweep"/> change the current of a bit line at most, relative to the largest current of the same input.</summary>
    public double Change(BlockSweep sweep)
    {
        var worst = 0.0;
        double* first = Bits(0), last = Bits(_block.Rows - 1);
        float* firstSteps = sweep.Steps(0), lastSteps = sweep.Steps(_block.Rows - 1);
        for (var n = 0; n < Inputs; n++)
        {
            double change = 0, most = 0;
            for (nint j = 0, at = n; j < _block.Columns; j++, at += Inputs)
            {
                double top = _solver.Bits.Top.Start[j], bottom = _solver.Bits.Bottom.Start[j], sink = Sinks.Start[at];
                change = Math.Max(change, Math.Abs(top * firstSteps[at] + bottom * lastSteps[at]) * _scales.Start[n]);
                most = Math.Max(most, Math.Abs(top * (first[at] - sink) + bottom * (last[at] - sink)));
            }
            if (most > 0) worst = Math.Max(worst, change / most);
        }
        return worst;
    }

    /// <summary>Word nodes of row <paramref name="i"/> for its bit nodes.</summary>
    public void SolveWords(int i)
    {
        var words = _solver.Words;
        Solve(_solver.Conductances.Start + (nint)i * _solver.Grid.Stride, words.Reciprocals(i), words.Wire, _isZero ? null : Bits(i), Sources.Start + (nint)i * Inputs,
            words.Left.Start[i], words.Right.Start[i], _words.Start, _block.Columns);
    }

    // Calls inside would keep the vectors of the loops in memory.
    private static void Solve(double* cells, double* e, double wire, double* b, double* source, double left, double right, double* line, nint columns)
    {
        Vector512<double> first = Vector512.LoadAligned(source), second = Vector512.LoadAligned(source + Lanes), y = first * left, x = second * left, ratio = Vector512<double>.One;
        for (nint k = 0; k < columns; k++)
        {
            y *= ratio;
            x *= ratio;
            if (b is not null)
            {
                y = Vector512.FusedMultiplyAdd(Vector512.Create(cells[k]), Vector512.LoadAligned(b + k * Inputs), y);
                x = Vector512.FusedMultiplyAdd(Vector512.Create(cells[k]), Vector512.LoadAligned(b + k * Inputs + Lanes), x);
            }
            y.StoreAligned(line + k * Inputs);
            x.StoreAligned(line + k * Inputs + Lanes);
            ratio = Vector512.Create(wire * e[k * Grid.Lanes]);
        }
        var last = line + (columns - 1) * Inputs;
        (Vector512.LoadAligned(last) + first * right).StoreAligned(last);
        (Vector512.LoadAligned(last + Lanes) + second * right).StoreAligned(last + Lanes);
        y = x = default;
        for (var k = columns - 1; k >= 0; k--)
        {
            Vector512<double> reciprocal = Vector512.Create(e[k * Grid.Lanes]), kept = Vector512.Create(wire * e[k * Grid.Lanes]);
            y = Vector512.FusedMultiplyAdd(kept, y, Vector512.LoadAligned(line + k * Inputs) * reciprocal);
            x = Vector512.FusedMultiplyAdd(kept, x, Vector512.LoadAligned(line + k * Inputs + Lanes) * reciprocal);
            y.StoreAligned(line + k * Inputs);
            x.StoreAligned(line + k * Inputs + Lanes);
        }
    }

    // Currents into the bit nodes of row i that nothing takes away, relative to the scale of each input.
    private void Balance(int i, float* rest)
    {
        var bits = _solver.Bits;
        bool isTop = i == 0, isBottom = i == _block.Rows - 1;
        double* own = _isZero ? null : Bits(i), up = isTop ? Sinks.Start : own - _block.RowSize, down = isBottom ? Sinks.Start : own + _block.RowSize;
        double* above = isTop ? bits.Top.Start : null, below = isBottom ? bits.Bottom.Start : null;
        if (_isZero && !isTop) up = null;
        if (_isZero && !isBottom) down = null;
        Balance(_solver.Conductances.Start + (nint)i * _solver.Grid.Stride, bits.Wire, _words.Start, own, up, above, down, below, _parts.Start, rest, _block.Columns);
    }

    // Nodes above and below are neighbours behind a wire, or sources behind an end; those that are null stand at 0 V.
    private static void Balance(double* cells, double wire, double* words, double* own, double* up, double* above, double* down, double* below, double* parts, float* rest, nint columns)
    {
        Vector512<double> first = Vector512.LoadAligned(parts), second = Vector512.LoadAligned(parts + Lanes);
        for (nint k = 0; k < columns; k++)
        {
            Vector512<double> low = default, high = default;
            if (own is not null) (low, high) = (Vector512.LoadAligned(own + k * Inputs), Vector512.LoadAligned(own + k * Inputs + Lanes));
            var cell = Vector512.Create(cells[k]);
            Vector512<double> sum = (Vector512.LoadAligned(words + k * Inputs) - low) * cell, other = (Vector512.LoadAligned(words + k * Inputs + Lanes) - high) * cell;
            if (up is not null)
            {
                var g = Vector512.Create(above is null ? wire : above[k]);
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(up + k * Inputs) - low, g, sum);
                other = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(up + k * Inputs + Lanes) - high, g, other);
            }
            if (down is not null)
            {
                var g = Vector512.Create(below is null ? wire : below[k]);
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(down + k * Inputs) - low, g, sum);
                other = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(down + k * Inputs + Lanes) - high, g, other);
            }
            Vector512.Narrow(sum * first, other * second).StoreAligned(rest + k * Inputs);
        }
    }
}
