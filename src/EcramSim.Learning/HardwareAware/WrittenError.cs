using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.HardwareAware;

/// <summary>
/// What programming will leave wrong, by the law of array files (w + (σ_a + σ_r|w|)ξ, limited to the window), for weights that are programmed with the largest of
/// the layer at the end of the window: σ_a is relative to that largest.
/// </summary>
/// <param name="Absolute">σ_a ≥ 0, in units of the window's half-width.</param>
/// <param name="Relative">σ_r ≥ 0.</param>
[ModelName("programming-error")]
public sealed record WrittenError(double Absolute, double Relative) : IHardwareEffect
{
    /// <summary>Reads "absolute" and "relative", each 0 where it is missing.</summary>
    public static WrittenError Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(node.Number("absolute", Interval.Closed(0, 1), 0), node.Number("relative", Interval.Closed(0, 1), 0));
    }

    /// <summary>One for the tests of the family.</summary>
    public static IEnumerable<WrittenError> Examples => [new(0.02, 0.05)];

    /// <inheritdoc/>
    public bool IsNone => Absolute == 0 && Relative == 0;

    /// <inheritdoc/>
    public void Disturb(WeightDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var window = draw.Largest();
        foreach (ref var w in draw.Weights.AsSpan())
            w = (float)Math.Clamp(w + (Absolute * window + Relative * Math.Abs(w)) * draw.Random.NextNormal(), -window, window);
    }
}
