using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Ecram.Stacks;

/// <summary>The phases of a channel that can separate, at one temperature: common tangents of its free energy, strain included.</summary>
internal sealed class ChannelPhases
{
    private readonly IReadOnlyList<MiscibilityGap> _gaps;
    private readonly double _stiffness;

    internal ChannelPhases(Host host, double temperature)
    {
        (Host, Temperature) = (host, temperature);
        _stiffness = host.PhaseField?.CoherencyPotential(host.SiteDensity) ?? 0;
        _gaps = PhaseBehaviour.Of(_stiffness == 0 ? host.FreeEnergy : new CoherentFreeEnergy(host.FreeEnergy, _stiffness), temperature).Gaps;
    }

    internal Host Host { get; }

    internal double Temperature { get; }

    /// <summary>The two phases at mean filling <paramref name="x"/> and the share of the rich one; null where the channel is uniform.</summary>
    internal (double Poor, double Rich, double Share)? Split(double x)
    {
        foreach (var gap in _gaps)
            if (x > gap.Poor && x < gap.Rich) return (gap.Poor, gap.Rich, (x - gap.Poor) / (gap.Rich - gap.Poor));
        return null;
    }

    /// <summary>μ in eV at rest at mean filling <paramref name="x"/>.</summary>
    internal double ChemicalPotential(double x)
    {
        foreach (var gap in _gaps)
            if (x > gap.Poor && x < gap.Rich) return gap.ChemicalPotential - _stiffness * x;
        return Host.FreeEnergy.ChemicalPotential(x, Temperature);
    }
}
