using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.HardwareAware;

namespace EcramSim.Learning.Networks;

/// <summary>How a network is trained unless told otherwise; each value carries its evidence in the network file.</summary>
/// <param name="Epochs">Passes over the training images, 1–100 000.</param>
/// <param name="Batch">Images per step, 1–65 536.</param>
/// <param name="LearningRate">Of the mean loss of a batch, in (0, 1000].</param>
/// <param name="Schedule">How it goes down.</param>
public sealed record TrainingDefaults(int Epochs, int Batch, double LearningRate, ILearningRateSchedule Schedule)
{
    /// <summary>Most passes that anything accepts.</summary>
    public const int MostEpochs = 100_000;
    /// <summary>Largest batch that anything accepts.</summary>
    public const int LargestBatch = 65_536;
    /// <summary>Allowed learning rates.</summary>
    public static Interval Rates { get; } = new(0, 1000, false, true);

    /// <summary>What training reads instead of the clean weights, where they are floating-point weights on tiles.</summary>
    public IReadOnlyList<IHardwareEffect> Effects { get; init; } = [];

    internal static TrainingDefaults Read(ModelNode node) => new(
        node.Integer("epochs", 1, MostEpochs), node.Integer("batch", 1, LargestBatch), node.Number("learning_rate", Rates),
        Catalogue<ILearningRateSchedule>.Read(node.Child("schedule")))
    {
        Effects = HardwareEffects.Read(node),
    };
}
