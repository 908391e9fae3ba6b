using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>Currents and powers of the inputs of a <see cref="NodalBlock"/>, by the rules of <see cref="Readout"/>, in one pass over the nodes, which takes in the last steps.</summary>
internal readonly unsafe ref struct BlockReadout(NodalSolver solver, BlockGrid block, BlockNodes nodes, BlockSweep sweep)
{
    private const int Lanes = Grid.Lanes, Inputs = BlockGrid.Inputs;
    // Nodes that are turned before they are written: the tiles stay in the first-level cache.
    private const int Stretch = 128;

    /// <summary>The first inputs, as many as <paramref name="solutions"/> holds.</summary>
    public void Solutions(int iterations, double[] errors, Span<NodalSolution> solutions)
    {
        int rows = block.Rows, columns = block.Columns, count = solutions.Length;
        double[][] word = Arrays(rows * columns), bit = Arrays(rows * columns), intoWords = Arrays(rows), outOfBits = Arrays(columns);
        Field sums = new(columns * Inputs), conductances = new(columns), tiles = new(Stretch * Lanes);
        Span<Powers> powers = stackalloc Powers[Inputs / Lanes];
        powers.Clear();
        for (var i = 0; i < rows; i++)
        {
            nodes.Add(sweep, i);
            nodes.SolveWords(i);
            var g = solver.Conductances.Start + (nint)i * solver.Grid.Stride;
            var conductance = 0.0;
            for (var j = 0; j < columns; j++)
            {
                conductance += g[j];
                conductances.Start[j] += g[j];
            }
            for (var half = 0; half < count; half += Lanes)
                Row(i, half, g, conductance, sums, tiles, ref powers[half / Lanes], word.AsSpan()[half..Math.Min(count, half + Lanes)], bit.AsSpan()[half..Math.Min(count, half + Lanes)], intoWords.AsSpan()[half..Math.Min(count, half + Lanes)]);
        }
        for (var half = 0; half < count; half += Lanes)
            for (var j = 0; j < columns; j++)
            {
                var at = (nint)j * Inputs + half;
                var drive = Vector512.LoadAligned(nodes.Sinks.Start + at);
                double top = solver.Bits.Top.Span[j], bottom = solver.Bits.Bottom.Span[j];
                Vector512<double> first = Vector512.LoadAligned(nodes.Bits(0) + at) - drive, last = Vector512.LoadAligned(nodes.Bits(rows - 1) + at) - drive;
                var current = top + bottom == 0 ? default : conductances.Span[j] < top + bottom ? Vector512.LoadAligned(sums.Start + at) : first * top + last * bottom;
                powers[half / Lanes].Source -= drive * current;
                powers[half / Lanes].Ends += End(top, bottom, first, last, current);
                for (var n = half; n < Math.Min(count, half + Lanes); n++) outOfBits[n][j] = current.GetElement(n - half);
            }
        // Pointers into fields do not keep them.
        foreach (var field in new[] { sums, conductances, tiles }) GC.KeepAlive(field);
        foreach (var owner in new object[] { nodes, sweep, solver }) GC.KeepAlive(owner);
        for (var n = 0; n < count; n++)
        {
            var power = powers[n / Lanes];
            var wires = power.Along * solver.Words.Wire + power.Across * solver.Bits.Wire + power.Ends;
            solutions[n] = new NodalSolution(rows, columns, word[n], bit[n], intoWords[n], outOfBits[n], power.Source.GetElement(n % Lanes), power.Cells.GetElement(n % Lanes), wires.GetElement(n % Lanes), iterations, errors[n]);
        }

        double[][] Arrays(int length)
        {
            var arrays = new double[count][];
            for (var n = 0; n < count; n++) arrays[n] = GC.AllocateUninitializedArray<double>(length);
            return arrays;
        }
    }

    // Eight inputs of row i.
    private void Row(int i, int half, double* g, double conductance, Field sums, Field tiles, ref Powers powers, Span<double[]> word, Span<double[]> bit, Span<double[]> intoWords)
    {
        double* upper = nodes.Words + half, lower = nodes.Bits(i) + half;
        var columns = block.Columns;
        var current = Cells(g, upper, lower, i == 0 ? null : lower - block.RowSize, sums.Start + half, columns, ref powers);
        for (var from = 0; from < columns; from += Stretch)
        {
            var count = Math.Min(Stretch, columns - from);
            Store(upper + (nint)from * Inputs, tiles.Start, word, i * columns + from, count);
            Store(lower + (nint)from * Inputs, tiles.Start, bit, i * columns + from, count);
        }
        var drive = Vector512.LoadAligned(nodes.Sources.Start + (nint)i * Inputs + half);
        double left = solver.Words.Left.Start[i], right = solver.Words.Right.Start[i];
        var first = drive - Vector512.LoadAligned(upper);
        var last = drive - Vector512.LoadAligned(upper + (columns - 1) * (nint)Inputs);
        if (left + right == 0) current = default;
        else if (conductance >= left + right) current = first * left + last * right;
        powers.Source = Vector512.FusedMultiplyAdd(drive, current, powers.Source);
        powers.Ends += End(left, right, first, last, current);
        for (var n = 0; n < intoWords.Length; n++) intoWords[n][i] = current.GetElement(n);
    }

    // The current through all cells of a row; calls inside would keep the vectors of the loop in memory.
    private static Vector512<double> Cells(double* g, double* upper, double* lower, double* above, double* sums, nint columns, ref Powers powers)
    {
        Vector512<double> current = default, before = Vector512.LoadAligned(upper), cells = powers.Cells, along = powers.Along, across = powers.Across;
        for (nint k = 0; k < columns; k++)
        {
            var (top, bottom) = (Vector512.LoadAligned(upper + k * Inputs), Vector512.LoadAligned(lower + k * Inputs));
            var through = (top - bottom) * Vector512.Create(g[k]);
            cells = Vector512.FusedMultiplyAdd(through, top - bottom, cells);
            current += through;
            (Vector512.LoadAligned(sums + k * Inputs) + through).StoreAligned(sums + k * Inputs);
            along = Vector512.FusedMultiplyAdd(top - before, top - before, along);
            before = top;
            if (above is null) continue;
            var drop = bottom - Vector512.LoadAligned(above + k * Inputs);
            across = Vector512.FusedMultiplyAdd(drop, drop, across);
        }
        (powers.Cells, powers.Along, powers.Across) = (cells, along, across);
        return current;
    }

    // Nodes of eight inputs to the arrays of each, a stretch of one array after the other: arrays of the same length lie such that a line of
    // each would push the others out of the cache half written.
    private static void Store(double* from, double* tiles, Span<double[]> to, int at, int count)
    {
        for (var k = 0; k < count; k += BlockGrid.Width) Turned.Copy(from + (nint)k * Inputs, Inputs, tiles + (nint)k * Lanes);
        var whole = count / BlockGrid.Width * BlockGrid.Width;
        for (var n = 0; n < to.Length; n++)
        {
            var tile = tiles + n * BlockGrid.Width;
            ref var first = ref to[n][at];
            for (nint k = 0; k < whole; k += BlockGrid.Width) Vector512.LoadAligned(tile + k * Lanes).StoreUnsafe(ref first, (nuint)k);
            for (var k = whole; k < count; k++) Unsafe.Add(ref first, k) = tile[(nint)whole * Lanes + k - whole];
        }
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
