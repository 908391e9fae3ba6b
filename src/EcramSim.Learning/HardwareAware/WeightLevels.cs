using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.HardwareAware;

/// <summary>Weights on 2^b − 1 levels of equal distance between ± the largest of the layer, 0 among them; each takes the nearest (halves away from 0).</summary>
/// <param name="Bits">b from 2 to 16; null: no levels.</param>
[ModelName("weight-levels")]
public sealed record WeightLevels(int? Bits) : IHardwareEffect
{
    /// <summary>Reads "bits", a number or "none".</summary>
    public static WeightLevels Read(ModelNode node) => new((node ?? throw new ArgumentNullException(nameof(node))).IntegerOrNone("bits", 2, 16));

    /// <summary>One for the tests of the family.</summary>
    public static IEnumerable<WeightLevels> Examples => [new(4)];

    /// <inheritdoc/>
    public bool IsNone => Bits is null;

    /// <inheritdoc/>
    public void Disturb(WeightDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var largest = draw.Largest();
        if (largest == 0) return;
        var step = largest / ((1 << (Bits!.Value - 1)) - 1);
        foreach (ref var w in draw.Weights.AsSpan()) w = step * MathF.Round(w / step, MidpointRounding.AwayFromZero);
    }
}
