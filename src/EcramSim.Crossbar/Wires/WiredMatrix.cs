using EcramSim.Crossbar.Tiles;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// A weight matrix read through its wires: every read solves the node equations, with factors that are made anew only after a write.
/// G = centre + w·half-window, open where that is below 0; y = (I − I_reference)/half-window. A plane of cells that hold 0 … window has 0 at the
/// conductance of w = −window, where its reference cells stand too, and window at that of w = window.
/// </summary>
internal sealed class WiredMatrix
{
    private readonly WeightMatrix _weights;
    private readonly ArrayWires _wires;
    private readonly NodalSolver _solver;
    // Input after input, output after output: lines with the references.
    private double[] _rowValues, _columnValues;
    private readonly bool _isBounded, _isPlane;
    // Conductance of 0, S; of one unit more, S; and its inverse.
    private double _zero, _slope, _factor;
    private int _version = -1;

    private WiredMatrix(WeightMatrix weights, ArrayWires wires, bool isBounded, bool isPlane)
    {
        (_weights, _wires, _isBounded, _isPlane) = (weights, wires, isBounded, isPlane);
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
        wires is null || wires.IsIdeal ? null : new WiredMatrix(weights, Known(wires), double.IsFinite(window), isPlane: false);

    /// <summary>An array of cells that hold 0 … window through <paramref name="wires"/>, which resist. <see cref="Holds"/> before the first read.</summary>
    public static WiredMatrix OfPlane(ArrayWires wires, WeightMatrix cells) => new(cells, Known(wires), isBounded: true, isPlane: true);

    private static ArrayWires Known(ArrayWires wires) => wires.Centre is null ? wires.For(null) : wires;

    /// <summary>The cells of a plane hold 0 … <paramref name="window"/>.</summary>
    /// <param name="window">Largest value of a cell.</param>
    /// <param name="isBound">Whether it is a bound of the weights, in units of w; otherwise it is the largest of the matrix and uses the whole half-window.</param>
    public void Holds(double window, bool isBound)
    {
        double centre = _wires.Centre!.Value, half = _wires.HalfWindow!.Value * (isBound ? window : 1);
        // The lowest conductance of a window that reaches below 0 is an open cell.
        _zero = Math.Max(0, centre - half);
        (_slope, _factor) = ((centre + half - _zero) / window, window / (centre + half - _zero));
    }

    /// <summary>y = W x for so many vectors, which are solved together where that is faster: to the tolerance of the wires what each gives alone.</summary>
    /// <param name="x">Vectors, <paramref name="pitch"/> apart.</param>
    /// <param name="pitch">From one vector to the next.</param>
    /// <param name="y">Out: results, <paramref name="outputPitch"/> apart.</param>
    /// <param name="outputPitch">From one result to the next.</param>
    /// <param name="count">Number of vectors.</param>
    public void Forward(ReadOnlySpan<float> x, int pitch, Span<float> y, int outputPitch, int count)
    {
        Place();
        Provide(count);
        Drive(x, pitch, _columnValues, _weights.Columns, count);
        _solver.WordCurrents(_columnValues.AsSpan(0, count * (_weights.Columns + 1)), count, _rowValues, _wires.Tolerance);
        Subtract(_rowValues, _weights.Rows, y, outputPitch, count);
    }

    /// <summary>g = Wᵀ d for so many vectors.</summary>
    /// <param name="d">Vectors, <paramref name="pitch"/> apart.</param>
    /// <param name="pitch">From one vector to the next.</param>
    /// <param name="g">Out: results, <paramref name="outputPitch"/> apart.</param>
    /// <param name="outputPitch">From one result to the next.</param>
    /// <param name="count">Number of vectors.</param>
    public void Backward(ReadOnlySpan<float> d, int pitch, Span<float> g, int outputPitch, int count)
    {
        Place();
        Provide(count);
        Drive(d, pitch, _rowValues, _weights.Rows, count);
        _solver.BitCurrents(_rowValues.AsSpan(0, count * (_weights.Rows + 1)), count, _columnValues, _wires.Tolerance);
        Subtract(_columnValues, _weights.Columns, g, outputPitch, count);
    }

    // The line of references stands at 0 V.
    private static void Drive(ReadOnlySpan<float> from, int pitch, Span<double> to, int lines, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var own = to.Slice(n * (lines + 1), lines + 1);
            for (var k = 0; k < lines; k++) own[k] = from[n * pitch + k];
            own[lines] = 0;
        }
    }

    private void Subtract(ReadOnlySpan<double> currents, int lines, Span<float> values, int pitch, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var own = currents.Slice(n * (lines + 1), lines + 1);
            for (var k = 0; k < lines; k++) values[n * pitch + k] = (float)(_factor * (own[k] - own[lines]));
        }
    }

    private void Provide(int count)
    {
        var (rows, columns) = (count * (_weights.Rows + 1), count * (_weights.Columns + 1));
        if (_rowValues.Length < rows) (_rowValues, _columnValues) = (new double[rows], new double[columns]);
    }

    private void Place()
    {
        if (_version == _weights.Version) return;
        _version = _weights.Version;
        if (!_isPlane)
        {
            var unit = 0f;
            if (!_isBounded)
                foreach (var w in _weights.Values) unit = Math.Max(unit, Math.Abs(w));
            if (unit == 0) unit = 1;
            (_zero, _slope, _factor) = (_wires.Centre!.Value, _wires.HalfWindow!.Value / unit, unit / _wires.HalfWindow!.Value);
        }
        var stride = _solver.Grid.Stride;
        var g = _solver.Conductances.Span;
        for (var i = 0; i < _weights.Rows; i++)
        {
            ReadOnlySpan<float> from = _weights.Row(i);
            var to = g.Slice(i * stride, _weights.Columns + 1);
            // A cell whose own bound lies below zero conductance is open there.
            for (var j = 0; j < from.Length; j++) to[j] = Math.Max(0, _zero + _slope * from[j]);
            to[^1] = _zero;
        }
        g.Slice(_weights.Rows * stride, _weights.Columns).Fill(_zero);
        _solver.Factor();
    }
}
