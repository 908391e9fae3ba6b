using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Ecram.Stacks;

/// <summary>How ions move through the thickness of the channel, from the interface with the electrolyte to the closed face.</summary>
public enum ChannelLaw
{
    /// <summary>At once: one filling everywhere.</summary>
    Homogeneous,
    /// <summary>∂x/∂t = ∇·[D(x)∇x].</summary>
    Fick,
    /// <summary>∂x/∂t = ∇·[(D(x)/kT)∇μ] with gradient energy: channels that separate into phases.</summary>
    CahnHilliard,
}

/// <summary>Transport inside the channel and the mesh on which it is computed.</summary>
/// <param name="Law">The law.</param>
/// <param name="Nodes">Nodes through the thickness; null takes 30 for Fick, and a quarter of the width of the phase boundary for Cahn–Hilliard.</param>
/// <param name="Refinement">Innermost over outermost spacing; the mesh is finest at the electrolyte.</param>
public sealed record ChannelTransport(ChannelLaw Law, int? Nodes = null, double Refinement = 1)
{
    private const int FewestNodes = 20, MostNodes = 400, FickNodes = 30;
    private const double FickRefinement = 10;

    /// <summary>One filling everywhere: the default of device files.</summary>
    public static ChannelTransport Homogeneous { get; } = new(ChannelLaw.Homogeneous);

    /// <summary>Fick's law on the default mesh.</summary>
    public static ChannelTransport Fick { get; } = new(ChannelLaw.Fick, FickNodes, FickRefinement);

    /// <summary>Cahn–Hilliard on the default mesh.</summary>
    public static ChannelTransport CahnHilliard { get; } = new(ChannelLaw.CahnHilliard);

    private static readonly Dictionary<string, ChannelTransport> Laws = new(StringComparer.Ordinal)
    {
        ["homogeneous"] = Homogeneous, ["fick"] = Fick, ["cahn-hilliard"] = CahnHilliard,
    };

    /// <summary>The film of <paramref name="host"/> as a particle with one interface.</summary>
    /// <param name="host">With the diffusivity and phase field that the law needs.</param>
    /// <param name="thickness">m.</param>
    /// <param name="temperature">K, for the default mesh.</param>
    public IParticle Film(Host host, double thickness, double temperature) => Law switch
    {
        ChannelLaw.Homogeneous => new HomogeneousParticle(host, 1 / thickness),
        ChannelLaw.Fick => new FickParticle(host, Grid(Nodes ?? FickNodes, thickness)),
        _ => new CahnHilliardParticle(host, Grid(Nodes ?? NodesFor(host, thickness, temperature), thickness)),
    };

    /// <summary>Reads the section "transport" of a channel: law, and optional nodes and refinement; homogeneous where it is missing.</summary>
    /// <exception cref="InputException">A law that the host has no parameters for.</exception>
    public static ChannelTransport Read(ModelNode channel, Host host)
    {
        if (!channel.Has("transport")) return Homogeneous;
        var node = channel.Child("transport");
        var transport = Laws[node.Choice("law", Laws.Keys)];
        if (transport.Law == ChannelLaw.Homogeneous) return transport;
        if (host.Diffusivity is null) throw node.Error("law", $"host '{host.Id}' has no diffusivity");
        if (transport.Law == ChannelLaw.CahnHilliard && host.PhaseField is null) throw node.Error("law", $"host '{host.Id}' has no phase_field");
        return transport with
        {
            Nodes = node.Has("nodes") ? node.Integer("nodes", 3, 2000) : transport.Nodes,
            Refinement = node.Number("refinement", Interval.Closed(0.001, 1000), transport.Refinement),
        };
    }

    private RadialGrid Grid(int nodes, double thickness) => RadialGrid.Graded(Geometry.Slab, thickness, nodes, Refinement);

    // Four nodes across the thinnest phase boundary.
    private static int NodesFor(Host host, double thickness, double temperature)
    {
        var widths = PhaseBehaviour.Of(host.FreeEnergy, temperature).Gaps.Select(g => PhaseInterface.Of(host, g, temperature)?.Width ?? thickness);
        return (int)Math.Clamp(Math.Ceiling(4 * thickness / widths.Append(thickness).Min()) + 1, FewestNodes, MostNodes);
    }
}
