using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// The word lines of an array, eight at a time. T_w = wires + ends + cells of a line is tridiagonal; it is factored by the conductance δ_k that
/// node k sees to its left and into its cell, a sum of positive terms, so that cells of a nanosiemens survive beside wires of a siemens:
/// δ_k = G_k + g δ_{k−1}/(g + δ_{k−1}), pivot d_k = g + δ_k. Lines without resistance are one node.
/// </summary>
internal sealed unsafe class WordLines
{
    private const int Lanes = Grid.Lanes, Tile = Lanes * Lanes;

    private readonly Grid _grid;
    private readonly double _wire;
    private readonly Field _left, _right, _turned, _tile, _reciprocal;
    private readonly bool _isIdeal;

    public WordLines(Grid grid, Wiring wiring)
    {
        _grid = grid;
        IsRigid = wiring.WordResistance == 0;
        _wire = IsRigid ? 0 : 1 / wiring.WordResistance;
        var end = wiring.WordEndConductance;
        _isIdeal = double.IsInfinity(end);
        (_left, _right) = (new Field(grid.PaddedRows), new Field(grid.PaddedRows));
        for (var i = 0; i < grid.Rows; i++)
        {
            if (wiring.Connects(true, i, LineEnds.First)) _left.Span[i] = end;
            if (wiring.Connects(true, i, LineEnds.Last)) _right.Span[i] = end;
        }
        _turned = new Field(grid.PaddedColumns * Lanes);
        _tile = new Field(Tile);
        _reciprocal = new Field(IsRigid ? grid.PaddedRows : grid.PaddedRows * grid.PaddedColumns);
    }

    /// <summary>Conductance of one segment, S; 0 where the wires have no resistance.</summary>
    public double Wire => _wire;

    /// <summary>Whether the wires have no resistance.</summary>
    public bool IsRigid { get; }

    /// <summary>Conductance of the left end of each line, S; 0 where it is open.</summary>
    public Field Left => _left;

    /// <summary>Conductance of the right end of each line, S.</summary>
    public Field Right => _right;

    /// <summary>1/d of all nodes for the cell conductances <paramref name="g"/>.</summary>
    public void Factor(Field g)
    {
        var one = Vector512<double>.One;
        var wire = Vector512.Create(_wire);
        for (var row = 0; row < _grid.PaddedRows; row += Lanes)
        {
            Turn(g.Start + (nint)row * _grid.Stride);
            var (left, right) = (Vector512.LoadAligned(_left.Start + row), Vector512.LoadAligned(_right.Start + row));
            if (IsRigid)
            {
                var sum = left + right;
                for (var k = 0; k < _grid.Columns; k++) sum += Vector512.LoadAligned(_turned.Start + Lanes * k);
                // An ideal end holds its line whatever flows: 1/∞.
                OrZero(one / sum, sum).StoreAligned(_reciprocal.Start + row);
                continue;
            }
            var e = _reciprocal.Start + (nint)row * _grid.PaddedColumns;
            var seen = left;
            for (var k = 0; k < _grid.Columns; k++)
            {
                seen += Vector512.LoadAligned(_turned.Start + Lanes * k);
                var pivot = k == _grid.Columns - 1 ? seen + right : wire + seen;
                var reciprocal = OrZero(one / pivot, pivot);
                reciprocal.StoreAligned(e + Lanes * k);
                seen *= wire * reciprocal;
            }
        }
        // Padded rows see nothing and must answer nothing.
        for (var i = _grid.Rows; i < _grid.PaddedRows; i++)
            for (var k = 0; k < (IsRigid ? 1 : _grid.Columns); k++)
                _reciprocal.Span[IsRigid ? i : i / Lanes * Lanes * _grid.PaddedColumns + Lanes * k + i % Lanes] = 0;
    }

    /// <summary>p ← z + β p and q = S p with S = T_b − D T_w⁻¹ D; returns pᵀ q.</summary>
    public double Multiply(Field g, BitLines bits, Field z, double beta, Field p, Field q)
    {
        var product = Vector512<double>.Zero;
        Advance(z, beta, p, 0);
        for (var row = 0; row < _grid.PaddedRows; row += Lanes)
        {
            // One block ahead: the last row of a block has a neighbour in the next.
            if (row + Lanes < _grid.PaddedRows) Advance(z, beta, p, row + Lanes);
            var at = (nint)row * _grid.Stride;
            TurnProducts(g.Start + at, p.Start + at);
            Solve(row, null);
            for (var j = 0; j < _grid.PaddedColumns; j += Lanes)
            {
                Turned.Copy(_turned.Start + Lanes * j, Lanes, _tile.Start);
                for (var r = 0; r < Lanes && row + r < _grid.Rows; r++)
                {
                    var here = at + (nint)r * _grid.Stride + j;
                    var v = Vector512.LoadAligned(p.Start + here);
                    var flow = Vector512.LoadAligned(g.Start + here) * (v - Vector512.LoadAligned(_tile.Start + Lanes * r)) + bits.Flow(p.Start, row + r, j, here, v);
                    flow.StoreAligned(q.Start + here);
                    product = Vector512.FusedMultiplyAdd(v, flow, product);
                }
            }
        }
        return Lane.Sum(product);
    }

