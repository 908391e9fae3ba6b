using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Conductances and factors of the lines as <see cref="BlockSweep"/> reads them: in single precision, row by row, made once per set of conductances. Factors are kept as wire/d − 1, which
/// single precision holds where wire/d itself would lose the cells.
/// </summary>
internal sealed unsafe class BlockFactors
{
    private const int Lanes = Grid.Lanes, Inputs = BlockGrid.Inputs;

    private readonly NodalSolver _solver;
    private readonly BlockGrid _block;

    /// <summary>Room for the factors of <paramref name="solver"/>; <see cref="Factor"/> makes them.</summary>
    public BlockFactors(NodalSolver solver, BlockGrid block)
    {
        (_solver, _block) = (solver, block);
        (Wire, Across) = (solver.Words.Wire, solver.Bits.Wire);
        var nodes = block.Rows * block.Columns;
        (Cells, Drives, Reciprocals, Changes) = (Nodes(), Nodes(), Nodes(), Nodes());
        (Downwards, Upwards) = ((Nodes(), Nodes()), (Nodes(), Nodes()));
        (Top, Bottom) = (Field.OfSingles(block.Columns), Field.OfSingles(block.Columns));
        (RowSums, ColumnSums) = (new Field(block.Rows), new Field(solver.Grid.PaddedColumns));
        Field Nodes() => Field.OfSingles(nodes, isClear: false);
    }

    /// <summary>Conductance of a segment of a word line, S.</summary>
    public double Wire { get; }

    /// <summary>Conductance of a segment of a bit line, S.</summary>
    public double Across { get; }

    /// <summary>Conductances of the cells, S.</summary>
    public Field Cells { get; }

    /// <summary>Current into each bit node per volt of its word line's source, while all bit nodes stand at 0 V, S.</summary>
    public Field Drives { get; }

    /// <summary>1/d of the word nodes.</summary>
    public Field Reciprocals { get; }

    /// <summary>wire/d − 1 of the word nodes.</summary>
    public Field Changes { get; }

    /// <summary>1/d and wire/d − 1 of the bit nodes, eliminated from the top to the bottom.</summary>
    public (Field Pivots, Field Changes) Downwards { get; }

    /// <summary>The same from the bottom to the top.</summary>
    public (Field Pivots, Field Changes) Upwards { get; }

    /// <summary>Conductance of the top end of each bit line, S.</summary>
    public Field Top { get; }

    /// <summary>Conductance of the bottom end of each bit line, S.</summary>
    public Field Bottom { get; }

    /// <summary>Sums of all cells of a word line in double precision, S.</summary>
    public Field RowSums { get; }

    /// <summary>Sums of all cells of a bit line in double precision, S.</summary>
    public Field ColumnSums { get; }

    /// <summary>
    /// Conductance of a segment over all that holds a bit line, at its worst line: what the wires of a line carry to and fro adds up to nothing, and what
    /// rounding leaves of it moves the line by as much.
    /// </summary>
    public double Stiffness { get; private set; }

    /// <summary>Factors for the conductances that the solver has now.</summary>
    public void Factor()
    {
        FactorLines();
        Drive();
    }

    private void FactorLines()
    {
        ColumnSums.Span.Clear();
        Stiffness = 0;
        int columns = _block.Columns, stride = _solver.Grid.Stride;
        Field line = new(_solver.Grid.PaddedColumns), seen = new(_solver.Grid.PaddedColumns);
        _solver.Bits.Bottom.Span.CopyTo(seen.Span);
        for (var i = _block.Rows - 1; i >= 0; i--)
        {
            nint to = (nint)i * columns, from = (nint)i * stride;
            double* e = _solver.Words.Reciprocals(i), own = line.Start, g = _solver.Conductances.Start + from;
            for (nint k = 0; k < columns; k++) own[k] = e[k * Lanes];
            Set(own, Wire, Reciprocals.Singles + to, Changes.Singles + to, columns);
            Set(_solver.Bits.Reciprocals.Start + from, Across, Downwards.Pivots.Singles + to, Downwards.Changes.Singles + to, columns);
            _solver.Bits.FactorUpwards(_solver.Conductances, i, seen, line);
            Set(own, Across, Upwards.Pivots.Singles + to, Upwards.Changes.Singles + to, columns);
            RowSums.Start[i] = Set(g, ColumnSums.Start, Cells.Singles + to, columns);
        }
        for (var j = 0; j < columns; j++)
        {
            double top = _solver.Bits.Top.Span[j], bottom = _solver.Bits.Bottom.Span[j], all = top + bottom + ColumnSums.Span[j];
            (Top.Singles[j], Bottom.Singles[j]) = ((float)top, (float)bottom);
            if (all > 0) Stiffness = Math.Max(Stiffness, Across / all);
        }
        // Pointers into a field do not keep it.
        GC.KeepAlive(seen);
        GC.KeepAlive(line);
    }

