namespace EcramSim.Insertion.Transport;

/// <summary>How the cross-section of a particle grows from its closed face, axis or centre (r = 0) to its open surface.</summary>
public enum Geometry
{
    /// <summary>A film with one open face, or half a platelet with two: constant.</summary>
    Slab,
    /// <summary>With r.</summary>
    Cylinder,
    /// <summary>With r².</summary>
    Sphere,
}
