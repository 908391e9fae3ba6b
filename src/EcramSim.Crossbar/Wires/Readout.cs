using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Currents and powers out of node voltages. A line's current is the sum over its cells where they conduct less than its end does, else the drop
/// over the end: whichever loses fewer digits.
/// </summary>
internal readonly unsafe ref struct Readout(Grid grid, WordLines words, BitLines bits, Field g, Field w, Field b, Field? extra, Field sources, Field sinks)
{
    private const int Lanes = Grid.Lanes;

    /// <summary>Everything, in one pass over the nodes, in the arrays of <paramref name="into"/> if it is given.</summary>
    public NodalSolution Solution(int iterations, double error, NodalSolution? into = null)
    {
        var nodes = grid.Rows * grid.Columns;
        double[] word = into?.WordVoltages ?? new double[nodes], bit = into?.BitVoltages ?? new double[nodes], intoWords = into?.WordCurrents ?? new double[grid.Rows], outOfBits = into?.BitCurrents ?? new double[grid.Columns];
        Field sum = new(grid.PaddedColumns), conductance = new(grid.PaddedColumns);
        Vector512<double> cells = default, along = default, across = default;
        for (var i = 0; i < grid.Rows; i++)
        {
            Vector512<double> rowSum = default, rowConductance = default;
            for (nint j = 0; j < grid.PaddedColumns; j += Lanes)
            {
                var k = (nint)i * grid.Stride + j;
                var (own, lower) = (Vector512.LoadAligned(g.Start + k), Vector512.LoadAligned(b.Start + k));
                var upper = Vector512.LoadAligned(w.Start + k);
                var current = own * (upper - lower);
                if (extra is not null) current += Vector512.LoadAligned(extra.Start + k);
                (Vector512.LoadAligned(sum.Start + j) + current).StoreAligned(sum.Start + j);
                (Vector512.LoadAligned(conductance.Start + j) + own).StoreAligned(conductance.Start + j);
                rowSum += current;
                rowConductance += own;
                cells = Vector512.FusedMultiplyAdd(current, upper - lower, cells);
                if (j + Lanes < grid.Columns)
                {
                    var drop = Vector512.Load(w.Start + k + 1) - upper;
                    along = Vector512.FusedMultiplyAdd(drop, drop, along);
                }
                if (i + 1 < grid.Rows)
                {
                    var drop = Vector512.LoadAligned(b.Start + k + grid.Stride) - lower;
                    across = Vector512.FusedMultiplyAdd(drop, drop, across);
                }
            }
            intoWords[i] = WordCurrent(i, Lane.Sum(rowSum), Lane.Sum(rowConductance));
            w.Span.Slice(i * grid.Stride, grid.Columns).CopyTo(word.AsSpan(i * grid.Columns));
            b.Span.Slice(i * grid.Stride, grid.Columns).CopyTo(bit.AsSpan(i * grid.Columns));
        }
        for (var j = 0; j < grid.Columns; j++) outOfBits[j] = BitCurrent(j, sum.Span[j], conductance.Span[j]);
        // Pointers into a field do not keep it.
        GC.KeepAlive(sum);
        GC.KeepAlive(conductance);
        var power = 0.0;
        for (var i = 0; i < grid.Rows; i++) power += sources.Span[i] * intoWords[i];
        for (var j = 0; j < grid.Columns; j++) power -= sinks.Span[j] * outOfBits[j];
        return new NodalSolution(grid.Rows, grid.Columns, word, bit, intoWords, outOfBits, power, Lane.Sum(cells), WirePower(Lane.Sum(along), Lane.Sum(across), intoWords, outOfBits), iterations, error);
    }

    /// <summary>Σ g·(drop)² over cells, wires and ends, W: the quadratic form of the network's matrix.</summary>
    public double DropPower()
    {
        double[] intoWords = new double[grid.Rows], outOfBits = new double[grid.Columns];
        for (var i = 0; i < grid.Rows; i++) intoWords[i] = Ends(words.Left.Span[i], words.Right.Span[i], sources.Span[i] - w.Span[i * grid.Stride], sources.Span[i] - w.Span[i * grid.Stride + grid.Columns - 1]);
        for (var j = 0; j < grid.Columns; j++) outOfBits[j] = Ends(bits.Top.Span[j], bits.Bottom.Span[j], b.Span[j] - sinks.Span[j], b.Span[(grid.Rows - 1) * grid.Stride + j] - sinks.Span[j]);
        var (cells, along, across) = Drops();
        return cells + WirePower(along, across, intoWords, outOfBits);

        static double Ends(double first, double last, double firstDrop, double lastDrop) => double.IsInfinity(first + last) ? 0 : first * firstDrop + last * lastDrop;
    }

    /// <summary>Current out of each bit line into its sinks, A.</summary>
    public void BitCurrents(Span<double> currents)
    {
        Field sum = new(grid.PaddedColumns), conductance = new(grid.PaddedColumns);
        for (var i = 0; i < grid.Rows; i++)
            for (nint j = 0; j < grid.PaddedColumns; j += Lanes)
            {
                var k = (nint)i * grid.Stride + j;
                (Vector512.LoadAligned(sum.Start + j) + Cell(k)).StoreAligned(sum.Start + j);
                (Vector512.LoadAligned(conductance.Start + j) + Vector512.LoadAligned(g.Start + k)).StoreAligned(conductance.Start + j);
            }
        for (var j = 0; j < grid.Columns; j++) currents[j] = BitCurrent(j, sum.Span[j], conductance.Span[j]);
        GC.KeepAlive(sum);
        GC.KeepAlive(conductance);
    }

    /// <summary>Current into each word line from its sources, A.</summary>
    public void WordCurrents(Span<double> currents)
    {
        for (var i = 0; i < grid.Rows; i++)
        {
            Vector512<double> sum = default, conductance = default;
            for (nint j = 0; j < grid.PaddedColumns; j += Lanes)
            {
                var k = (nint)i * grid.Stride + j;
                sum += Cell(k);
                conductance += Vector512.LoadAligned(g.Start + k);
            }
            currents[i] = WordCurrent(i, Lane.Sum(sum), Lane.Sum(conductance));
        }
    }

    private double BitCurrent(int j, double sum, double conductance)
    {
        double top = bits.Top.Span[j], bottom = bits.Bottom.Span[j];
        if (top + bottom == 0 && !bits.Held[j]) return 0;
        return bits.Held[j] || conductance < top + bottom ? sum
            : top * (b.Span[j] - sinks.Span[j]) + bottom * (b.Span[(grid.Rows - 1) * grid.Stride + j] - sinks.Span[j]);
    }

    private double WordCurrent(int i, double sum, double conductance)
    {
        double left = words.Left.Span[i], right = words.Right.Span[i];
        if (left + right == 0) return 0;
        return conductance < left + right ? sum
            : left * (sources.Span[i] - w.Span[i * grid.Stride]) + right * (sources.Span[i] - w.Span[i * grid.Stride + grid.Columns - 1]);
    }

    private Vector512<double> Cell(nint k)
    {
        var current = Vector512.LoadAligned(g.Start + k) * (Vector512.LoadAligned(w.Start + k) - Vector512.LoadAligned(b.Start + k));
        return extra is null ? current : current + Vector512.LoadAligned(extra.Start + k);
    }

    // Power of the cells, squared drops along word lines (whole eights) and bit lines.
    private (double Cells, double Along, double Across) Drops()
    {
        Vector512<double> cells = default, along = default, across = default;
        for (var i = 0; i < grid.Rows; i++)
            for (nint j = 0; j < grid.PaddedColumns; j += Lanes)
            {
                var k = (nint)i * grid.Stride + j;
                var (upper, lower) = (Vector512.LoadAligned(w.Start + k), Vector512.LoadAligned(b.Start + k));
                cells = Vector512.FusedMultiplyAdd(Cell(k), upper - lower, cells);
                if (j + Lanes < grid.Columns)
                {
                    var drop = Vector512.Load(w.Start + k + 1) - upper;
                    along = Vector512.FusedMultiplyAdd(drop, drop, along);
                }
                if (i + 1 < grid.Rows)
                {
                    var drop = Vector512.LoadAligned(b.Start + k + grid.Stride) - lower;
                    across = Vector512.FusedMultiplyAdd(drop, drop, across);
                }
            }
        return (Lane.Sum(cells), Lane.Sum(along), Lane.Sum(across));
    }

    // Segments and ends; a line without resistance has its ends alone.
    private double WirePower(double along, double across, ReadOnlySpan<double> intoWords, ReadOnlySpan<double> outOfBits)
    {
        var tail = 0.0;
        var from = (grid.Columns - 1) / Lanes * Lanes;
        for (var i = 0; i < grid.Rows; i++)
            for (var j = from; j + 1 < grid.Columns; j++)
            {
                var drop = w.Span[i * grid.Stride + j + 1] - w.Span[i * grid.Stride + j];
                tail += drop * drop;
            }
        var power = words.Wire * (along + tail) + bits.Wire * across;
        for (var i = 0; i < grid.Rows; i++)
            power += End(words.Left.Span[i], words.Right.Span[i], sources.Span[i] - w.Span[i * grid.Stride], sources.Span[i] - w.Span[i * grid.Stride + grid.Columns - 1], intoWords[i]);
        for (var j = 0; j < grid.Columns; j++)
            power += End(bits.Top.Span[j], bits.Bottom.Span[j], b.Span[j] - sinks.Span[j], b.Span[(grid.Rows - 1) * grid.Stride + j] - sinks.Span[j], outOfBits[j]);
        return power;
    }

    // One connected end carries the whole current of the line.
    private static double End(double first, double last, double firstDrop, double lastDrop, double current) =>
        double.IsInfinity(first + last) || first + last == 0 ? 0
        : first == 0 || last == 0 ? current * current / (first + last)
        : first * firstDrop * firstDrop + last * lastDrop * lastDrop;
}
