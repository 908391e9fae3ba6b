using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>The vector is read once more at the scale of <see cref="AbsMaxNpSum"/>: two reads at most. Where that is no larger, outputs stay clipped.</summary>
/// <param name="AssumedWeight">Size of the weights, in units of the half window.</param>
[ModelName("worst-case")]
public sealed record WorstCaseRepeat(double AssumedWeight) : IBoundManagement
{
    /// <summary>Reads "assumed_weight" (0.6).</summary>
    public static WorstCaseRepeat Read(ModelNode node) => new(node.Number("assumed_weight", new Interval(0, 100, false, true), AbsMaxNpSum.UsualWeight));

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<WorstCaseRepeat> Examples => [new(0.6)];

    /// <inheritdoc/>
    public bool Repeats => true;
    /// <inheritdoc/>
    public bool NeedsSums => true;
    /// <inheritdoc/>
    public float? Next(float scale, int reads, in InputSums x) => reads == 1 && x.WorstCase(AssumedWeight) is var worst && worst > scale ? worst : null;
}
