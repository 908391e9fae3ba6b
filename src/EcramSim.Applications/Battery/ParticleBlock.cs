using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Battery;

/// <summary>
/// The particles at one place of an electrode, as a stretch of the unknowns of a cell. The law of the interface gives i(x_s, c, Δφ) in A/m² of
/// interface, positive inserts; every row that feels a slope of it gets the same number, so that ions close.
/// </summary>
internal sealed class ParticleBlock
{
    private const double Small = 1e-6;

    private readonly IParticle _particle;
    private readonly double _temperature;
    private readonly SparseMatrix _own;
    private readonly double[] _x;
    private readonly int[] _fillingRows, _fillingColumns, _fillingPlaces, _driveRows, _drivePlaces;

    internal ParticleBlock(IParticle particle, double temperature)
    {
        if (particle.IsDrivenByPotential || particle.Mass is not null || particle.InterfaceUnknowns == 0)
            throw new ArgumentException($"particles of {particle.Host.Id} in a porous cell must be driven by the current of one interface");
        (_particle, _temperature, _x) = (particle, temperature, new double[particle.Size]);
        var couplings = particle.Couplings.Distinct().ToArray();
        if (couplings.Any(c => c.Column > particle.Size)) throw new ArgumentException($"particles of {particle.Host.Id} in a porous cell cannot depend on their mean filling");
        var pattern = SparsityPattern.FromEntries(particle.Size + 1, couplings);
        _own = new SparseMatrix(pattern);
        var fillings = couplings.Where(c => c.Column < particle.Size).ToArray();
        (_fillingRows, _fillingColumns) = ([.. fillings.Select(c => c.Row)], [.. fillings.Select(c => c.Column)]);
        _fillingPlaces = [.. fillings.Select(c => pattern.Position(c.Row, c.Column))];
        _driveRows = [.. couplings.Where(c => c.Column == particle.Size).Select(c => c.Row)];
        _drivePlaces = [.. _driveRows.Select(r => pattern.Position(r, particle.Size))];
    }

    internal IParticle Particle => _particle;

    internal int Size => _particle.Size;

    /// <summary>Fillings that the interface feels: the last of the stretch.</summary>
    internal int First => Size - _particle.InterfaceUnknowns;

    /// <summary>Rows that feel the current of the interface.</summary>
    internal ReadOnlySpan<int> DriveRows => _driveRows;

    internal int FillingCount => _fillingRows.Length;

    internal IEnumerable<(int Row, int Column)> Fillings => _fillingRows.Zip(_fillingColumns);

    /// <summary>i at concentration <paramref name="c"/> (mol/m³) and φ_s − φ_e = <paramref name="potential"/>; NaN outside the range.</summary>
    internal double Current(ReadOnlySpan<double> x, double c, double potential) => CurrentAt(_particle.SurfaceFilling(x), c, potential);

    /// <summary>Slopes of <see cref="Current"/>: against the fillings that the interface feels, c, and the potential.</summary>
    internal (double ByConcentration, double ByPotential) Slopes(ReadOnlySpan<double> x, double c, double potential, Span<double> byFilling)
    {
        var host = _particle.Host;
        var surface = _particle.SurfaceFilling(x);
        var state = State(surface, c);
        var slopes = host.Kinetics.Slopes(state, potential - Equilibrium(state));
        // The potential μ acts through the activity and through η = Δφ − U₀ + μ/z.
        var bySurface = slopes.Filling + host.FreeEnergy.ChemicalPotentialSlope(surface, _temperature)
            * (slopes.LogActivity / PhysicalConstants.ThermalEnergy(_temperature) + slopes.Overpotential / host.ChargeNumber);
        x.CopyTo(_x);
        for (var k = First; k < Size; k++)
        {
            // The surface is a node or a straight line through the last of them: a whole step has no truncation.
            _x[k] = x[k] + 1;
            byFilling[k - First] = bySurface * (_particle.SurfaceFilling(_x) - surface);
            _x[k] = x[k];
        }
        var d = Small * c;
        return ((CurrentAt(surface, c + d, potential) - CurrentAt(surface, c - d, potential)) / (2 * d), slopes.Overpotential);
    }

    internal void Rate(ReadOnlySpan<double> x, double current, Span<double> rate) => _particle.Rate(x, double.NaN, current, _temperature, rate);

    /// <summary>∂ẋ/∂x in the order of <see cref="Fillings"/> and ∂ẋ/∂i in that of <see cref="DriveRows"/>.</summary>
    internal void Jacobian(ReadOnlySpan<double> x, double current, Span<double> fillings, Span<double> drives)
    {
        _own.Clear();
        _particle.Jacobian(x, double.NaN, current, _temperature, _own);
        var values = _own.Values;
        for (var k = 0; k < _fillingPlaces.Length; k++) fillings[k] = values[_fillingPlaces[k]];
        for (var k = 0; k < _drivePlaces.Length; k++) drives[k] = values[_drivePlaces[k]];
    }

    /// <summary>η in V at which the interface carries <paramref name="current"/> (A/m²) at concentration <paramref name="c"/> (mol/m³); NaN where it cannot.</summary>
    internal double Overpotential(ReadOnlySpan<double> x, double current, double c) =>
        c > 0 && IsInside(x, 0) ? RequiredOverpotential.Find(_particle.Host.Kinetics, State(_particle.SurfaceFilling(x), c), current) ?? double.NaN : double.NaN;

    /// <summary>The open-circuit voltage of the surface.</summary>
    internal double SurfaceVoltage(ReadOnlySpan<double> x) => _particle.Host.OpenCircuitVoltage(_particle.SurfaceFilling(x), _temperature);

    /// <summary>Whether the surface lies inside the range of the host, by more than <paramref name="margin"/>.</summary>
    internal bool IsInside(ReadOnlySpan<double> x, double margin)
    {
        var (range, surface) = (_particle.Host.FreeEnergy.Validity, _particle.SurfaceFilling(x));
        return range.Contains(surface) && (margin == 0 || Math.Min(surface - range.Minimum, range.Maximum - surface) > margin);
    }

    internal (Termination, string) EndOfRange(ReadOnlySpan<double> x) => (Termination.SurfaceAtEndOfRange, FormattableString.Invariant(
        $"the filling at the interface of {_particle.Host.Id} came to {_particle.SurfaceFilling(x):G6}, the end of its range {_particle.Host.FreeEnergy.Validity}"));

    private double CurrentAt(double surface, double c, double potential)
    {
        if (!(surface is > 0 and < 1) || !(c > 0)) return double.NaN;
        var state = State(surface, c);
        return _particle.Host.Kinetics.CurrentDensity(state, potential - Equilibrium(state));
    }

    private InterfaceState State(double surface, double c) =>
        _particle.Host.Interface(surface, _temperature) with { ElectrolyteActivity = 1e-3 * c, ElectrolyteConcentration = 1e-3 * c };

    private double Equilibrium(in InterfaceState state) =>
        _particle.Host.ReferenceVoltage - state.LogActivity * PhysicalConstants.ThermalEnergy(_temperature) / _particle.Host.ChargeNumber;
}
