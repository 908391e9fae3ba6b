using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Battery;

/// <summary>
/// <see cref="SingleParticleModel"/> with salt in the pores, driven by uniform interface currents, and the voltage of Marquis et al. (J. Electrochem.
/// Soc. 166 (2019) A3693) in its composite form: overpotentials averaged over the electrodes, diffusion potential
/// χ(c̄)·RT/F·(⟨ln c⟩_p − ⟨ln c⟩_n), Ohm's law in the pores with κ(c̄), −i/κ̄·(L_n/3τ_n + L_s/τ_s + L_p/3τ_p), and in the matrix, −i(L_n/3σ_n + L_p/3σ_p).
/// </summary>
public sealed class SingleParticleElectrolyteModel : ICellModel
{
    private readonly SingleParticleModel _particles;
    private readonly PorousGrid _grid;
    private readonly SaltTransport _transport;
    private readonly double[] _shares, _sources;
    private readonly int _salt, _cells;
    private readonly double _poreLength, _matrixResistance;

    /// <summary>The model of <paramref name="cell"/> on <paramref name="mesh"/>.</summary>
    public SingleParticleElectrolyteModel(PorousCell cell, CellMesh mesh)
    {
        _grid = mesh.Grid(cell);
        (_cells, _transport) = (_grid.Count, new SaltTransport(cell.Solution, _grid, cell.Temperature, mesh.Scheme));
        _salt = new SingleParticleModel(cell, mesh).Size;
        Size = _salt + _cells;
        _particles = new SingleParticleModel(cell, mesh) { CurrentColumn = Size };
        (_shares, _sources) = (new double[_cells], new double[_cells]);
        var share = 0.0;
        for (var k = 0; k < _cells; k++)
        {
            // Share of the current that leaves (or enters) the solution in this volume, and that crosses its right face.
            _sources[k] = k < mesh.Negative ? 1.0 / mesh.Negative : k < mesh.Negative + mesh.Separator ? 0 : -1.0 / mesh.Positive;
            _shares[k] = k + 1 == _cells ? 0 : share += _sources[k];
        }
        var (negative, positive) = (cell.Negative, cell.Positive);
        _poreLength = negative.Layer.Thickness / (3 * negative.Layer.Efficiency) + cell.Separator.Thickness / cell.Separator.Efficiency + positive.Layer.Thickness / (3 * positive.Layer.Efficiency);
        _matrixResistance = negative.Layer.Thickness / (3 * negative.EffectiveConductivity(cell.Temperature)) + positive.Layer.Thickness / (3 * positive.EffectiveConductivity(cell.Temperature));
        Scales = [.. Enumerable.Range(0, Size).Select(k => k < _salt ? 1 : cell.SaltConcentration)];
    }

    /// <inheritdoc/>
    public PorousCell Cell => _particles.Cell;

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Scales { get; }

    /// <inheritdoc/>
    public bool IsAlgebraic(int unknown) => false;

    /// <inheritdoc/>
    public IReadOnlyList<int> VoltageUnknowns => [.. _particles.VoltageUnknowns, .. Enumerable.Range(_salt, _cells)];

    /// <inheritdoc/>
    public double[] Start() => [.. _particles.Start(), .. Enumerable.Repeat(Cell.SaltConcentration, _cells)];

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> y, double current, Span<double> rate)
    {
        _particles.Rate(y[.._salt], current, rate[.._salt]);
        _transport.Set(y.Slice(_salt, _cells));
        var inflow = 0.0;
        for (var k = 0; k < _cells; k++)
        {
            var outflow = k + 1 < _cells ? _transport.Carried(k, _shares[k] * current).Salt : 0;
            rate[_salt + k] = (inflow - outflow + _sources[k] * current / PhysicalConstants.Faraday) / (_grid.Porosities[k] * _grid.Widths[k]);
            inflow = outflow;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings
    {
        get
        {
            foreach (var entry in _particles.Couplings) yield return entry;
            for (var k = 0; k + 1 < _cells; k++)
                foreach (var row in (int[])[_salt + k, _salt + k + 1])
                    foreach (var column in (int[])[_salt + k, _salt + k + 1, Size]) yield return (row, column);
            for (var k = 0; k < _cells; k++) yield return (_salt + k, Size);
        }
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> y, double current, Span<double> entries)
    {
        _particles.Jacobian(y[.._salt], current, entries);
        var next = _particles.EntryCount;
        _transport.Set(y.Slice(_salt, _cells));
        for (var k = 0; k + 1 < _cells; k++)
        {
            var face = _transport.Carried(k, _shares[k] * current);
            var byCurrent = _shares[k] * _transport.Share(k);
            double left = -1 / (_grid.Porosities[k] * _grid.Widths[k]), right = 1 / (_grid.Porosities[k + 1] * _grid.Widths[k + 1]);
            (entries[next], entries[next + 1], entries[next + 2]) = (left * face.SaltByLeft, left * face.SaltByRight, left * byCurrent);
            (entries[next + 3], entries[next + 4], entries[next + 5]) = (right * face.SaltByLeft, right * face.SaltByRight, right * byCurrent);
            next += 6;
        }
        for (var k = 0; k < _cells; k++) entries[next++] = _sources[k] / PhysicalConstants.Faraday / (_grid.Porosities[k] * _grid.Widths[k]);
    }

    /// <inheritdoc/>
    public double Voltage(ReadOnlySpan<double> y, double current)
    {
        var c = y.Slice(_salt, _cells);
        var negative = c[.._particles.Mesh.Negative];
        var positive = c[^_particles.Mesh.Positive..];
        double mean = 0, length = 0;
        for (var k = 0; k < _cells; k++) (mean, length) = (mean + _grid.Widths[k] * c[k], length + _grid.Widths[k]);
        var solution = Cell.Solution.At(mean / length, Cell.Temperature);
        var diffusion = solution.DiffusionFactor * PhysicalConstants.Gas * Cell.Temperature / PhysicalConstants.Faraday * (MeanLogarithm(positive) - MeanLogarithm(negative));
        return _particles.EquilibriumVoltage(y[.._salt]) + _particles.Overpotential(y[.._salt], current, negative, positive)
            + diffusion - current * (_poreLength / solution.Conductivity + _matrixResistance);
    }

    /// <inheritdoc/>
    public CellInventory Inventory(ReadOnlySpan<double> y) => _particles.Inventory(y[.._salt]) with { Solution = _grid.Amount(y.Slice(_salt, _cells)) };

    /// <inheritdoc/>
    public (Termination Reason, string Explanation)? Obstacle(ReadOnlySpan<double> y, double current, double margin = 0) =>
        _particles.Obstacle(y[.._salt], current, margin) ?? Depletion.Find(y.Slice(_salt, _cells), Cell.SaltConcentration, margin);

    private static double MeanLogarithm(ReadOnlySpan<double> c)
    {
        var sum = 0.0;
        foreach (var value in c) sum += Math.Log(value);
        return sum / c.Length;
    }
}
