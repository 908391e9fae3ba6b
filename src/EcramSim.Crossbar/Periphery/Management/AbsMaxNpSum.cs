using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>
/// α = max(max|x|, w·max(Σx⁺, Σx⁻)/bound): the worst that weights of one size w can bring just passes the bound of the outputs, so that one read does, at
/// the price of smaller inputs. Backward as <see cref="AbsMax"/>.
/// </summary>
/// <param name="AssumedWeight">w, in units of the half window.</param>
[ModelName("abs-max-np-sum")]
public sealed record AbsMaxNpSum(double AssumedWeight) : INoiseManagement
{
    /// <summary>Default of <see cref="AssumedWeight"/>: to what the weights of a layer are scaled at first.</summary>
    public const double UsualWeight = 0.6;

    /// <summary>Reads "assumed_weight" (0.6).</summary>
    public static AbsMaxNpSum Read(ModelNode node) => new(node.Number("assumed_weight", new Interval(0, 100, false, true), UsualWeight));

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<AbsMaxNpSum> Examples => [new(0.6)];

    /// <inheritdoc/>
    public bool Scales => true;
    /// <inheritdoc/>
    public bool NeedsSums => true;
    /// <inheritdoc/>
    public float Scale(in InputSums x, ref float memory) => x.IsBackward ? x.Largest : x.WorstCase(AssumedWeight);
}
