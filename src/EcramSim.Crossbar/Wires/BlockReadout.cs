using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Voltages, currents and powers of the inputs of a <see cref="NodalBlock"/>, by the rules of <see cref="Readout"/>, in one pass over the nodes, which makes the last step on its way.
/// </summary>
internal sealed unsafe class BlockReadout
{
    private const int Lanes = Grid.Lanes, Inputs = BlockGrid.Inputs;
    // Nodes that are turned before they are written, and from one input to the next: the tiles stay in the first-level cache.
    private const int Stretch = 128, Apart = Stretch + Lanes;

    private readonly NodalSolver _solver;
    private readonly BlockGrid _block;
    private readonly BlockNodes _nodes;
    private readonly BlockSweep _sweep;
    private readonly BlockFactors _factors;
    private readonly double[] _scales;
    // Of each input; no voltages where currents alone are wanted.
    private readonly double[][] _word, _bit, _intoWords, _outOfBits;
    private readonly Field _sums, _tiles, _steps;
    private Powers _first, _second;

    /// <summary>For as many inputs as <paramref name="into"/> holds, whose largest sources are <paramref name="scales"/>, V; in the arrays of what it holds, new ones for null; currents alone of all inputs of a block where it is empty.</summary>
    public BlockReadout(NodalSolver solver, BlockGrid block, BlockNodes nodes, BlockSweep sweep, BlockFactors factors, double[] scales, ReadOnlySpan<NodalSolution> into)
    {
        (_solver, _block, _nodes, _sweep, _factors, _scales) = (solver, block, nodes, sweep, factors, scales);
        var (nodeCount, lines) = (block.Rows * block.Columns, into.IsEmpty ? Inputs : into.Length);
        (_word, _bit, _intoWords, _outOfBits) = (new double[into.Length][], new double[into.Length][], new double[lines][], new double[lines][]);
        for (var n = 0; n < lines; n++)
        {
            var old = into.IsEmpty ? null : into[n];
            (_intoWords[n], _outOfBits[n]) = (old?.WordCurrents ?? new double[block.Rows], old?.BitCurrents ?? new double[block.Columns]);
            if (!into.IsEmpty) (_word[n], _bit[n]) = (old?.WordVoltages ?? GC.AllocateUninitializedArray<double>(nodeCount), old?.BitVoltages ?? GC.AllocateUninitializedArray<double>(nodeCount));
        }
        (_sums, _tiles, _steps) = (new Field(block.RowSize, isClear: false), new Field(Lanes * Apart, isClear: false), Field.OfSingles(block.RowSize, isClear: false));
    }

    /// <summary>See <see cref="BlockNodes.Change"/>.</summary>
    public double Change { get; private set; }

    /// <summary>From its sources into each word line of input <paramref name="n"/>, A; valid until the next read where currents alone are read.</summary>
    public ReadOnlySpan<double> IntoWords(int n) => _intoWords[n];

    /// <summary>Out of each bit line, A.</summary>
    public ReadOnlySpan<double> OutOfBits(int n) => _outOfBits[n];

    /// <summary>Reads out the nodes with the steps of this round; nothing of what they are made of changes, so that the round can go on.</summary>
    /// <param name="hasStep">Whether one more step is to be made on the way.</param>
    /// <returns>The largest |z| of that step.</returns>
    public Vector512<float> Read(bool hasStep)
    {
        var largest = Vector512<float>.Zero;
        _sums.Span.Clear();
        (_first, _second) = (default, default);
        _scales.CopyTo(_nodes.Units);
        _sweep.Turn();
        for (var n = 0; n < _block.Rows; n++)
        {
            var i = _sweep.Row(n);
            var steps = hasStep ? _steps.Singles : _sweep.Steps(i);
            if (hasStep) _sweep.Correct(i, n == 0, steps, ref largest);
            _nodes.Sum(i, steps, isKept: false);
            _nodes.Forward(i);
            Row(i, n == 0 ? null : _nodes.Bits(_sweep.Row(n - 1)));
        }
        _sweep.Turn();
        Change = _nodes.Change();
        for (var half = 0; half < _outOfBits.Length; half += Lanes) Ends(half, ref half == 0 ? ref _first : ref _second);
        _nodes.Units.Fill(1);
        return largest;
    }

