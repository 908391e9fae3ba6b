using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.Networks;

/// <summary>The learning rate as it is for the first part of the epochs, then multiplied by one factor: steps get small once the loss is.</summary>
/// <param name="After">Fraction of the epochs before the step, in (0, 1).</param>
/// <param name="Rest">Factor for the epochs after it, in (0, 1].</param>
[ModelName("step-decay")]
public sealed record StepDecay(double After, double Rest) : ILearningRateSchedule
{
    /// <summary>Reads "after" and "factor".</summary>
    public static StepDecay Read(ModelNode node) =>
        new(node.Number("after", Interval.Fraction), node.Number("factor", new Interval(0, 1, false, true)));

    /// <inheritdoc/>
    public double Factor(int epoch, int epochs) => epoch <= After * epochs ? 1 : Rest;
}
