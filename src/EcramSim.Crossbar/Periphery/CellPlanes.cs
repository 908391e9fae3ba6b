using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;

namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// The planes of cells that a weight matrix is placed in, shared by the reads of both directions and placed anew after every write. Through wires planes lie in
/// <see cref="PlanesInWires"/>; a reference line is then a line of cells behind the last of either kind, which sees the wires as the others do.
/// </summary>
internal sealed class CellPlanes
{
    private readonly WeightMatrix _weights;
    private readonly IWeightPlacement _placement;
    private readonly double _window;
    private readonly WeightMatrix[] _planes;
    private readonly PlanesInWires? _arrays;
    private readonly float[] _placed;
    private readonly bool _isWeight;
    private int _version = -1;
    private float _reference;

    /// <summary>Places nothing yet: the first read does.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="options">Placement, layout and wires.</param>
    /// <param name="window">Largest magnitude of a weight that cells hold; ∞ without bounds: then the largest of the matrix.</param>
    public CellPlanes(WeightMatrix weights, ArrayOptions options, double window)
    {
        _placement = options.Stages?.Placement ?? new FixedReference();
        (_weights, _window, _isWeight) = (weights, window, _placement is FixedReference);
        Lined = _placement.HasReferenceLine && options.Wires is { IsIdeal: false } ? 1 : 0;
        _planes = _isWeight ? [weights] : [.. Enumerable.Range(0, _placement.Planes).Select(_ => new WeightMatrix(weights.Rows + Lined, weights.Columns + Lined))];
        Wired = _isWeight ? WiredMatrix.Of(options.Wires, weights, window) : null;
        _arrays = _isWeight ? null : PlanesInWires.Of(options.Wires, _planes, options.Planes);
        _placed = new float[weights.Columns];
    }

    /// <summary>Planes.</summary>
    public int Count => _planes.Length;

    /// <summary>Lines of reference cells of either kind in every plane, 0 or 1: without wires what they carry is known.</summary>
    public int Lined { get; }

    /// <summary>Whether anything resists, so that many vectors are read faster than one after another.</summary>
    public bool IsWired => Wired is not null || _arrays is not null;

    /// <summary>The matrix through its wires, of cells against a fixed reference; null where nothing resists, and for cells placed otherwise.</summary>
    public WiredMatrix? Wired { get; }

    /// <summary>The planes follow the weights: a read calls this first.</summary>
    public void Place()
    {
        if (_isWeight || _version == _weights.Version) return;
        _version = _weights.Version;
        var window = (float)_window;
        if (!float.IsFinite(window))
        {
            // Weights without bounds use the cells fully.
            window = 0;
            for (var i = 0; i < _weights.Rows; i++)
                foreach (var w in _weights.Row(i)) window = MathF.Max(window, MathF.Abs(w));
            if (window == 0) window = 1;
        }
        _reference = _placement.HasReferenceLine ? 0.5f * window : 0;
        for (var plane = 0; plane < _planes.Length; plane++)
        {
            var cells = _planes[plane];
            for (var i = 0; i < _weights.Rows; i++)
            {
                _placement.Place(_weights.Row(i), window, plane, _placed);
                _placed.CopyTo(cells.Row(i));
                if (Lined > 0) cells.Row(i)[^1] = _reference;
            }
            // No read uses the cell where both lines cross: it stays at 0.
            if (Lined > 0) cells.Row(_weights.Rows)[.._weights.Columns].Fill(_reference);
            cells.Version++;
        }
        _arrays?.Hold(window, double.IsFinite(_window));
    }

    /// <summary>What the lines of all planes carry for so many vectors.</summary>
    /// <param name="transposed">Whether rows are driven and columns read.</param>
    /// <param name="lines">Vector after vector the driven lines, then zeros to a multiple of eight with the reference line counted, <paramref name="pitch"/> apart.</param>
    /// <param name="pitch">From one vector to the next.</param>
    /// <param name="sensed">Per plane, vector after vector, as many as are read, the reference line last, and room to a multiple of eight.</param>
    /// <param name="sensedPitch">From one vector to the next in them.</param>
    /// <param name="outputs">Lines of a plane that are read, without the reference line.</param>
    /// <param name="totals">The sum of the driven lines of each vector.</param>
    public void Multiply(bool transposed, ReadOnlySpan<float> lines, int pitch, float[][] sensed, int sensedPitch, int outputs, ReadOnlySpan<float> totals)
    {
        if (_arrays is not null)
        {
            if (transposed) _arrays.Backward(lines, pitch, sensed, sensedPitch, totals.Length);
            else _arrays.Forward(lines, pitch, sensed, sensedPitch, totals.Length);
            return;
        }
        for (var plane = 0; plane < _planes.Length; plane++)
        {
            var cells = _planes[plane];
            if (Wired is not null)
            {
                if (transposed) Wired.Backward(lines, pitch, sensed[plane], sensedPitch, totals.Length);
                else Wired.Forward(lines, pitch, sensed[plane], sensedPitch, totals.Length);
                continue;
            }
            for (var n = 0; n < totals.Length; n++)
            {
                var own = lines.Slice(n * pitch, pitch);
                var to = sensed[plane].AsSpan(n * sensedPitch, sensedPitch);
                if (transposed) MatrixProduct.Backward(cells, own, to, 0, cells.Stride);
                else MatrixProduct.Forward(cells, own, to, 0, cells.Rows);
                if (_placement.HasReferenceLine) to[outputs] = _reference * totals[n];
            }
        }
    }
}
