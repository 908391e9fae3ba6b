using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Many particles at one potential, such as those of a thin electrode: they exchange ions through the electrolyte, and phase-separating ones
/// fill one after the other (mosaic instability). Members are particles with one interface and without strain, of hosts with equal sites.
/// </summary>
public sealed class Ensemble : IParticle
{
    private readonly (IParticle Particle, int Offset, double Share)[] _members;
    // What each member couples within itself, found once.
    private readonly SparsityPattern[] _blocks;
    private readonly (int Row, int Column)[][] _couplings;
    private readonly double[] _weights;

    /// <summary>An ensemble of <paramref name="members"/> with their shares of the volume (any scale).</summary>
    /// <exception cref="ArgumentException">No members, or one that does not suit.</exception>
    public Ensemble(IReadOnlyList<(IParticle Particle, double Share)> members)
    {
        if (members.Count == 0) throw new ArgumentException("an ensemble needs members");
        Host = members[0].Particle.Host;
        var (offset, total) = (0, members.Sum(m => m.Share));
        _members = new (IParticle, int, double)[members.Count];
        for (var m = 0; m < members.Count; m++)
        {
            var (particle, share) = members[m];
            if (particle.IsDrivenByPotential || particle.Mass is not null || particle.Host.PhaseField is { CoherencyModulus: > 0 } && particle.InterfaceUnknowns > 1)
                throw new ArgumentException("members of an ensemble have one interface and no strain");
            if (particle.Host.ChargeDensity != Host.ChargeDensity) throw new ArgumentException("members of an ensemble have equal density of sites");
            if (!(share > 0)) throw new ArgumentException("shares must be positive");
            _members[m] = (particle, offset, share / total);
            offset += particle.Size;
        }
        Size = offset;
        _couplings = [.. _members.Select(m => m.Particle.Couplings.Distinct().ToArray())];
        _blocks = [.. _members.Select((m, k) => SparsityPattern.FromEntries(m.Particle.Size + 2, _couplings[k]))];
        AreaPerVolume = _members.Sum(m => m.Share * m.Particle.AreaPerVolume);
        _weights = [.. _members.SelectMany(m => m.Particle.Weights.ToArray().Select(w => w * m.Share))];
    }

    /// <inheritdoc/>
    public Host Host { get; }

    /// <inheritdoc/>
    public double AreaPerVolume { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public bool IsDrivenByPotential => true;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => _weights;

    /// <inheritdoc/>
    public int InterfaceUnknowns => 0;

    /// <inheritdoc/>
    public IEnumerable<(int Row, int Column)> Couplings
    {
        get
        {
            foreach (var (particle, offset, _) in _members)
            {
                foreach (var (row, column) in particle.Couplings)
                {
                    if (column < particle.Size) yield return (offset + row, offset + column);
                    else if (column == particle.Size)
                    {
                        yield return (offset + row, Size);
                        for (var k = 1; k <= particle.InterfaceUnknowns; k++) yield return (offset + row, offset + particle.Size - k);
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public double SurfaceFilling(ReadOnlySpan<double> x)
    {
        var surfaces = new double[_members.Length];
        for (var m = 0; m < _members.Length; m++) surfaces[m] = _members[m].Particle.SurfaceFilling(Part(x, m));
        return Extreme.Of(surfaces);
    }

    /// <inheritdoc/>
    public void Rate(ReadOnlySpan<double> x, double mean, double drive, double temperature, Span<double> rate)
    {
        for (var m = 0; m < _members.Length; m++)
        {
            var (particle, offset, _) = _members[m];
            var part = Part(x, m);
            var own = particle.MeanFilling(part);
            particle.Rate(part, own, particle.CurrentDensity(part, own, drive, temperature), temperature, rate.Slice(offset, particle.Size));
        }
    }

    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> x, double mean, double drive, double temperature, SparseMatrix jacobian)
    {
        for (var m = 0; m < _members.Length; m++)
        {
            var (particle, offset, _) = _members[m];
            var part = Part(x, m).ToArray();
            var own = particle.MeanFilling(part);
            var block = new SparseMatrix(_blocks[m]);
            particle.Jacobian(part, own, particle.CurrentDensity(part, own, drive, temperature), temperature, block);
            var small = 1e-5 * PhysicalConstants.ThermalEnergy(temperature);
            var byVoltage = (particle.CurrentDensity(part, own, drive + small, temperature) - particle.CurrentDensity(part, own, drive - small, temperature)) / (2 * small);
            foreach (var (row, column) in _couplings[m])
            {
                if (column < particle.Size) jacobian[offset + row, offset + column] += block[row, column];
                if (column != particle.Size) continue;
                jacobian[offset + row, Size] += block[row, column] * byVoltage;
                for (var k = 1; k <= particle.InterfaceUnknowns; k++)
                    jacobian[offset + row, offset + particle.Size - k] += block[row, column] * InterfaceSlope.ByFilling(particle, part, particle.Size - k, own, drive, temperature);
            }
        }
    }

    /// <inheritdoc/>
    public double CurrentDensity(ReadOnlySpan<double> x, double mean, double voltage, double temperature)
    {
        var sum = 0.0;
        for (var m = 0; m < _members.Length; m++)
        {
            var (particle, _, share) = _members[m];
            var part = Part(x, m);
            sum += share * particle.AreaPerVolume * particle.CurrentDensity(part, particle.MeanFilling(part), voltage, temperature);
        }
        return sum / AreaPerVolume;
    }

    /// <inheritdoc/>
    public double? Voltage(ReadOnlySpan<double> x, double mean, double currentDensity, double temperature)
    {
        var state = x.ToArray();
        var guess = 0.0;
        for (var m = 0; m < _members.Length; m++)
        {
            var part = Part(state, m);
            if (_members[m].Particle.Voltage(part, _members[m].Particle.MeanFilling(part), 0, temperature) is not { } rest) return null;
            guess += _members[m].Share * rest;
        }
        return SharedPotential.Find(v => CurrentDensity(state, mean, v, temperature), guess, currentDensity, PhysicalConstants.ThermalEnergy(temperature));
    }

    private ReadOnlySpan<double> Part(ReadOnlySpan<double> x, int member) => x.Slice(_members[member].Offset, _members[member].Particle.Size);
}
