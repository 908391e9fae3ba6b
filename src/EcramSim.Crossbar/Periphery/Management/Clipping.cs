using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>Outputs beyond the bound are clipped.</summary>
[ModelName("none")]
public sealed record Clipping : IBoundManagement
{
    /// <summary>Has no parameters.</summary>
    public static Clipping Read(ModelNode node) => new();

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<Clipping> Examples => [new()];

    /// <inheritdoc/>
    public bool Repeats => false;
    /// <inheritdoc/>
    public float? Next(float scale, int reads, in InputSums x) => null;
}
