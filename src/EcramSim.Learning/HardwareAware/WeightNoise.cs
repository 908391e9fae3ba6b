using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.HardwareAware;

/// <summary>Normal noise on every weight, relative to the largest of its layer: w + σ·max|w|·ξ (V. Joshi et al., Nat. Commun. 11 (2020) 2473).</summary>
/// <param name="Sigma">σ ≥ 0.</param>
[ModelName("weight-noise")]
public sealed record WeightNoise(double Sigma) : IHardwareEffect
{
    /// <summary>Reads "sigma".</summary>
    public static WeightNoise Read(ModelNode node) => new((node ?? throw new ArgumentNullException(nameof(node))).Number("sigma", Interval.Closed(0, 10)));

    /// <summary>One for the tests of the family.</summary>
    public static IEnumerable<WeightNoise> Examples => [new(0.05)];

    /// <inheritdoc/>
    public bool IsNone => Sigma == 0;

    /// <inheritdoc/>
    public void Disturb(WeightDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var sigma = Sigma * draw.Largest();
        foreach (ref var w in draw.Weights.AsSpan()) w += (float)(sigma * draw.Random.NextNormal());
    }
}
