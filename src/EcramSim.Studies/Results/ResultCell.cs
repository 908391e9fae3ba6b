using EcramSim.Studies.Statistics;
using EcramSim.Studies.Trainings;

namespace EcramSim.Studies.Results;

/// <summary>One cell of a table: a device and a rule at one batch, over the seeds.</summary>
/// <param name="Task">The task.</param>
/// <param name="Device">Name of the device or baseline.</param>
/// <param name="Rule">The rule, with its parameters where they are not its defaults.</param>
/// <param name="Batch">Images per step.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="IsFound">Whether the rate was found for this device and rule; else it is the network's.</param>
/// <param name="Scaling">Scaling of the first weights.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Trainings">What each seed gave.</param>
/// <param name="Keys">What each of these trainings is known by: the first 16 digits of its identity's hash, as the files of a store are named.</param>
/// <param name="Peer">The figure it is compared with; null for a cell of the tables.</param>
public sealed record ResultCell(TableTask Task, string Device, string Rule, int Batch, double Rate, bool IsFound, string Scaling, IReadOnlyList<ulong> Seeds, IReadOnlyList<StoredTraining> Trainings, IReadOnlyList<string> Keys, PeerFigure? Peer = null)
{
    /// <summary>Test accuracy over the seeds, 0 to 1; null where one of them diverged.</summary>
    public MeanInterval? Accuracy => Trainings.All(t => t.Test is not null) ? MeanInterval.Of([.. Trainings.Select(t => t.Test!.Value)]) : null;
}