    /// <summary>What was read.</summary>
    /// <param name="iterations">Number of steps.</param>
    /// <param name="error">Largest error of a node voltage, relative to the largest source.</param>
    /// <param name="solutions">Out: as many as there are inputs.</param>
    public void Solutions(int iterations, double error, Span<NodalSolution> solutions)
    {
        for (var n = 0; n < solutions.Length; n++)
        {
            var power = n < Lanes ? _first : _second;
            var wires = power.Along * _factors.Wire + power.Across * _factors.Across + power.Ends;
            solutions[n] = new NodalSolution(_block.Rows, _block.Columns, _word[n], _bit[n], _intoWords[n], _outOfBits[n],
                power.Source.GetElement(n % Lanes), power.Cells.GetElement(n % Lanes), wires.GetElement(n % Lanes), iterations, _scales[n] * error);
        }
    }

    // Word nodes, currents, powers and the voltages to their arrays.
    private void Row(int i, double* above)
    {
        var columns = _block.Columns;
        double* g = _solver.Conductances.Start + (nint)i * _solver.Grid.Stride, word = _nodes.Line, bit = _nodes.Bits(i);
        var (current, other) = Cells(g, _solver.Words.Reciprocals(i), _factors.Wire, word, bit, above, _sums.Start, columns, ref _first, ref _second);
        for (var half = 0; half < _intoWords.Length; half += Lanes)
        {
            var count = Math.Min(Lanes, _word.Length - half);
            for (var from = 0; count > 0 && from < columns; from += Stretch)
            {
                var length = Math.Min(Stretch, columns - from);
                Store(word + (nint)from * Inputs + half, _word.AsSpan(half, count), i * columns + from, length);
                Store(bit + (nint)from * Inputs + half, _bit.AsSpan(half, count), i * columns + from, length);
            }
            Source(i, half, half == 0 ? current : other, ref half == 0 ? ref _first : ref _second);
        }
    }

    // Into word line i, by the sum over its cells or the drop over its ends.
    private void Source(int i, int half, Vector512<double> cells, ref Powers powers)
    {
        var word = _nodes.Line + half;
        var drive = Vector512.LoadAligned(_nodes.Source(i) + half) * Vector512.Create<double>(_nodes.Units[half..]);
        double left = _solver.Words.Left.Start[i], right = _solver.Words.Right.Start[i];
        Vector512<double> first = drive - Vector512.LoadAligned(word), last = drive - Vector512.LoadAligned(word + (_block.Columns - 1) * (nint)Inputs);
        var current = left + right == 0 ? default : _factors.RowSums.Start[i] < left + right ? cells : first * left + last * right;
        powers.Source = Vector512.FusedMultiplyAdd(drive, current, powers.Source);
        powers.Ends += End(left, right, first, last, current);
        for (var n = half; n < Math.Min(half + Lanes, _intoWords.Length); n++) _intoWords[n][i] = current.GetElement(n - half);
    }

    // Out of the bit lines.
    private void Ends(int half, ref Powers powers)
    {
        var unit = Vector512.Create<double>(_nodes.Units[half..]);
        for (var j = 0; j < _block.Columns; j++)
        {
            var at = (nint)j * Inputs + half;
            var drive = Vector512.LoadAligned(_nodes.Sinks + at) * unit;
            double top = _solver.Bits.Top.Start[j], bottom = _solver.Bits.Bottom.Start[j];
            Vector512<double> first = Vector512.LoadAligned(_nodes.First + at) - drive, last = Vector512.LoadAligned(_nodes.Last + at) - drive;
            var current = top + bottom == 0 ? default : _factors.ColumnSums.Start[j] < top + bottom ? Vector512.LoadAligned(_sums.Start + at) : first * top + last * bottom;
            powers.Source -= drive * current;
            powers.Ends += End(top, bottom, first, last, current);
            for (var n = half; n < Math.Min(half + Lanes, _outOfBits.Length); n++) _outOfBits[n][j] = current.GetElement(n - half);
        }
    }

