using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.HardwareAware;

/// <summary>
/// Each weight is 0 with probability p in a step, and the others are multiplied by 1/(1 − p), so that the mean is the clean weight
/// (L. Wan et al., Proc. ICML 28 (2013) 1058): cells that cannot be relied on.
/// </summary>
/// <param name="Probability">p in [0, 1).</param>
[ModelName("drop-connect")]
public sealed record DropConnect(double Probability) : IHardwareEffect
{
    /// <summary>Reads "probability".</summary>
    public static DropConnect Read(ModelNode node) => new((node ?? throw new ArgumentNullException(nameof(node))).Number("probability", new Interval(0, 1, true, false)));

    /// <summary>One for the tests of the family.</summary>
    public static IEnumerable<DropConnect> Examples => [new(0.1)];

    /// <inheritdoc/>
    public bool IsNone => Probability == 0;

    /// <inheritdoc/>
    public void Disturb(WeightDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var kept = (float)(1 / (1 - Probability));
        foreach (ref var w in draw.Weights.AsSpan()) w = draw.Random.NextDouble() < Probability ? 0 : kept * w;
    }
}
