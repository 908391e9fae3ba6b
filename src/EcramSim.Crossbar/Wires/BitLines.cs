using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// The bit lines of an array, factored as <see cref="WordLines"/> are: T_b = wires + ends + cells, the preconditioner of the
/// conjugate gradients. Lanes are neighbouring lines.
/// </summary>
internal sealed unsafe class BitLines
{
    private const int Lanes = Grid.Lanes;
    // Of the strip that goes down and up again: half of a usual second-level cache.
    private const int StripBytes = 1 << 19;

    private readonly Grid _grid;
    private readonly double _wire;
    private readonly Field _top, _bottom, _reciprocal;
    private readonly int _strip;

    public BitLines(Grid grid, Wiring wiring)
    {
        _grid = grid;
        IsRigid = wiring.BitResistance == 0;
        _wire = IsRigid ? 0 : 1 / wiring.BitResistance;
        var end = wiring.BitEndConductance;
        IsIdeal = double.IsInfinity(end);
        (_top, _bottom) = (new Field(grid.PaddedColumns), new Field(grid.PaddedColumns));
        Held = new bool[grid.Columns];
        for (var j = 0; j < grid.Columns; j++)
        {
            var (first, last) = (wiring.Connects(false, j, LineEnds.First), wiring.Connects(false, j, LineEnds.Last));
            Held[j] = IsIdeal && (first || last);
            // A held line takes whatever current: its end is no conductance of the equations.
            if (first && !IsIdeal) _top.Span[j] = end;
            if (last && !IsIdeal) _bottom.Span[j] = end;
        }
        _reciprocal = new Field(IsRigid ? grid.PaddedColumns : grid.Size);
        _strip = Math.Clamp(StripBytes / (sizeof(double) * grid.Rows) / Lanes, 4, 1 << 16) * Lanes;
    }

    /// <summary>Conductance of one segment, S; 0 where the wires have no resistance.</summary>
    public double Wire => _wire;

    /// <summary>Whether the wires have no resistance.</summary>
    public bool IsRigid { get; }

    /// <summary>Whether connected ends have none either.</summary>
    public bool IsIdeal { get; }

    /// <summary>Lines that stand at the voltage of their source.</summary>
    public bool[] Held { get; }

    /// <summary>Conductance of the top end of each line, S; 0 where it is open or ideal.</summary>
    public Field Top => _top;

    /// <summary>Conductance of the bottom end of each line, S.</summary>
    public Field Bottom => _bottom;

    /// <summary>1/d of all nodes, or of all lines without resistance.</summary>
    public Field Reciprocals => _reciprocal;

    /// <summary>1/d of all nodes for the cell conductances <paramref name="g"/>.</summary>
    public void Factor(Field g)
    {
        var one = Vector512<double>.One;
        var wire = Vector512.Create(_wire);
        var seen = new Field(_grid.PaddedColumns);
        _top.Span.CopyTo(seen.Span);
        for (var i = 0; i < _grid.Rows; i++)
        {
            var row = (nint)i * _grid.Stride;
            var isLast = i == _grid.Rows - 1;
            for (nint j = 0; j < _grid.PaddedColumns; j += Lanes)
            {
                var sum = Vector512.LoadAligned(seen.Start + j) + Vector512.LoadAligned(g.Start + row + j);
                if (IsRigid)
                {
                    if (isLast) sum += Vector512.LoadAligned(_bottom.Start + j);
                    sum.StoreAligned(seen.Start + j);
                    continue;
                }
                var pivot = isLast ? sum + Vector512.LoadAligned(_bottom.Start + j) : wire + sum;
                var reciprocal = Vector512.ConditionalSelect(Vector512.Equals(pivot, Vector512<double>.Zero), Vector512<double>.Zero, one / pivot);
                reciprocal.StoreAligned(_reciprocal.Start + row + j);
                (sum * (wire * reciprocal)).StoreAligned(seen.Start + j);
            }
        }
        // Pointers into a field do not keep it.
        GC.KeepAlive(seen);
        if (!IsRigid)
        {
            for (var i = 0; i < _grid.Rows; i++) _reciprocal.Span.Slice(i * _grid.Stride + _grid.Columns, _grid.Stride - _grid.Columns).Clear();
            return;
        }
        for (var j = 0; j < _grid.Columns; j++)
            _reciprocal.Span[j] = Held[j] || seen.Span[j] == 0 ? 0 : 1 / seen.Span[j];
    }

