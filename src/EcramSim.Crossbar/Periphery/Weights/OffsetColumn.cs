using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Weights;

/// <summary>
/// One cell per weight, g = (window + w)/2, and one line of cells at half the window for the whole array: w x = 2(g x − x̄·window/2). The
/// reference line is driven, read and converted as every other.
/// </summary>
[ModelName("offset")]
public sealed record OffsetColumn : IWeightPlacement
{
    /// <summary>Has no parameters.</summary>
    public static OffsetColumn Read(ModelNode node) => new();

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<OffsetColumn> Examples => [new()];

    /// <inheritdoc/>
    public int Planes => 1;
    /// <inheritdoc/>
    public bool HasReferenceLine => true;
    /// <inheritdoc/>
    public double Factor(int plane) => 2;

    /// <inheritdoc/>
    public void Place(ReadOnlySpan<float> weights, float window, int plane, Span<float> cells)
    {
        for (var i = 0; i < weights.Length; i++) cells[i] = 0.5f * (window + weights[i]);
    }
}
