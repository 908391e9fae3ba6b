using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Battery;

/// <summary>How finely a cell is resolved.</summary>
/// <param name="Negative">Volumes through the negative electrode.</param>
/// <param name="Separator">Volumes through the separator.</param>
/// <param name="Positive">Volumes through the positive electrode.</param>
/// <param name="Particle">Unknowns along the radius of a particle.</param>
/// <param name="Scheme">How gradients are laid on the grid.</param>
public sealed record CellMesh(int Negative, int Separator, int Positive, int Particle, PorousScheme Scheme = PorousScheme.Conservative)
{
    /// <summary>The same number everywhere.</summary>
    public static CellMesh Uniform(int points, PorousScheme scheme = PorousScheme.Conservative) => new(points, points, points, points, scheme);

    internal PorousGrid Grid(PorousCell cell) => new([cell.Negative.Layer, cell.Separator, cell.Positive.Layer], [Negative, Separator, Positive]);

    internal IParticle ParticleOf(PorousElectrode electrode) => Scheme == PorousScheme.Pybamm
        ? new ExtrapolatedParticle(electrode.Host, electrode.ParticleRadius, Particle)
        : new FickParticle(electrode.Host, RadialGrid.Uniform(Geometry.Sphere, electrode.ParticleRadius, Particle));
}