    /// <summary>1/d of row <paramref name="i"/> when lines that resist are eliminated from the bottom to the top.</summary>
    /// <param name="g">Conductances, S.</param>
    /// <param name="i">The row; those below it are done.</param>
    /// <param name="seen">What row <paramref name="i"/> sees below it, S: <see cref="Bottom"/> before the first. Out: what the next sees.</param>
    /// <param name="reciprocals">Out: 1/d.</param>
    public void FactorUpwards(Field g, int i, Field seen, Field reciprocals)
    {
        var wire = Vector512.Create(_wire);
        for (nint j = 0; j < _grid.PaddedColumns; j += Lanes)
        {
            var sum = Vector512.LoadAligned(seen.Start + j) + Vector512.LoadAligned(g.Start + (nint)i * _grid.Stride + j);
            var pivot = i == 0 ? sum + Vector512.LoadAligned(_top.Start + j) : wire + sum;
            var reciprocal = Vector512.ConditionalSelect(Vector512.Equals(pivot, Vector512<double>.Zero), Vector512<double>.Zero, Vector512<double>.One / pivot);
            reciprocal.StoreAligned(reciprocals.Start + j);
            (sum * (wire * reciprocal)).StoreAligned(seen.Start + j);
        }
    }

    /// <summary>What leaves node (i, j…) through the wires and the ends, the sources at 0 V, A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Flow(double* v, int i, int j, nint here, Vector512<double> own)
    {
        var wire = Vector512.Create(_wire);
        var up = i == 0 ? Vector512.LoadAligned(_top.Start + j) * own : wire * (own - Vector512.LoadAligned(v + here - _grid.Stride));
        var down = i == _grid.Rows - 1 ? Vector512.LoadAligned(_bottom.Start + j) * own : wire * (own - Vector512.LoadAligned(v + here + _grid.Stride));
        return up + down;
    }

