using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Transport;

/// <summary>A particle as a case file describes it, with the places of its fillings.</summary>
/// <param name="Particle">The particle.</param>
/// <param name="Positions">Place of each filling in m from the closed face, axis, centre or edge; the number of the layer in a layered host; 0 in a homogeneous one.</param>
/// <param name="Coordinate">What the places measure, for axes.</param>
public sealed record ParticleShape(IParticle Particle, IReadOnlyList<double> Positions, string Coordinate)
{
    private static readonly string[] Shapes = ["slab", "cylinder", "sphere", "platelet"];
    private static readonly string[] Transports = ["homogeneous", "layers", "fick", "cahn-hilliard", "allen-cahn"];
    private static readonly string[] Schemes = ["conservative", "mpet"];

    /// <summary>
    /// Reads <c>geometry</c> (<c>shape</c>: slab with thickness and open_faces, cylinder or sphere with radius, platelet with thickness and
    /// length) and <c>transport</c> (<c>law</c>, nodes, refinement, scheme, surface_diffusion).
    /// </summary>
    /// <exception cref="InputException">Anything wrong, or a host, a shape and a law that do not go together.</exception>
    public static ParticleShape Read(ModelNode geometry, ModelNode transport, Host host)
    {
        var shape = geometry.Choice("shape", Shapes);
        var law = transport.Choice("law", Transports);
        if (host.FreeEnergy is ILayeredFreeEnergy != (law == "layers"))
            throw transport.Error("law", law == "layers" ? $"host '{host.Id}' has no layers" : $"host '{host.Id}' fills layers: only 'layers' goes with it");
        if (shape == "platelet" != (law == "allen-cahn") && law is not ("homogeneous" or "layers"))
            throw transport.Error("law", law == "allen-cahn" ? "goes with the shape 'platelet' only" : $"'{law}' does not go with the shape 'platelet': its facets react everywhere ('allen-cahn', 'homogeneous')");
        double Length(string key) => geometry.Quantity(key, Dimension.Metre, new Interval(1e-10, 1, true, true));
        var (size, faces) = (0.0, 1);
        if (shape is "slab" or "platelet") size = Length("thickness");
        else size = Length("radius");
        if (shape == "slab" && geometry.Has("open_faces")) faces = geometry.Integer("open_faces", 1, 2);
        var areaPerVolume = shape switch { "slab" => faces / size, "platelet" or "cylinder" => 2 / size, _ => 3 / size };
        try
        {
            return law switch
            {
                "homogeneous" => new(new HomogeneousParticle(host, areaPerVolume), [0], "everywhere"),
                "layers" => Layers(new LayeredParticle(host, areaPerVolume)),
                "allen-cahn" => Platelet(transport, host, size, Length("length")),
                _ => Bulk(transport, host, law, Enum.Parse<Geometry>(shape, true), size / faces),
            };
        }
        catch (ArgumentException e)
        {
            throw transport.Error("law", e.Message);
        }
    }

    private static ParticleShape Layers(LayeredParticle particle) => new(particle, [.. Enumerable.Range(1, particle.Size).Select(k => (double)k)], "layer");

    private static ParticleShape Bulk(ModelNode transport, Host host, string law, Geometry geometry, double radius)
    {
        if (host.Diffusivity is null) throw transport.Error("law", $"host '{host.Id}' has no diffusivity");
        var nodes = transport.Has("nodes") ? transport.Integer("nodes", 3, 10_000) : 50;
        var grid = RadialGrid.Graded(geometry, radius, nodes, transport.Number("refinement", Interval.Closed(0.001, 1000), 1));
        IParticle particle = law == "fick" ? new FickParticle(host, grid) : new CahnHilliardParticle(host, grid, Scheme(transport));
        return new(particle, grid.Nodes.ToArray(), geometry == Geometry.Slab ? "depth from the closed face" : "radius");
    }

    private static ParticleShape Platelet(ModelNode transport, Host host, double thickness, double length)
    {
        var cells = transport.Has("nodes") ? transport.Integer("nodes", 2, 10_000) : 50;
        var along = transport.Has("surface_diffusion") ? Catalogue<IDiffusivity>.Read(transport.Child("surface_diffusion")) : null;
        var particle = new AllenCahnParticle(host, thickness, length, cells, Scheme(transport), along);
        return new(particle, [.. Enumerable.Range(0, cells).Select(k => (k + 0.5) * length / cells)], "place along the facet");
    }

    private static Discretization Scheme(ModelNode transport) =>
        transport.Has("scheme") && transport.Choice("scheme", Schemes) == "mpet" ? Discretization.Mpet : Discretization.Conservative;
}
