using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// What T_b⁻¹ alone misses of S⁻¹. S⁻¹ − T_b⁻¹ = (1 − K)⁻¹K T_b⁻¹ is smooth along both kinds of line, whatever the cells are, and so it is taken on products
/// of <see cref="Hats"/>, W: W (A⁻¹ − B⁻¹) Wᵀ with A = WᵀSW and B = WᵀT_bW.
/// </summary>
internal sealed unsafe class CoarseNodes
{
    private const int Lanes = Grid.Lanes, Inputs = BlockGrid.Inputs;
    // Along each kind of line.
    private const int Most = 16;

    private readonly Grid _grid;
    private readonly WordLines _words;
    private readonly BitLines _bits;
    private readonly LaneCholesky _whole, _bitLines;
    private readonly double[] _a, _b;
    private readonly int _lanes;
    private readonly Field _own, _other, _row, _solved, _otherSolved, _through, _ownSums, _overlap, _ends;

    /// <summary>Room for the factors of an array; <see cref="Factor"/> makes them.</summary>
    public CoarseNodes(Grid grid, WordLines words, BitLines bits)
    {
        (_grid, _words, _bits) = (grid, words, bits);
        (Down, Along) = (new Hats(grid.Rows, Most), new Hats(grid.Columns, Most));
        Count = Down.Count * Along.Count;
        (Values, Sums) = (Field.OfSingles(Count * Inputs), Field.OfSingles(Count * Inputs));
        (_own, _other) = (new Field(Count * Lanes), new Field(Count * Lanes));
        (_a, _b) = (new double[Count * Count], new double[Count * Count]);
        (_whole, _bitLines) = (new LaneCholesky(Count), new LaneCholesky(Count));
        var hats = Along.Count;
        _lanes = (hats + Lanes - 1) / Lanes * Lanes;
        (_row, _solved, _otherSolved) = (new Field(grid.Columns * _lanes), new Field(grid.Columns * Lanes), new Field(grid.Columns * Lanes));
        (_through, _ownSums, _overlap, _ends) = (new Field(2 * hats * _lanes), new Field(2 * hats * _lanes), new Field(hats * _lanes), new Field(hats * _lanes));
        for (var k = 0; k < grid.Columns; k++)
            for (var m = 0; m < hats; m++) _row.Span[(m / Lanes * grid.Columns + k) * Lanes + m % Lanes] = Along.Value(m, k);
    }

    /// <summary>Factors A and B for the conductances <paramref name="g"/>, with the factors of the lines for them.</summary>
    public void Factor(Field g)
    {
        var (grid, words, bits, lanes, hats) = (_grid, _words, _bits, _lanes, Along.Count);
        var (a, b) = (_a, _b);
        Field row = _row, solved = _solved, other = _otherSolved, through = _through, own = _ownSums, overlap = _overlap, ends = _ends;
        Array.Clear(a);
        Array.Clear(b);
        overlap.Span.Clear();
        ends.Span.Clear();
        // Two lines at once: each waits for its own node before.
        for (var first = 0; first < grid.Rows; first += 2)
        {
            var count = Math.Min(2, grid.Rows - first);
            through.Span.Clear();
            own.Span.Clear();
            for (var from = 0; from < hats; from += Lanes)
            {
                var functions = row.Start + (nint)from * grid.Columns;
                words.Solve(first, first + count - 1, g, functions, solved.Start, other.Start);
                for (var i = first; i < first + count; i++)
                {
                    var at = (i - first) * (nint)hats * lanes + from;
                    Overlap(grid, g.Start + (nint)i * grid.Stride, functions, (i == first ? solved : other).Start, own.Start + at, through.Start + at, lanes);
                }
                if (first > 0) continue;
                Overlap(grid, null, functions, overlap.Start + from, lanes);
                Overlap(grid, bits.Top.Start, functions, ends.Start + from, lanes);
            }
            for (var i = first; i < first + count; i++)
            {
                var at = (i - first) * hats * lanes;
                Spread(a, i, through.Span[at..], lanes);
                Spread(b, i, own.Span[at..], lanes);
                if (i == 0) Spread(b, i, ends.Span, lanes);
                if (i > 0) SpreadDrop(b, i, bits.Wire, overlap.Span, lanes);
            }
        }
        ends.Span.Clear();
        for (var from = 0; from < hats; from += Lanes) Overlap(grid, bits.Bottom.Start, row.Start + (nint)from * grid.Columns, ends.Start + from, lanes);
        Spread(b, grid.Rows - 1, ends.Span, lanes);
        for (var k = 0; k < a.Length; k++) a[k] = b[k] - a[k];
        _whole.Factor(a);
        _bitLines.Factor(b);
        // Pointers into a field do not keep it.
        GC.KeepAlive(g);
        GC.KeepAlive(this);
    }

    /// <summary>Hats over the rows.</summary>
    public Hats Down { get; }

    /// <summary>Hats over the columns.</summary>
    public Hats Along { get; }

