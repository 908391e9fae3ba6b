using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Battery;

/// <summary>One electrode of <see cref="DoyleFullerNewman"/>: its stretches of the unknowns, its particles and the current in its matrix.</summary>
internal sealed class DfnElectrode
{
    private readonly ParticleBlock _block;
    private readonly int _cells, _pores, _felt;
    private readonly double _interfacePerCell, _amount;
    private readonly bool _isNegative;

    internal DfnElectrode(PorousElectrode electrode, CellMesh mesh, int cells, double temperature, int particles, int pores, int matrix)
    {
        (_cells, Particles, _pores, Matrix, _isNegative) = (cells, particles, pores, matrix, pores == 0);
        _block = new ParticleBlock(mesh.ParticleOf(electrode), temperature);
        _felt = _block.Size - _block.First;
        var width = electrode.Layer.Thickness / cells;
        _interfacePerCell = electrode.ActiveFraction * _block.Particle.AreaPerVolume * width;
        _amount = electrode.ActiveFraction * electrode.Host.SiteDensity * width;
        Conductance = electrode.EffectiveConductivity(temperature) / width;
    }

    /// <summary>First filling.</summary>
    internal int Particles { get; }

    /// <summary>First potential of the matrix.</summary>
    internal int Matrix { get; }

    /// <summary>Of the matrix over the width of one cell, S/m².</summary>
    internal double Conductance { get; }

    /// <summary>Rates of fillings and matrix; a·i·w of every cell goes to <paramref name="interfaces"/>.</summary>
    internal void Rate(ReadOnlySpan<double> y, ReadOnlySpan<double> c, ReadOnlySpan<double> phi, double current, Span<double> interfaces, Span<double> rate)
    {
        // Towards the negative collector, where the matrix is at 0.
        var inflow = _isNegative ? -2 * Conductance * y[Matrix] : 0;
        for (var k = 0; k < _cells; k++)
        {
            var x = Fillings(y, k);
            var i = _block.Current(x, c[_pores + k], y[Matrix + k] - phi[_pores + k]);
            _block.Rate(x, i, rate.Slice(Particles + k * _block.Size, _block.Size));
            var passed = interfaces[_pores + k] = _interfacePerCell * i;
            var outflow = k + 1 < _cells ? Conductance * (y[Matrix + k] - y[Matrix + k + 1]) : _isNegative ? 0 : current;
            rate[Matrix + k] = inflow - outflow + passed;
            inflow = outflow;
        }
    }

    internal IEnumerable<(int Row, int Column)> Couplings(int salt, int potential, int current)
    {
        for (var k = 0; k < _cells; k++)
        {
            var first = Particles + k * _block.Size;
            foreach (var (row, column) in _block.Fillings) yield return (first + row, first + column);
            int[] rows = [.. _block.DriveRows.ToArray().Select(r => first + r), salt + _pores + k, potential + _pores + k, Matrix + k];
            int[] columns = [.. Enumerable.Range(first + _block.First, _felt), salt + _pores + k, potential + _pores + k, Matrix + k];
            foreach (var row in rows)
                foreach (var column in columns) yield return (row, column);
        }
        for (var k = 0; k + 1 < _cells; k++)
            foreach (var row in (int[])[Matrix + k, Matrix + k + 1])
                foreach (var column in (int[])[Matrix + k, Matrix + k + 1]) yield return (row, column);
        yield return _isNegative ? (Matrix, Matrix) : (Matrix + _cells - 1, current);
    }

    internal void Jacobian(ReadOnlySpan<double> y, ReadOnlySpan<double> c, ReadOnlySpan<double> phi, PorousGrid grid, Span<double> entries, ref int next)
    {
        Span<double> slopes = stackalloc double[_felt + 3];
        var fillings = _block.FillingCount;
        Span<double> drives = stackalloc double[_block.DriveRows.Length];
        for (var k = 0; k < _cells; k++)
        {
            var x = Fillings(y, k);
            var potential = y[Matrix + k] - phi[_pores + k];
            var i = _block.Current(x, c[_pores + k], potential);
            var (byConcentration, byPotential) = _block.Slopes(x, c[_pores + k], potential, slopes);
            (slopes[_felt], slopes[_felt + 1], slopes[_felt + 2]) = (byConcentration, -byPotential, byPotential);
            _block.Jacobian(x, i, entries.Slice(next, fillings), drives);
            next += fillings;
            foreach (var drive in drives) Write(entries, ref next, drive, slopes);
            Write(entries, ref next, -_interfacePerCell / PhysicalConstants.Faraday / (grid.Porosities[_pores + k] * grid.Widths[_pores + k]), slopes);
            Write(entries, ref next, -_interfacePerCell, slopes);
            Write(entries, ref next, _interfacePerCell, slopes);
        }
        for (var k = 0; k + 1 < _cells; k++)
        {
            entries[next++] = -Conductance;
            entries[next++] = Conductance;
            entries[next++] = Conductance;
            entries[next++] = -Conductance;
        }
        entries[next++] = _isNegative ? -2 * Conductance : -1;
    }

    /// <summary>Ions in the host, mol per m² of cell.</summary>
    internal double Amount(ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var k = 0; k < _cells; k++) sum += _block.Particle.MeanFilling(Fillings(y, k));
        return _amount * sum;
    }

    internal (Termination, string)? Obstacle(ReadOnlySpan<double> y, double margin)
    {
        for (var k = 0; k < _cells; k++)
            if (!_block.IsInside(Fillings(y, k), margin)) return _block.EndOfRange(Fillings(y, k));
        return null;
    }

    private ReadOnlySpan<double> Fillings(ReadOnlySpan<double> y, int k) => y.Slice(Particles + k * _block.Size, _block.Size);

    private static void Write(Span<double> entries, ref int next, double factor, ReadOnlySpan<double> slopes)
    {
        foreach (var slope in slopes) entries[next++] = factor * slope;
    }
}
