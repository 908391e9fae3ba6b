namespace EcramSim.Insertion.Numerics;

/// <summary>Damped Newton on the algebraic rows of a system with the differential unknowns held.</summary>
internal sealed class AlgebraicNewton
{
    private readonly IStiffProblem _problem;
    private readonly bool[] _isAlgebraic;
    private readonly SparsityPattern _pattern;
    private readonly SparseMatrix _jacobian;
    private readonly SparseLu<double> _factors;
    private DifferenceJacobian? _differences;
    private readonly double[] _values, _rate, _trial, _direction, _floor;

    internal AlgebraicNewton(IStiffProblem problem, bool[] isAlgebraic)
    {
        (_problem, _isAlgebraic, _pattern) = (problem, isAlgebraic, problem.Pattern);
        var n = problem.Size;
        (_jacobian, _factors, _values) = (new(_pattern), new(_pattern), new double[_pattern.Count]);
        (_rate, _trial, _direction, _floor) = (new double[n], new double[n], new double[n], new double[n]);
        Array.Fill(_floor, 1e-8);
    }

    /// <summary>Largest relative correction that was left.</summary>
    internal double Residual { get; private set; } = double.NaN;

    /// <summary>The unknown that it belongs to.</summary>
    internal int Worst { get; private set; }

    internal bool Solve(double t, Span<double> y, int iterations)
    {
        _problem.Rate(t, y, _rate);
        if (!Finite(_rate)) return false;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            if (!Direction(t, y)) return false;
            var size = Size(_direction, y);
            if (size <= 1e-13) return true;
            // The natural criterion: the next simplified correction must be smaller, or the step is halved.
            var (damping, accepted) = (1.0, false);
            while (!accepted && damping > 1e-6)
            {
                for (var i = 0; i < y.Length; i++) _trial[i] = y[i] + damping * _direction[i];
                _problem.Rate(t, _trial, _rate);
                if (Finite(_rate) && Simplified(_trial) <= Math.Max((1 - 0.25 * damping) * size, 1e-13)) accepted = true;
                else damping *= 0.5;
            }
            if (!accepted) return size <= 1e-9;
            _trial.CopyTo(y);
        }
        return Residual <= 1e-9;
    }

    private bool Direction(double t, Span<double> y)
    {
        if (_differences is null && !_problem.Jacobian(t, y, _jacobian)) _differences = new DifferenceJacobian(_pattern);
        _differences?.Fill(_problem, t, y, _rate, _floor, _jacobian);
        var start = _pattern.ColumnStart;
        var rows = _pattern.Rows;
        for (var j = 0; j < _pattern.Size; j++)
            for (var p = start[j]; p < start[j + 1]; p++)
                _values[p] = _isAlgebraic[rows[p]] && _isAlgebraic[j] ? _jacobian.Values[p] : rows[p] == j ? 1 : 0;
        if (!_factors.Factor(_values)) return false;
        FillRight(_direction);
        _factors.Solve(_direction);
        return true;
    }

    private double Simplified(ReadOnlySpan<double> y)
    {
        var next = new double[y.Length];
        FillRight(next);
        _factors.Solve(next);
        return Size(next, y);
    }

    private void FillRight(double[] b)
    {
        for (var i = 0; i < b.Length; i++) b[i] = _isAlgebraic[i] ? -_rate[i] : 0;
    }

    private double Size(double[] correction, ReadOnlySpan<double> y)
    {
        var largest = 0.0;
        for (var i = 0; i < correction.Length; i++)
        {
            var relative = Math.Abs(correction[i]) / (Math.Abs(y[i]) + 1e-6);
            if (!(relative <= largest)) (largest, Worst) = (relative, i);
        }
        return Residual = largest;
    }

    private bool Finite(double[] rate)
    {
        for (var i = 0; i < rate.Length; i++) if (_isAlgebraic[i] && !double.IsFinite(rate[i])) return false;
        return true;
    }
}
