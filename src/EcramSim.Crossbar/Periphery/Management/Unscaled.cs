using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>Inputs as they are: α = 1.</summary>
[ModelName("none")]
public sealed record Unscaled : INoiseManagement
{
    /// <summary>Has no parameters.</summary>
    public static Unscaled Read(ModelNode node) => new();

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<Unscaled> Examples => [new()];

    /// <inheritdoc/>
    public bool Scales => false;
    /// <inheritdoc/>
    public float Scale(in InputSums x, ref float memory) => 1;
}
