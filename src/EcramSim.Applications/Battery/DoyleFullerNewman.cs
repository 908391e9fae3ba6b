using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Battery;

/// <summary>
/// The porous-electrode model of Doyle, Fuller and Newman (J. Electrochem. Soc. 140 (1993) 1526): at every place of an electrode a particle, salt
/// and potential in the pores, potential in the matrix. ε ∂c/∂t = −∂N/∂x − a·i/F, ∂i_e/∂x = −a·i, ∂i_s/∂x = a·i with i the interface current
/// (positive inserts), φ_s = 0 at the negative collector. Finite volumes; what leaves one enters its neighbour.
/// </summary>
public sealed class DoyleFullerNewman : ICellModel
{
    private readonly CellMesh _mesh;
    private readonly PorousGrid _grid;
    private readonly SaltTransport _transport;
    private readonly DfnElectrode[] _electrodes;
    private readonly int _salt, _potential, _cells;
    private readonly double[] _interface;

    /// <summary>The model of <paramref name="cell"/> on <paramref name="mesh"/>.</summary>
    public DoyleFullerNewman(PorousCell cell, CellMesh mesh)
    {
        (Cell, _mesh, _grid) = (cell, mesh, mesh.Grid(cell));
        _transport = new SaltTransport(cell.Solution, _grid, cell.Temperature, mesh.Scheme);
        _cells = _grid.Count;
        var positive = mesh.Negative * mesh.Particle;
        _salt = positive + mesh.Positive * mesh.Particle;
        _potential = _salt + _cells;
        var matrix = _potential + _cells;
        _electrodes =
        [
            new(cell.Negative, mesh, mesh.Negative, cell.Temperature, particles: 0, pores: 0, matrix),
            new(cell.Positive, mesh, mesh.Positive, cell.Temperature, positive, mesh.Negative + mesh.Separator, matrix + mesh.Negative),
        ];
        Size = matrix + mesh.Negative + mesh.Positive;
        _interface = new double[_cells];
        Scales = [.. Enumerable.Range(0, Size).Select(k => k >= _salt && k < _potential ? cell.SaltConcentration : 1)];
    }

    /// <inheritdoc/>
    public PorousCell Cell { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Scales { get; }

    /// <inheritdoc/>
    public bool IsAlgebraic(int unknown) => unknown >= _potential;

    /// <inheritdoc/>
    public IReadOnlyList<int> VoltageUnknowns => _mesh.Scheme == PorousScheme.Pybamm ? [Size - 2, Size - 1] : [Size - 1];

    /// <inheritdoc/>
    public double[] Start()
    {
        var y = new double[Size];
        var (negative, positive) = (Cell.Negative, Cell.Positive);
        var rest = negative.Host.OpenCircuitVoltage(negative.InitialFilling, Cell.Temperature);
        var voltage = Cell.OpenCircuitVoltage(negative.InitialFilling, positive.InitialFilling);
        y.AsSpan(0, _electrodes[1].Particles).Fill(negative.InitialFilling);
        y.AsSpan(_electrodes[1].Particles, _salt - _electrodes[1].Particles).Fill(positive.InitialFilling);
        y.AsSpan(_salt, _cells).Fill(Cell.SaltConcentration);
        y.AsSpan(_potential, _cells).Fill(-rest);
        y.AsSpan(_electrodes[1].Matrix).Fill(voltage);
        return y;
    }

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> y, double current, Span<double> rate)
    {
        var c = y.Slice(_salt, _cells);
        var phi = y.Slice(_potential, _cells);
        foreach (var electrode in _electrodes) electrode.Rate(y, c, phi, current, _interface, rate);
        _transport.Set(c);
        double salt = 0, charge = 0;
        for (var k = 0; k < _cells; k++)
        {
            var face = k + 1 < _cells ? _transport.At(k, phi[k] - phi[k + 1]) : default;
            rate[_salt + k] = (salt - face.Salt - _interface[k] / PhysicalConstants.Faraday) / (_grid.Porosities[k] * _grid.Widths[k]);
            rate[_potential + k] = charge - face.Current - _interface[k];
            (salt, charge) = (face.Salt, face.Current);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings
    {
        get
        {
            foreach (var electrode in _electrodes)
                foreach (var entry in electrode.Couplings(_salt, _potential, Size)) yield return entry;
            for (var k = 0; k + 1 < _cells; k++)
                foreach (var row in (int[])[_salt + k, _salt + k + 1, _potential + k, _potential + k + 1])
                    foreach (var column in (int[])[_salt + k, _salt + k + 1, _potential + k, _potential + k + 1]) yield return (row, column);
        }
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> y, double current, Span<double> entries)
    {
        var c = y.Slice(_salt, _cells);
        var phi = y.Slice(_potential, _cells);
        var next = 0;
        foreach (var electrode in _electrodes) electrode.Jacobian(y, c, phi, _grid, entries, ref next);
        _transport.Set(c);
        for (var k = 0; k + 1 < _cells; k++)
        {
            var face = _transport.At(k, phi[k] - phi[k + 1]);
            Write(entries, ref next, -1 / (_grid.Porosities[k] * _grid.Widths[k]), face.SaltByLeft, face.SaltByRight, face.SaltByPotential);
            Write(entries, ref next, 1 / (_grid.Porosities[k + 1] * _grid.Widths[k + 1]), face.SaltByLeft, face.SaltByRight, face.SaltByPotential);
            Write(entries, ref next, -1, face.CurrentByLeft, face.CurrentByRight, face.CurrentByPotential);
            Write(entries, ref next, 1, face.CurrentByLeft, face.CurrentByRight, face.CurrentByPotential);
        }
    }

    /// <inheritdoc/>
    public double Voltage(ReadOnlySpan<double> y, double current)
    {
        if (_mesh.Scheme == PorousScheme.Pybamm) return 1.5 * y[Size - 1] - 0.5 * y[Size - 2];
        var positive = _electrodes[1];
        return y[Size - 1] - current / (2 * positive.Conductance);
    }

    /// <inheritdoc/>
    public CellInventory Inventory(ReadOnlySpan<double> y) =>
        new(_electrodes[0].Amount(y), _electrodes[1].Amount(y), _grid.Amount(y.Slice(_salt, _cells)));

    /// <inheritdoc/>
    public (Termination Reason, string Explanation)? Obstacle(ReadOnlySpan<double> y, double current, double margin = 0)
    {
        foreach (var electrode in _electrodes)
            if (electrode.Obstacle(y, margin) is { } end) return end;
        return Depletion.Find(y.Slice(_salt, _cells), Cell.SaltConcentration, margin);
    }

    private static void Write(Span<double> entries, ref int next, double factor, double byLeft, double byRight, double byPotential)
    {
        entries[next++] = factor * byLeft;
        entries[next++] = factor * byRight;
        entries[next++] = factor * byPotential;
        entries[next++] = -factor * byPotential;
    }
}
