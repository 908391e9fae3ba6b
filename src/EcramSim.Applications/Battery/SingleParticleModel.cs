using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Battery;

/// <summary>
/// One particle per electrode that stands for all of them: interface currents are the same everywhere, i/(a·L), and the solution is as at rest.
/// V = U_p − U_n + η_p − η_n. Good where the current is small against transport in the pores.
/// </summary>
public sealed class SingleParticleModel : ICellModel
{
    private readonly ParticleBlock _negative, _positive;
    private readonly double _toNegative, _toPositive;
    private readonly double[] _drives;

    /// <summary>The model of <paramref name="cell"/>; of <paramref name="mesh"/> only the particles matter.</summary>
    public SingleParticleModel(PorousCell cell, CellMesh mesh)
    {
        (Cell, Mesh) = (cell, mesh);
        (_negative, _positive) = (new ParticleBlock(mesh.ParticleOf(cell.Negative), cell.Temperature), new ParticleBlock(mesh.ParticleOf(cell.Positive), cell.Temperature));
        _toNegative = -1 / (cell.Negative.ActiveFraction * _negative.Particle.AreaPerVolume * cell.Negative.Layer.Thickness);
        _toPositive = 1 / (cell.Positive.ActiveFraction * _positive.Particle.AreaPerVolume * cell.Positive.Layer.Thickness);
        _drives = new double[Math.Max(_negative.DriveRows.Length, _positive.DriveRows.Length)];
        CurrentColumn = Size = _negative.Size + _positive.Size;
        Scales = [.. Enumerable.Repeat(1.0, Size)];
    }

    internal CellMesh Mesh { get; }

    /// <summary>Column of the current: the size of the model of which this may be a part.</summary>
    internal int CurrentColumn { private get; init; }

    internal int EntryCount => _negative.FillingCount + _negative.DriveRows.Length + _positive.FillingCount + _positive.DriveRows.Length;

    /// <inheritdoc/>
    public PorousCell Cell { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Scales { get; }

    /// <inheritdoc/>
    public bool IsAlgebraic(int unknown) => false;

    /// <inheritdoc/>
    public IReadOnlyList<int> VoltageUnknowns =>
        [.. Enumerable.Range(_negative.First, _negative.Size - _negative.First), .. Enumerable.Range(_negative.Size + _positive.First, _positive.Size - _positive.First)];

    /// <inheritdoc/>
    public double[] Start()
    {
        var y = new double[Size];
        y.AsSpan(0, _negative.Size).Fill(Cell.Negative.InitialFilling);
        y.AsSpan(_negative.Size).Fill(Cell.Positive.InitialFilling);
        return y;
    }

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> y, double current, Span<double> rate)
    {
        _negative.Rate(Negative(y), _toNegative * current, rate[.._negative.Size]);
        _positive.Rate(Positive(y), _toPositive * current, rate.Slice(_negative.Size, _positive.Size));
    }

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings => Of(_negative, 0).Concat(Of(_positive, _negative.Size));

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> y, double current, Span<double> entries)
    {
        var next = 0;
        Write(_negative, Negative(y), _toNegative, current, entries, ref next);
        Write(_positive, Positive(y), _toPositive, current, entries, ref next);
    }

    /// <inheritdoc/>
    public double Voltage(ReadOnlySpan<double> y, double current) =>
        EquilibriumVoltage(y) + Overpotential(y, current, [Cell.SaltConcentration], [Cell.SaltConcentration]);

    /// <inheritdoc/>
    public CellInventory Inventory(ReadOnlySpan<double> y) => new(Amount(Cell.Negative, _negative, Negative(y)), Amount(Cell.Positive, _positive, Positive(y)),
        Cell.SaltConcentration * (Pores(Cell.Negative) + Cell.Separator.Porosity * Cell.Separator.Thickness + Pores(Cell.Positive)));

    /// <inheritdoc/>
    public (Termination Reason, string Explanation)? Obstacle(ReadOnlySpan<double> y, double current, double margin = 0)
    {
        if (!_negative.IsInside(Negative(y), margin)) return _negative.EndOfRange(Negative(y));
        return _positive.IsInside(Positive(y), margin) ? null : _positive.EndOfRange(Positive(y));
    }

    /// <summary>U_p − U_n at the surfaces.</summary>
    internal double EquilibriumVoltage(ReadOnlySpan<double> y) => _positive.SurfaceVoltage(Positive(y)) - _negative.SurfaceVoltage(Negative(y));

    /// <summary>η_p − η_n, each averaged over the concentrations (mol/m³) in its electrode.</summary>
    internal double Overpotential(ReadOnlySpan<double> y, double current, ReadOnlySpan<double> negative, ReadOnlySpan<double> positive)
    {
        double atNegative = 0, atPositive = 0;
        foreach (var c in negative) atNegative += _negative.Overpotential(Negative(y), _toNegative * current, c);
        foreach (var c in positive) atPositive += _positive.Overpotential(Positive(y), _toPositive * current, c);
        return atPositive / positive.Length - atNegative / negative.Length;
    }

    private ReadOnlySpan<double> Negative(ReadOnlySpan<double> y) => y[.._negative.Size];

    private ReadOnlySpan<double> Positive(ReadOnlySpan<double> y) => y.Slice(_negative.Size, _positive.Size);

    private IEnumerable<(int Row, int Column)> Of(ParticleBlock block, int first) =>
        block.Fillings.Select(e => (first + e.Row, first + e.Column)).Concat(block.DriveRows.ToArray().Select(r => (first + r, CurrentColumn)));

    private void Write(ParticleBlock block, ReadOnlySpan<double> x, double perCell, double current, Span<double> entries, ref int next)
    {
        var count = block.FillingCount;
        block.Jacobian(x, perCell * current, entries.Slice(next, count), _drives);
        next += count;
        for (var k = 0; k < block.DriveRows.Length; k++) entries[next++] = perCell * _drives[k];
    }

    private static double Amount(PorousElectrode electrode, ParticleBlock block, ReadOnlySpan<double> x) =>
        electrode.ActiveFraction * electrode.Layer.Thickness * electrode.Host.SiteDensity * block.Particle.MeanFilling(x);

    private static double Pores(PorousElectrode electrode) => electrode.Layer.Porosity * electrode.Layer.Thickness;
}