    // Back along a word line: its nodes in place of what was eliminated, the current through all its cells, what they and the wires take. Calls inside would keep the vectors of the loop in memory.
    private static (Vector512<double>, Vector512<double>) Cells(double* g, double* e, double wire, double* line, double* bits, double* above, double* sums, nint columns, ref Powers firstPowers, ref Powers secondPowers)
    {
        var segment = Vector512.Create(wire);
        Vector512<double> y = default, current = default, cells = firstPowers.Cells, along = firstPowers.Along, across = firstPowers.Across;
        Vector512<double> x = default, otherCurrent = default, otherCells = secondPowers.Cells, otherAlong = secondPowers.Along, otherAcross = secondPowers.Across;
        for (var k = columns - 1; k >= 0; k--)
        {
            var n = k * Inputs;
            Vector512<double> reciprocal = Vector512.Create(e[k * Lanes]), kept = segment * reciprocal, cell = Vector512.Create(g[k]), before = y, otherBefore = x;
            y = Vector512.FusedMultiplyAdd(kept, y, Vector512.LoadAligned(line + n) * reciprocal);
            x = Vector512.FusedMultiplyAdd(kept, x, Vector512.LoadAligned(line + n + Lanes) * reciprocal);
            y.StoreAligned(line + n);
            x.StoreAligned(line + n + Lanes);
            Vector512<double> low = Vector512.LoadAligned(bits + n), high = Vector512.LoadAligned(bits + n + Lanes), through = (y - low) * cell, other = (x - high) * cell;
            cells = Vector512.FusedMultiplyAdd(through, y - low, cells);
            otherCells = Vector512.FusedMultiplyAdd(other, x - high, otherCells);
            current += through;
            otherCurrent += other;
            (Vector512.LoadAligned(sums + n) + through).StoreAligned(sums + n);
            (Vector512.LoadAligned(sums + n + Lanes) + other).StoreAligned(sums + n + Lanes);
            if (k < columns - 1)
            {
                along = Vector512.FusedMultiplyAdd(y - before, y - before, along);
                otherAlong = Vector512.FusedMultiplyAdd(x - otherBefore, x - otherBefore, otherAlong);
            }
            if (above is null) continue;
            Vector512<double> drop = low - Vector512.LoadAligned(above + n), otherDrop = high - Vector512.LoadAligned(above + n + Lanes);
            across = Vector512.FusedMultiplyAdd(drop, drop, across);
            otherAcross = Vector512.FusedMultiplyAdd(otherDrop, otherDrop, otherAcross);
        }
        (firstPowers.Cells, firstPowers.Along, firstPowers.Across) = (cells, along, across);
        (secondPowers.Cells, secondPowers.Along, secondPowers.Across) = (otherCells, otherAlong, otherAcross);
        return (current, otherCurrent);
    }

    // Nodes of eight inputs to the arrays of each, a stretch of one array after the other: arrays of the same length lie such that a line of
    // each would push the others out of the cache half written.
    private void Store(double* from, Span<double[]> to, int at, int count)
    {
        var tiles = _tiles.Start;
        for (var k = 0; k < count; k += Lanes) Turned.Copy(from + (nint)k * Inputs, Inputs, tiles + k, Apart);
        for (var n = 0; n < to.Length; n++)
            fixed (double* start = &to[n][at]) Copy(tiles + n * Apart, start, count);
    }

    // Past the caches: nobody reads this soon, and what the pass still needs stays there.
    private static void Copy(double* from, double* to, nint count)
    {
        const nuint bytes = Lanes * sizeof(double);
        nint k = 0;
        for (; k < count && (nuint)(to + k) % bytes != 0; k++) to[k] = from[k];
        for (; k + Lanes <= count; k += Lanes) Vector512.Load(from + k).StoreAlignedNonTemporal(to + k);
        for (; k < count; k++) to[k] = from[k];
    }

    // One connected end carries the whole current of the line.
    private static Vector512<double> End(double first, double last, Vector512<double> firstDrop, Vector512<double> lastDrop, Vector512<double> current) =>
        first + last == 0 ? default
        : first == 0 || last == 0 ? current * current / (first + last)
        : firstDrop * firstDrop * first + lastDrop * lastDrop * last;

    // Of eight inputs: delivered, dissipated in cells and ends; squared drops along both kinds of line.
    private struct Powers
    {
        public Vector512<double> Source, Cells, Ends, Along, Across;
    }
}