    /// <summary>
    /// Voltages <paramref name="w"/> of the word nodes for given bit nodes <paramref name="b"/>, and the current <paramref name="rest"/> that does not
    /// balance at the bit nodes, A, flowing in.
    /// </summary>
    /// <param name="g">Conductances, S.</param>
    /// <param name="bits">The other lines.</param>
    /// <param name="b">Voltages of the bit nodes, V.</param>
    /// <param name="extra">A current from word node to bit node beside g·(w − b), A; null for none.</param>
    /// <param name="words">Voltage of the source of each word line, padded.</param>
    /// <param name="sinks">Voltage of the source of each bit line, padded.</param>
    /// <param name="rest">Out: the imbalance.</param>
    /// <param name="w">Out: word nodes.</param>
    public void Residual(Field g, BitLines bits, Field b, Field? extra, Field words, Field sinks, Field rest, Field w)
    {
        for (var row = 0; row < _grid.PaddedRows; row += Lanes)
        {
            var at = (nint)row * _grid.Stride;
            TurnProducts(g.Start + at, b.Start + at);
            if (extra is not null) Subtract(extra.Start + at);
            Solve(row, words.Start);
            for (var j = 0; j < _grid.PaddedColumns; j += Lanes)
            {
                Turned.Copy(_turned.Start + Lanes * j, Lanes, _tile.Start);
                for (var r = 0; r < Lanes && row + r < _grid.Rows; r++)
                {
                    var here = at + (nint)r * _grid.Stride + j;
                    var v = Vector512.LoadAligned(b.Start + here);
                    var word = Vector512.LoadAligned(_tile.Start + Lanes * r);
                    var flow = Vector512.LoadAligned(g.Start + here) * (word - v) - bits.Flow(b.Start, row + r, j, here, v) + bits.Drive(sinks.Start, row + r, j);
                    if (extra is not null) flow += Vector512.LoadAligned(extra.Start + here);
                    flow.StoreAligned(rest.Start + here);
                    word.StoreAligned(w.Start + here);
                }
            }
        }
    }

    /// <summary>T_w⁻¹ D of eight functions side by side along lines <paramref name="i"/> and <paramref name="j"/>.</summary>
    /// <param name="i">A line.</param>
    /// <param name="j">Another, or the same.</param>
    /// <param name="g">Conductances, S.</param>
    /// <param name="v">Eight values per node.</param>
    /// <param name="w">Out: eight values per node of line <paramref name="i"/>.</param>
    /// <param name="x">Out: of line <paramref name="j"/>.</param>
    public void Solve(int i, int j, Field g, double* v, double* w, double* x)
    {
        double* e = Reciprocals(i), f = Reciprocals(j), own = g.Start + (nint)i * _grid.Stride, other = g.Start + (nint)j * _grid.Stride;
        Vector512<double> y = default, z = default;
        double ratio = 0, otherRatio = 0, wire = _wire;
        nint columns = _grid.Columns;
        for (nint k = 0; k < columns; k++)
        {
            var function = Vector512.LoadAligned(v + Lanes * k);
            y = Vector512.FusedMultiplyAdd(Vector512.Create(ratio), y, function * own[k]);
            z = Vector512.FusedMultiplyAdd(Vector512.Create(otherRatio), z, function * other[k]);
            y.StoreAligned(w + Lanes * k);
            z.StoreAligned(x + Lanes * k);
            ratio = wire * e[Lanes * k];
            otherRatio = wire * f[Lanes * k];
        }
        y = z = default;
        for (var k = columns - 1; k >= 0; k--)
        {
            y = Vector512.FusedMultiplyAdd(Vector512.Create(wire * e[Lanes * k]), y, Vector512.LoadAligned(w + Lanes * k) * e[Lanes * k]);
            z = Vector512.FusedMultiplyAdd(Vector512.Create(wire * f[Lanes * k]), z, Vector512.LoadAligned(x + Lanes * k) * f[Lanes * k]);
            y.StoreAligned(w + Lanes * k);
            z.StoreAligned(x + Lanes * k);
        }
    }

