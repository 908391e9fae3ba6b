using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>α = max|x| of each vector: no input is ever clipped, and reads are homogeneous.</summary>
[ModelName("abs-max")]
public sealed record AbsMax : INoiseManagement
{
    /// <summary>Has no parameters.</summary>
    public static AbsMax Read(ModelNode node) => new();

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<AbsMax> Examples => [new()];

    /// <inheritdoc/>
    public bool Scales => true;
    /// <inheritdoc/>
    public float Scale(in InputSums x, ref float memory) => x.Largest;
}