    /// <summary>Number of products; the one of hats m over the rows and n over the columns is m·Along.Count + n.</summary>
    public int Count { get; }

    /// <summary>Wᵀr in single precision, a block of inputs per product; 0 after <see cref="Solve"/>.</summary>
    public Field Sums { get; }

    /// <summary>The correction in single precision, a block of inputs per product.</summary>
    public Field Values { get; }

    /// <summary>Values ← (A⁻¹ − B⁻¹) on the sums.</summary>
    public void Solve()
    {
        for (var half = 0; half < Inputs; half += Lanes)
        {
            for (nint k = 0; k < Count; k++)
                for (var n = 0; n < Lanes; n++) _own.Start[k * Lanes + n] = Sums.Singles[k * Inputs + half + n];
            _own.Span.CopyTo(_other.Span);
            _whole.Solve(_own.Start);
            _bitLines.Solve(_other.Start);
            for (nint k = 0; k < Count; k++)
                for (var n = 0; n < Lanes; n++) Values.Singles[k * Inputs + half + n] = (float)(_own.Start[k * Lanes + n] - _other.Start[k * Lanes + n]);
        }
        Sums.Span.Clear();
    }

    // to[m] ← Σ_k hat_m(k)·cells[k]·functions[k], added.
    private void Overlap(Grid grid, double* cells, double* functions, double* to, int lanes)
    {
        for (var from = 0; from < grid.Columns; from += BlockGrid.Width)
        {
            Vector512<double> all = default, next = default;
            for (var k = from; k < Math.Min(from + BlockGrid.Width, grid.Columns); k++)
            {
                var current = Vector512.LoadAligned(functions + Lanes * (nint)k);
                if (cells is not null) current *= cells[k];
                all += current;
                next = Vector512.FusedMultiplyAdd(Vector512.Create(Along.Share(k)), current, next);
            }
            var at = to + (nint)Along.Left(from) * lanes;
            (Vector512.LoadAligned(at) + (all - next)).StoreAligned(at);
            (Vector512.LoadAligned(at + lanes) + next).StoreAligned(at + lanes);
        }
    }

    // The same of two kinds of functions.
    private void Overlap(Grid grid, double* cells, double* functions, double* others, double* to, double* toOthers, int lanes)
    {
        for (var from = 0; from < grid.Columns; from += BlockGrid.Width)
        {
            Vector512<double> all = default, next = default, allOthers = default, nextOthers = default;
            var (share, end) = (Along.Share(from), Math.Min(from + BlockGrid.Width, grid.Columns));
            for (nint k = from; k < end; k++)
            {
                var (cell, hat) = (Vector512.Create(cells[k]), Vector512.Create(share));
                Vector512<double> current = Vector512.LoadAligned(functions + Lanes * k) * cell, other = Vector512.LoadAligned(others + Lanes * k) * cell;
                all += current;
                allOthers += other;
                next = Vector512.FusedMultiplyAdd(hat, current, next);
                nextOthers = Vector512.FusedMultiplyAdd(hat, other, nextOthers);
                share += Along.Slope;
            }
            var at = (nint)Along.Left(from) * lanes;
            Add(to + at, all - next);
            Add(to + at + lanes, next);
            Add(toOthers + at, allOthers - nextOthers);
            Add(toOthers + at + lanes, nextOthers);
        }

        static void Add(double* to, Vector512<double> v) => (Vector512.LoadAligned(to) + v).StoreAligned(to);
    }

    private void Spread(double[] matrix, int i, ReadOnlySpan<double> row, int lanes)
    {
        var share = Down.Share(i);
        Spread(matrix, i, 1 - share, share, 1, row, lanes);
    }

    // Of the segment between rows i − 1 and i.
    private void SpreadDrop(double[] matrix, int i, double wire, ReadOnlySpan<double> row, int lanes)
    {
        var drop = Down.Value(Down.Left(i - 1), i - 1) - Down.Value(Down.Left(i - 1), i);
        Spread(matrix, i - 1, drop, -drop, wire, row, lanes);
    }

    // Of two hats over the rows with these values, and every pair of hats over the columns.
    private void Spread(double[] matrix, int i, double first, double second, double factor, ReadOnlySpan<double> row, int lanes)
    {
        var m = Down.Left(i);
        Add(matrix, m, m, factor * first * first, row, lanes);
        Add(matrix, m, m + 1, factor * first * second, row, lanes);
        Add(matrix, m + 1, m, factor * first * second, row, lanes);
        Add(matrix, m + 1, m + 1, factor * second * second, row, lanes);
    }

    private void Add(double[] matrix, int p, int q, double factor, ReadOnlySpan<double> row, int lanes)
    {
        var hats = Along.Count;
        for (var r = 0; factor != 0 && r < hats; r++)
        {
            var to = matrix.AsSpan((p * hats + r) * Count + q * hats, hats);
            for (var c = 0; c < hats; c++) to[c] += factor * row[r * lanes + c];
        }
    }
}