    /// <summary>1/d of line <paramref name="i"/>, its nodes eight values apart; not of lines without resistance.</summary>
    public double* Reciprocals(int i) => _reciprocal.Start + (nint)(i / Lanes) * Lanes * _grid.PaddedColumns + i % Lanes;

    // p ← z + β p over one block of rows.
    private void Advance(Field z, double beta, Field p, int row)
    {
        var factor = Vector512.Create(beta);
        double* to = p.Start + (nint)row * _grid.Stride, from = z.Start + (nint)row * _grid.Stride;
        for (nint k = 0; k < (nint)Lanes * _grid.Stride; k += Lanes)
            Vector512.FusedMultiplyAdd(factor, Vector512.LoadAligned(to + k), Vector512.LoadAligned(from + k)).StoreAligned(to + k);
    }

    private void Turn(double* from)
    {
        for (var j = 0; j < _grid.PaddedColumns; j += Lanes) Turned.Copy(from + j, _grid.Stride, _turned.Start + Lanes * j);
    }

    private void TurnProducts(double* a, double* b)
    {
        for (var j = 0; j < _grid.PaddedColumns; j += Lanes) Turned.Product(a + j, b + j, _grid.Stride, _turned.Start + Lanes * j);
    }

    private void Subtract(double* from)
    {
        for (var j = 0; j < _grid.PaddedColumns; j += Lanes)
        {
            Turned.Copy(from + j, _grid.Stride, _tile.Start);
            var to = _turned.Start + Lanes * j;
            for (var k = 0; k < Tile; k += Lanes) (Vector512.LoadAligned(to + k) - Vector512.LoadAligned(_tile.Start + k)).StoreAligned(to + k);
        }
    }

    // T_w⁻¹ on eight lines in place; with sources where voltages are given.
    private void Solve(int row, double* words)
    {
        var turned = _turned.Start;
        var columns = _grid.Columns;
        var source = words is null ? Vector512<double>.Zero : Vector512.LoadAligned(words + row);
        if (IsRigid)
        {
            SolveRigid(row, words is not null, source);
            return;
        }
        var last = turned + (nint)Lanes * (columns - 1);
        if (words is not null)
        {
            Vector512.FusedMultiplyAdd(Vector512.LoadAligned(_left.Start + row), source, Vector512.LoadAligned(turned)).StoreAligned(turned);
            Vector512.FusedMultiplyAdd(Vector512.LoadAligned(_right.Start + row), source, Vector512.LoadAligned(last)).StoreAligned(last);
        }
        var wire = Vector512.Create(_wire);
        var reciprocal = _reciprocal.Start + (nint)row * _grid.PaddedColumns;
        var y = Vector512<double>.Zero;
        var ratio = Vector512<double>.Zero;
        for (nint k = 0; k < (nint)columns * Lanes; k += Lanes)
        {
            y = Vector512.FusedMultiplyAdd(ratio, y, Vector512.LoadAligned(turned + k));
            y.StoreAligned(turned + k);
            ratio = wire * Vector512.LoadAligned(reciprocal + k);
        }
        var v = Vector512<double>.Zero;
        for (var k = (nint)(columns - 1) * Lanes; k >= 0; k -= Lanes)
        {
            var e = Vector512.LoadAligned(reciprocal + k);
            v = Vector512.FusedMultiplyAdd(wire * e, v, e * Vector512.LoadAligned(turned + k));
            v.StoreAligned(turned + k);
        }
    }

    private void SolveRigid(int row, bool driven, Vector512<double> source)
    {
        var turned = _turned.Start;
        var sum = Vector512<double>.Zero;
        for (nint k = 0; k < (nint)_grid.Columns * Lanes; k += Lanes) sum += Vector512.LoadAligned(turned + k);
        var ends = Vector512.LoadAligned(_left.Start + row) + Vector512.LoadAligned(_right.Start + row);
        var held = Vector512.Equals(ends, Vector512.Create(double.PositiveInfinity));
        if (driven && !_isIdeal) sum = Vector512.FusedMultiplyAdd(ends, source, sum);
        var v = sum * Vector512.LoadAligned(_reciprocal.Start + row);
        if (_isIdeal) v = Vector512.ConditionalSelect(held, source, v);
        for (nint k = 0; k < (nint)_grid.Columns * Lanes; k += Lanes) v.StoreAligned(turned + k);
    }

    // A line that nothing touches has no voltage of its own: 0.
    private static Vector512<double> OrZero(Vector512<double> reciprocal, Vector512<double> of) =>
        Vector512.ConditionalSelect(Vector512.Equals(of, Vector512<double>.Zero), Vector512<double>.Zero, reciprocal);
}
