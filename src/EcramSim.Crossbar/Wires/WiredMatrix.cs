using EcramSim.Crossbar.Tiles;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// A weight matrix read through its wires: every read solves the node equations, with factors that are made anew only after a write.
/// G = centre + w·half-window, open where that is below 0; y = (I − I_reference)/half-window.
/// </summary>
internal sealed class WiredMatrix
{
    private readonly WeightMatrix _weights;
    private readonly ArrayWires _wires;
    private readonly NodalSolver _solver;
    private readonly double[] _rowValues, _columnValues;
    private readonly bool _isBounded;
    private double _unit = 1;
    private int _version = -1;

    private WiredMatrix(WeightMatrix weights, ArrayWires wires, bool isBounded)
    {
        (_weights, _wires, _isBounded) = (weights, wires, isBounded);
        // One line more of each kind: the references.
        var (rows, columns) = (weights.Rows + 1, weights.Columns + 1);
        _solver = new NodalSolver(wires.Wiring, rows, columns, new double[rows * columns]);
        (_rowValues, _columnValues) = (new double[rows], new double[columns]);
    }

    /// <summary>The matrix through <paramref name="wires"/>; null where nothing resists.</summary>
    /// <param name="wires">The wires; null for none.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="window">Largest magnitude of a weight; ∞ without bounds: then the largest of the matrix uses the whole half-window.</param>
    public static WiredMatrix? Of(ArrayWires? wires, WeightMatrix weights, double window) =>
        wires is null || wires.IsIdeal ? null : new WiredMatrix(weights, wires.Centre is null ? wires.For(null) : wires, double.IsFinite(window));

    /// <summary>y = W x.</summary>
    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        Place();
        for (var j = 0; j < _weights.Columns; j++) _columnValues[j] = x[j];
        _solver.WordCurrents(_columnValues, _rowValues, _wires.Tolerance);
        Subtract(_rowValues, y[.._weights.Rows]);
    }

    /// <summary>g = Wᵀ d.</summary>
    public void Backward(ReadOnlySpan<float> d, Span<float> g)
    {
        Place();
        for (var i = 0; i < _weights.Rows; i++) _rowValues[i] = d[i];
        _rowValues[^1] = 0;
        _solver.BitCurrents(_rowValues, _columnValues, _wires.Tolerance);
        Subtract(_columnValues, g[.._weights.Columns]);
        _columnValues[^1] = 0;
    }

    private void Subtract(double[] currents, Span<float> values)
    {
        var factor = _unit / _wires.HalfWindow!.Value;
        for (var k = 0; k < values.Length; k++) values[k] = (float)(factor * (currents[k] - currents[^1]));
    }

    private void Place()
    {
        if (_version == _weights.Version) return;
        _version = _weights.Version;
        if (!_isBounded)
        {
            var largest = 0f;
            foreach (var w in _weights.Values) largest = Math.Max(largest, Math.Abs(w));
            _unit = largest > 0 ? largest : 1;
        }
        double centre = _wires.Centre!.Value, slope = _wires.HalfWindow!.Value / _unit;
        var stride = _solver.Grid.Stride;
        var g = _solver.Conductances.Span;
        for (var i = 0; i < _weights.Rows; i++)
        {
            ReadOnlySpan<float> from = _weights.Row(i);
            var to = g.Slice(i * stride, _weights.Columns + 1);
            // A cell whose own bound lies below zero conductance is open there.
            for (var j = 0; j < from.Length; j++) to[j] = Math.Max(0, centre + slope * from[j]);
            to[^1] = centre;
        }
        g.Slice(_weights.Rows * stride, _weights.Columns).Fill(centre);
        _solver.Factor();
    }
}
