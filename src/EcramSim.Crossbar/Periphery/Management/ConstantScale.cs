using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>α is a number: inputs beyond it are clipped where they are converted, and nothing has to be looked for. Errors on their way back are of quite another size.</summary>
/// <param name="Forward">α of forward reads.</param>
/// <param name="Backward">α of transposed reads; null: max|d|.</param>
[ModelName("constant")]
public sealed record ConstantScale(double Forward, double? Backward) : INoiseManagement
{
    /// <summary>Reads "scale" and "backward_scale" (a number, or "none" for max|d|, as where it is missing).</summary>
    public static ConstantScale Read(ModelNode node) =>
        new(node.Number("scale", Interval.Positive), node.Has("backward_scale") ? node.NumberOrNone("backward_scale", Interval.Positive) : null);

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<ConstantScale> Examples => [new(0.8, null), new(2, 0.5)];

    /// <inheritdoc/>
    public bool Scales => true;
    /// <inheritdoc/>
    public float Scale(in InputSums x, ref float memory) => !x.IsBackward ? (float)Forward : Backward is { } scale ? (float)scale : x.Largest;
}
