using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>Currents and powers of the inputs of a <see cref="NodalBlock"/>, by the rules of <see cref="Readout"/>, in one pass over the nodes.</summary>
internal readonly unsafe ref struct BlockReadout(NodalSolver solver, BlockGrid block, Field w, Field b, Field sources, Field sinks)
{
    private const int Inputs = BlockGrid.Inputs;

    /// <summary>The first inputs, as many as <paramref name="solutions"/> holds.</summary>
    public void Solutions(int iterations, double[] errors, Span<NodalSolution> solutions)
    {
        int rows = block.Rows, columns = block.Columns, count = solutions.Length;
        double[][] word = Arrays(rows * columns), bit = Arrays(rows * columns), intoWords = Arrays(rows), outOfBits = Arrays(columns);
        Field sums = new(columns * Inputs), conductances = new(columns), tile = new(BlockGrid.StripSize);
        Vector512<double> cells = default, along = default, across = default, source = default, ends = default;
        for (var i = 0; i < rows; i++)
        {
            var g = solver.Conductances.Start + (nint)i * solver.Grid.Stride;
            Vector512<double> current = default, before = default;
            var conductance = 0.0;
            for (var s = 0; s < block.Strips; s++)
            {
                var offset = (nint)i * block.RowSize + s * BlockGrid.StripSize;
                double* upper = w.Start + offset, lower = b.Start + offset;
                var from = s * BlockGrid.Width;
                for (var c = 0; c < block.Count(s); c++)
                {
                    var (top, bottom) = (Vector512.LoadAligned(upper + c * Inputs), Vector512.LoadAligned(lower + c * Inputs));
                    var through = (top - bottom) * g[from + c];
                    cells = Vector512.FusedMultiplyAdd(through, top - bottom, cells);
                    current += through;
                    conductance += g[from + c];
                    var sum = sums.Start + (from + c) * (nint)Inputs;
                    (Vector512.LoadAligned(sum) + through).StoreAligned(sum);
                    conductances.Start[from + c] += g[from + c];
                    if (from + c > 0) along = Vector512.FusedMultiplyAdd(top - before, top - before, along);
                    before = top;
                    if (i + 1 == rows) continue;
                    var drop = Vector512.LoadAligned(lower + c * Inputs + block.RowSize) - bottom;
                    across = Vector512.FusedMultiplyAdd(drop, drop, across);
                }
                Store(upper, tile, word, i * columns + from, block.Count(s));
                Store(lower, tile, bit, i * columns + from, block.Count(s));
            }
            var drive = Vector512.LoadAligned(sources.Start + (nint)i * Inputs);
            double left = solver.Words.Left.Span[i], right = solver.Words.Right.Span[i];
            var first = drive - Vector512.LoadAligned(w.Start + (nint)i * block.RowSize);
            var last = drive - Vector512.LoadAligned(At(w, i, columns - 1));
            if (left + right == 0) current = default;
            else if (conductance >= left + right) current = first * left + last * right;
            source = Vector512.FusedMultiplyAdd(drive, current, source);
            ends += End(left, right, first, last, current);
            for (var n = 0; n < count; n++) intoWords[n][i] = current.GetElement(n);
        }
        for (var j = 0; j < columns; j++)
        {
            var drive = Vector512.LoadAligned(sinks.Start + (nint)j * Inputs);
            double top = solver.Bits.Top.Span[j], bottom = solver.Bits.Bottom.Span[j];
            Vector512<double> first = Vector512.LoadAligned(At(b, 0, j)) - drive, last = Vector512.LoadAligned(At(b, rows - 1, j)) - drive;
            var current = top + bottom == 0 ? default : conductances.Span[j] < top + bottom ? Vector512.LoadAligned(sums.Start + (nint)j * Inputs) : first * top + last * bottom;
            source -= drive * current;
            ends += End(top, bottom, first, last, current);
            for (var n = 0; n < count; n++) outOfBits[n][j] = current.GetElement(n);
        }
        // Pointers into fields do not keep them.
        foreach (var field in new[] { sums, conductances, tile, w, b, sources, sinks }) GC.KeepAlive(field);
        GC.KeepAlive(solver);
        var wires = along * solver.Words.Wire + across * solver.Bits.Wire + ends;
        for (var n = 0; n < count; n++)
            solutions[n] = new NodalSolution(rows, columns, word[n], bit[n], intoWords[n], outOfBits[n], source.GetElement(n), cells.GetElement(n), wires.GetElement(n), iterations, errors[n]);

        double[][] Arrays(int length)
        {
            var arrays = new double[count][];
            for (var n = 0; n < count; n++) arrays[n] = GC.AllocateUninitializedArray<double>(length);
            return arrays;
        }
    }

    private double* At(Field field, int i, int j) => field.Start + (nint)i * block.RowSize + j * Inputs;

    // Eight nodes of all inputs to the arrays of each.
    private static void Store(double* from, Field tile, double[][] to, int at, int count)
    {
        Turned.Copy(from, Inputs, tile.Start);
        if (count == BlockGrid.Width)
            for (var n = 0; n < to.Length; n++) Vector512.LoadAligned(tile.Start + n * BlockGrid.Width).StoreUnsafe(ref to[n][at]);
        else
            for (var n = 0; n < to.Length; n++) new ReadOnlySpan<double>(tile.Start + n * BlockGrid.Width, count).CopyTo(to[n].AsSpan(at));
    }

    // One connected end carries the whole current of the line.
    private static Vector512<double> End(double first, double last, Vector512<double> firstDrop, Vector512<double> lastDrop, Vector512<double> current) =>
        first + last == 0 ? default
        : first == 0 || last == 0 ? current * current / (first + last)
        : firstDrop * firstDrop * first + lastDrop * lastDrop * last;
}
