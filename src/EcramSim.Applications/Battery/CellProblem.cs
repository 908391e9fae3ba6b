using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Battery;

/// <summary>A cell under a step: its unknowns, the current density (algebraic: what the step imposes), and the charge per area that has passed.</summary>
internal sealed class CellProblem : IStiffProblem
{
    private readonly ICellModel _model;
    private readonly IStep _step;
    private readonly double _resistance, _restVoltage;
    private readonly int _n;
    private readonly int[] _places, _voltagePlaces;
    private readonly double[] _entries, _work;

    internal CellProblem(ICellModel model, IStep step, double resistance, double restVoltage)
    {
        (_model, _step, _resistance, _restVoltage, _n) = (model, step, resistance, restVoltage, model.Size);
        (int Row, int Column)[] couplings = [.. model.Couplings];
        (int, int)[] own = [(_n, _n), (_n + 1, _n), .. model.VoltageUnknowns.Select(k => (_n, k))];
        Pattern = SparsityPattern.FromEntries(Size, couplings.Concat(own));
        _places = [.. couplings.Select(c => Pattern.Position(c.Row, c.Column))];
        _voltagePlaces = [.. model.VoltageUnknowns.Select(k => Pattern.Position(_n, k))];
        (_entries, _work) = (new double[couplings.Length], new double[_n]);
        Mass = SparseMatrix.Diagonal([.. Enumerable.Range(0, _n).Select(k => model.IsAlgebraic(k) ? 0.0 : 1), 0, 1]);
    }

    public int Size => _n + 2;

    public SparsityPattern Pattern { get; }

    public SparseMatrix Mass { get; }

    /// <summary>Share of what is imposed that acts, for the continuation of the first state.</summary>
    internal double Share { get; set; } = 1;

    public void Rate(double t, ReadOnlySpan<double> y, Span<double> rate)
    {
        var current = y[_n];
        _model.Rate(y[.._n], current, rate[.._n]);
        rate[_n] = Residual(t, y[.._n], current);
        rate[_n + 1] = current;
    }

    public bool Jacobian(double t, ReadOnlySpan<double> y, SparseMatrix jacobian)
    {
        var values = jacobian.Values;
        values.Clear();
        var current = y[_n];
        _model.Jacobian(y[.._n], current, _entries);
        for (var k = 0; k < _places.Length; k++) values[_places[k]] += _entries[k];
        jacobian[_n + 1, _n] = 1;
        if (_step.ImposesCurrent)
        {
            jacobian[_n, _n] = 1;
            return true;
        }
        y[.._n].CopyTo(_work);
        for (var k = 0; k < _voltagePlaces.Length; k++)
        {
            var unknown = _model.VoltageUnknowns[k];
            values[_voltagePlaces[k]] = Slope(_work, unknown, 1e-7 * _model.Scales[unknown], t, current);
        }
        var d = 1e-6 * Math.Abs(current) + 1e-9;
        jacobian[_n, _n] = (Residual(t, _work, current + d) - Residual(t, _work, current - d)) / (2 * d);
        return true;
    }

    /// <summary>The voltage between the terminals.</summary>
    internal double Terminal(ReadOnlySpan<double> y, double current) => _model.Voltage(y, current) - _resistance * current;

    private double Slope(double[] y, int unknown, double d, double t, double current)
    {
        var centre = y[unknown];
        y[unknown] = centre + d;
        var above = Residual(t, y, current);
        y[unknown] = centre - d;
        var below = Residual(t, y, current);
        y[unknown] = centre;
        return (above - below) / (2 * d);
    }

    private double Residual(double t, ReadOnlySpan<double> y, double current)
    {
        if (_step.ImposesCurrent) return current - Share * _step.Imposed(t, current);
        // A power is a product, which has no pole at rest.
        if (_step is PowerStep power) return current * Terminal(y, current) - Share * power.Power;
        var imposed = _step.Imposed(t, current);
        return Terminal(y, current) - (Share == 1 ? imposed : _restVoltage + Share * (imposed - _restVoltage));
    }
}
