using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.HardwareAware;

/// <summary>Normal noise in proportion to each weight: w·(1 + σξ).</summary>
/// <param name="Sigma">σ ≥ 0.</param>
[ModelName("relative-noise")]
public sealed record RelativeNoise(double Sigma) : IHardwareEffect
{
    /// <summary>Reads "sigma".</summary>
    public static RelativeNoise Read(ModelNode node) => new((node ?? throw new ArgumentNullException(nameof(node))).Number("sigma", Interval.Closed(0, 10)));

    /// <summary>One for the tests of the family.</summary>
    public static IEnumerable<RelativeNoise> Examples => [new(0.1)];

    /// <inheritdoc/>
    public bool IsNone => Sigma == 0;

    /// <inheritdoc/>
    public void Disturb(WeightDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        foreach (ref var w in draw.Weights.AsSpan()) w *= (float)(1 + Sigma * draw.Random.NextNormal());
    }
}
