using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>
/// The equations of a particle under a step: its fillings, its drive (the current density of its one interface, or the potential that its
/// places share) as an algebraic unknown, and the mean filling that the charge makes.
/// </summary>
internal sealed class StepProblem : IStiffProblem
{
    private readonly IParticle _particle;
    private readonly IStep _step;
    private readonly double _temperature, _resistance, _restVoltage;
    private readonly int _n;
    private readonly double[] _work;
    private readonly SparsityPattern _pattern;

    internal StepProblem(IParticle particle, IStep step, double temperature, double resistance, double restVoltage)
    {
        (_particle, _step, _temperature, _resistance, _restVoltage, _n) = (particle, step, temperature, resistance, restVoltage, particle.Size);
        _work = new double[_n];
        _pattern = SparsityPattern.FromEntries(Size, particle.Couplings.Concat(OwnEntries()));
        Mass = MassOf(particle);
    }

    /// <summary>Share of what is imposed that acts, for the continuation of the first state.</summary>
    internal double Share { get; set; } = 1;

    public int Size => _n + 2;

    public SparsityPattern Pattern => _pattern;

    public SparseMatrix? Mass { get; }

    /// <summary>i in A/m² of this state.</summary>
    internal double Current(ReadOnlySpan<double> y) =>
        _particle.IsDrivenByPotential ? _particle.CurrentDensity(y[.._n], y[_n + 1], y[_n], _temperature) : y[_n];

    public void Rate(double t, ReadOnlySpan<double> y, Span<double> rate)
    {
        var (drive, mean) = (y[_n], y[_n + 1]);
        _particle.Rate(y[.._n], mean, drive, _temperature, rate[.._n]);
        if (_particle.IsDrivenByPotential)
        {
            // The same numbers as the fillings get, so that charge and ions agree to rounding.
            var filling = _particle.MeanFilling(rate[.._n]);
            rate[_n + 1] = filling;
            var current = filling / _particle.ChargeGain;
            rate[_n] = _step.ImposesCurrent ? current - Share * _step.Imposed(t, current) : drive - InnerVoltage(t, current);
        }
        else
        {
            rate[_n + 1] = _particle.ChargeGain * drive;
            rate[_n] = _step.ImposesCurrent ? drive - Share * _step.Imposed(t, drive)
                : drive - _particle.CurrentDensity(y[.._n], mean, InnerVoltage(t, drive), _temperature);
        }
    }

    public bool Jacobian(double t, ReadOnlySpan<double> y, SparseMatrix jacobian)
    {
        jacobian.Clear();
        var (drive, mean) = (y[_n], y[_n + 1]);
        _particle.Jacobian(y[.._n], mean, drive, _temperature, jacobian);
        if (_particle.IsDrivenByPotential) SharedRows(t, y, jacobian);
        else
        {
            jacobian[_n + 1, _n] = _particle.ChargeGain;
            if (_step.ImposesCurrent) jacobian[_n, _n] = 1;
            else InterfaceRow(t, y, jacobian);
        }
        return true;
    }

    // The voltage at the particle itself.
    private double InnerVoltage(double t, double current)
    {
        var whole = _step.Imposed(t, current) + _resistance * current;
        return Share == 1 ? whole : _restVoltage + Share * (whole - _restVoltage);
    }

    private double InnerSlope(double t, double current)
    {
        var d = 1e-6 * Math.Abs(current) + 1e-12;
        var slope = (InnerVoltage(t, current + d) - InnerVoltage(t, current - d)) / (2 * d);
        return double.IsFinite(slope) ? slope : 0;
    }

    // Rows of mean and drive from the rows of the fillings: column by column the weighted sum.
    private void SharedRows(double t, ReadOnlySpan<double> y, SparseMatrix jacobian)
    {
        var current = Current(y);
        var byCurrent = _step.ImposesCurrent ? 1 : -InnerSlope(t, current);
        var start = _pattern.ColumnStart;
        var rows = _pattern.Rows;
        var values = jacobian.Values;
        for (var j = 0; j < Size; j++)
        {
            var sum = 0.0;
            for (var p = start[j]; p < start[j + 1]; p++) if (rows[p] < _n) sum += _particle.Weights[rows[p]] * values[p];
            jacobian[_n + 1, j] = sum;
            jacobian[_n, j] = byCurrent * sum / _particle.ChargeGain + (j == _n && !_step.ImposesCurrent ? 1 : 0);
        }
    }

    private void InterfaceRow(double t, ReadOnlySpan<double> y, SparseMatrix jacobian)
    {
        var (drive, mean) = (y[_n], y[_n + 1]);
        var voltage = InnerVoltage(t, drive);
        y[.._n].CopyTo(_work);
        for (var k = _n - _particle.InterfaceUnknowns; k < _n; k++)
            jacobian[_n, k] = -InterfaceSlope.ByFilling(_particle, _work, k, mean, voltage, _temperature);
        jacobian[_n, _n + 1] = -InterfaceSlope.ByMean(_particle, _work, mean, voltage, _temperature);
        const double small = 1e-7;
        var byVoltage = (_particle.CurrentDensity(_work, mean, voltage + small, _temperature) - _particle.CurrentDensity(_work, mean, voltage - small, _temperature)) / (2 * small);
        jacobian[_n, _n] = 1 - byVoltage * InnerSlope(t, drive);
    }

    private IEnumerable<(int Row, int Column)> OwnEntries()
    {
        if (_particle.IsDrivenByPotential)
        {
            for (var j = 0; j < Size; j++)
            {
                yield return (_n, j);
                yield return (_n + 1, j);
            }
            yield break;
        }
        yield return (_n + 1, _n);
        if (_step.ImposesCurrent) yield break;
        for (var k = _n - _particle.InterfaceUnknowns; k < _n; k++) yield return (_n, k);
        yield return (_n, _n + 1);
    }

    private static SparseMatrix MassOf(IParticle particle)
    {
        var n = particle.Size;
        var mass = particle.Mass is { } own ? new SparseMatrix(SparsityPattern.FromEntries(n + 2, own.Pattern.Entries())) : SparseMatrix.Diagonal([.. Enumerable.Repeat(1.0, n + 2)]);
        if (particle.Mass is { } inner)
            foreach (var (row, column) in inner.Pattern.Entries()) mass[row, column] = inner[row, column];
        (mass[n, n], mass[n + 1, n + 1]) = (0, 1);
        return mass;
    }
}
