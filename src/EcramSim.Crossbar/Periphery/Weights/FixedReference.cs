using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Weights;

/// <summary>One cell per weight against a fixed reference current: the cell is the weight.</summary>
[ModelName("fixed-reference")]
public sealed record FixedReference : IWeightPlacement
{
    /// <summary>Has no parameters.</summary>
    public static FixedReference Read(ModelNode node) => new();

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<FixedReference> Examples => [new()];

    /// <inheritdoc/>
    public int Planes => 1;
    /// <inheritdoc/>
    public bool HasReferenceLine => false;
    /// <inheritdoc/>
    public double Factor(int plane) => 1;
    /// <inheritdoc/>
    public void Place(ReadOnlySpan<float> weights, float window, int plane, Span<float> cells) => weights.CopyTo(cells);
}
