using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Networks;

/// <summary>The same learning rate from the first epoch to the last.</summary>
[ModelName("constant")]
public sealed record ConstantRate : ILearningRateSchedule
{
    /// <summary>Reads the schedule: no parameters.</summary>
    public static ConstantRate Read(ModelNode node) => new();

    /// <inheritdoc/>
    public double Factor(int epoch, int epochs) => 1;
}