    // T_w⁻¹ on the ends of eight lines at once, as they lie in the factors of the solver; times the cells.
    private void Drive()
    {
        int columns = _block.Columns, padded = _solver.Grid.PaddedColumns;
        Field along = new(padded * Lanes), turned = new(Lanes * Lanes);
        var wire = Vector512.Create(Wire);
        for (var row = 0; row < _block.Rows; row += Lanes)
        {
            var e = _solver.Words.Reciprocals(row);
            Vector512<double> y = Vector512.LoadAligned(_solver.Words.Left.Start + row), right = Vector512.LoadAligned(_solver.Words.Right.Start + row);
            for (nint k = 0; k < columns; k++)
            {
                if (k > 0) y *= wire * Vector512.LoadAligned(e + (k - 1) * Lanes);
                (k == columns - 1 ? y + right : y).StoreAligned(along.Start + k * Lanes);
            }
            y = default;
            for (nint k = columns - 1; k >= 0; k--)
            {
                var reciprocal = Vector512.LoadAligned(e + k * Lanes);
                y = Vector512.FusedMultiplyAdd(wire * reciprocal, y, Vector512.LoadAligned(along.Start + k * Lanes) * reciprocal);
                y.StoreAligned(along.Start + k * Lanes);
            }
            for (var from = 0; from < columns; from += Lanes)
            {
                Turned.Copy(along.Start + (nint)from * Lanes, Lanes, turned.Start);
                for (var r = 0; r < Math.Min(Lanes, _block.Rows - row); r++)
                {
                    var to = Drives.Singles + (nint)(row + r) * columns;
                    var g = _solver.Conductances.Start + (nint)(row + r) * _solver.Grid.Stride;
                    for (var k = from; k < Math.Min(from + Lanes, columns); k++) to[k] = (float)(g[k] * turned.Start[r * Lanes + k - from]);
                }
            }
        }
        GC.KeepAlive(along);
        GC.KeepAlive(turned);
    }

    private static void Set(double* from, double wire, float* reciprocals, float* changes, nint count)
    {
        nint k = 0;
        for (; k + Inputs <= count; k += Inputs)
        {
            var (low, high) = (Vector512.Load(from + k), Vector512.Load(from + k + Lanes));
            Vector512.Narrow(low, high).Store(reciprocals + k);
            Vector512.Narrow(low * wire - Vector512<double>.One, high * wire - Vector512<double>.One).Store(changes + k);
        }
        for (; k < count; k++) (reciprocals[k], changes[k]) = ((float)from[k], (float)(wire * from[k] - 1));
    }

    // Returns the sum of the row, adds it to those of the columns.
    private static double Set(double* from, double* sums, float* cells, nint count)
    {
        nint k = 0;
        var sum = Vector512<double>.Zero;
        for (; k + Inputs <= count; k += Inputs)
        {
            var (low, high) = (Vector512.Load(from + k), Vector512.Load(from + k + Lanes));
            Vector512.Narrow(low, high).Store(cells + k);
            (Vector512.LoadAligned(sums + k) + low).StoreAligned(sums + k);
            (Vector512.LoadAligned(sums + k + Lanes) + high).StoreAligned(sums + k + Lanes);
            sum += low + high;
        }
        var all = Lane.Sum(sum);
        for (; k < count; k++)
        {
            all += from[k];
            sums[k] += from[k];
            cells[k] = (float)from[k];
        }
        return all;
    }
}