    /// <summary>What the sources <paramref name="sinks"/> send into row <paramref name="i"/> at 0 V, A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Drive(double* sinks, int i, int j)
    {
        var drive = Vector512<double>.Zero;
        if (i == 0) drive = Vector512.LoadAligned(_top.Start + j) * Vector512.LoadAligned(sinks + j);
        if (i == _grid.Rows - 1) drive = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(_bottom.Start + j), Vector512.LoadAligned(sinks + j), drive);
        return drive;
    }

    /// <summary>By how much a change <paramref name="z"/> of the nodes <paramref name="b"/> changes the current of a line at most, relative to the largest current; 0 without currents.</summary>
    public double Change(Field z, Field b, Field sinks)
    {
        double change = 0, most = 0;
        var last = (nint)(_grid.Rows - 1) * _grid.Stride;
        for (nint j = 0; j < _grid.Columns; j++)
        {
            double top = _top.Start[j], bottom = _bottom.Start[j];
            change = Math.Max(change, Math.Abs(top * z.Start[j] + bottom * z.Start[last + j]));
            most = Math.Max(most, Math.Abs(top * (b.Start[j] - sinks.Start[j]) + bottom * (b.Start[last + j] - sinks.Start[j])));
        }
        return most > 0 ? change / most : 0;
    }

    /// <summary>x ← x + α p, r ← r − α q, z = T_b⁻¹ r; returns rᵀ z and the largest |z|. With α = 0, x, p and q are not touched.</summary>
    public (double Product, double Largest) Precondition(double alpha, Field x, Field p, Field q, Field r, Field z)
    {
        var product = Vector512<double>.Zero;
        var largest = Vector512<double>.Zero;
        for (var from = 0; from < _grid.PaddedColumns; from += _strip)
        {
            var to = Math.Min(from + _strip, _grid.PaddedColumns);
            if (alpha != 0) Step(alpha, x, p, q, r, from, to);
            if (IsRigid) SolveRigid(r, z, from, to, ref product, ref largest);
            else Solve(r, z, from, to, ref product, ref largest);
        }
        return (Lane.Sum(product), Lane.Largest(largest));
    }

    private void Step(double alpha, Field x, Field p, Field q, Field r, int from, int to)
    {
        Vector512<double> plus = Vector512.Create(alpha), minus = Vector512.Create(-alpha);
        for (var i = 0; i < _grid.Rows; i++)
            for (var k = (nint)i * _grid.Stride + from; k < (nint)i * _grid.Stride + to; k += Lanes)
            {
                Vector512.FusedMultiplyAdd(plus, Vector512.LoadAligned(p.Start + k), Vector512.LoadAligned(x.Start + k)).StoreAligned(x.Start + k);
                Vector512.FusedMultiplyAdd(minus, Vector512.LoadAligned(q.Start + k), Vector512.LoadAligned(r.Start + k)).StoreAligned(r.Start + k);
            }
    }

    private void Solve(Field r, Field z, int from, int to, ref Vector512<double> product, ref Vector512<double> largest)
    {
        var wire = Vector512.Create(_wire);
        var stride = (nint)_grid.Stride;
        var e = _reciprocal.Start;
        var sum = product;
        for (nint k = from; k < to; k += Lanes)
        {
            var y = Vector512.LoadAligned(r.Start + k);
            y.StoreAligned(z.Start + k);
            sum = Vector512.FusedMultiplyAdd(y * y, Vector512.LoadAligned(e + k), sum);
        }
        for (var i = 1; i < _grid.Rows; i++)
            for (var k = i * stride + from; k < i * stride + to; k += Lanes)
            {
                var y = Vector512.FusedMultiplyAdd(wire * Vector512.LoadAligned(e + k - stride), Vector512.LoadAligned(z.Start + k - stride), Vector512.LoadAligned(r.Start + k));
                y.StoreAligned(z.Start + k);
                sum = Vector512.FusedMultiplyAdd(y * y, Vector512.LoadAligned(e + k), sum);
            }
        product = sum;
        var most = largest;
        for (var i = _grid.Rows - 1; i >= 0; i--)
            for (var k = i * stride + from; k < i * stride + to; k += Lanes)
            {
                var reciprocal = Vector512.LoadAligned(e + k);
                var v = reciprocal * Vector512.LoadAligned(z.Start + k);
                if (i < _grid.Rows - 1) v = Vector512.FusedMultiplyAdd(wire * reciprocal, Vector512.LoadAligned(z.Start + k + stride), v);
                v.StoreAligned(z.Start + k);
                most = Vector512.Max(most, Vector512.Abs(v));
            }
        largest = most;
    }

    private void SolveRigid(Field r, Field z, int from, int to, ref Vector512<double> product, ref Vector512<double> largest)
    {
        for (nint j = from; j < to; j += Lanes)
        {
            var sum = Vector512<double>.Zero;
            for (var i = 0; i < _grid.Rows; i++) sum += Vector512.LoadAligned(r.Start + (nint)i * _grid.Stride + j);
            var v = sum * Vector512.LoadAligned(_reciprocal.Start + j);
            for (var i = 0; i < _grid.Rows; i++) v.StoreAligned(z.Start + (nint)i * _grid.Stride + j);
            product = Vector512.FusedMultiplyAdd(sum, v, product);
            largest = Vector512.Max(largest, Vector512.Abs(v));
        }
    }
}
