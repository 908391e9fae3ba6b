using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>α ← (1 − decay)·α + decay·max|x| over the vectors that a tile reads in a direction, beginning with max|x| of the first; vectors of zeros do not count. What lies beyond α is clipped where it is converted.</summary>
/// <param name="Decay">Part of the newest vector.</param>
[ModelName("average-abs-max")]
public sealed record AverageAbsMax(double Decay) : INoiseManagement
{
    private const double UsualDecay = 0.01;

    /// <summary>Reads "decay" (0.01).</summary>
    public static AverageAbsMax Read(ModelNode node) => new(node.Number("decay", new Interval(0, 1, false, true), UsualDecay));

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<AverageAbsMax> Examples => [new(0.3), new(1)];

    /// <inheritdoc/>
    public bool Scales => true;
    /// <inheritdoc/>
    public bool Remembers => true;
    /// <inheritdoc/>
    public float Scale(in InputSums x, ref float memory) => memory = memory == 0 ? x.Largest : (float)((1 - Decay) * memory + Decay * x.Largest);
}
