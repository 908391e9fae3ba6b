using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Weights;

/// <summary>
/// Two cells per weight, w = g⁺ − g⁻, each plane with converters of its own. One-sided: g± = max(±w, 0), the other cell at 0. Balanced:
/// g± = (window ± w)/2, so that both cells stand around the middle of their range.
/// </summary>
/// <param name="IsBalanced">Balanced instead of one-sided.</param>
[ModelName("pair")]
public sealed record DifferentialPair(bool IsBalanced) : IWeightPlacement
{
    /// <summary>Reads "form": one-sided or balanced.</summary>
    public static DifferentialPair Read(ModelNode node) => new(node.Choice("form", ["one-sided", "balanced"]) == "balanced");

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<DifferentialPair> Examples => [new(false), new(true)];

    /// <inheritdoc/>
    public int Planes => 2;
    /// <inheritdoc/>
    public bool HasReferenceLine => false;
    /// <inheritdoc/>
    public double Factor(int plane) => plane == 0 ? 1 : -1;

    /// <inheritdoc/>
    public void Place(ReadOnlySpan<float> weights, float window, int plane, Span<float> cells)
    {
        var sign = plane == 0 ? 1f : -1f;
        for (var i = 0; i < weights.Length; i++)
            cells[i] = IsBalanced ? 0.5f * (window + sign * weights[i]) : MathF.Max(sign * weights[i], 0);
    }
}
