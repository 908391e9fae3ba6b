using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.Networks;

/// <summary>The learning rate of a training rule on a baseline, which has no file of its own: the network's file holds it. A rule that delays gradients needs another one than plain descent even on exact cells.</summary>
/// <param name="Hardware">Name of the baseline: float32, exact or ideal.</param>
/// <param name="Rate">Data, rule, rate, evidence.</param>
public sealed record BaselineRate(string Hardware, LearningRate Rate)
{
    /// <summary>Reads the array "learning_rates" of a network file; empty where the key is missing.</summary>
    /// <param name="network">The document.</param>
    /// <param name="id">Id of the network.</param>
    /// <exception cref="InputException">A name that is no baseline's; a rate that is not positive.</exception>
    internal static IReadOnlyList<BaselineRate> ReadAll(ModelNode network, string id)
    {
        var result = new List<BaselineRate>();
        foreach (var node in network.Children("learning_rates"))
        {
            var (hardware, data, algorithm) = (node.Choice("hardware", [.. Training.Hardware.Baselines.Select(b => b.Name)]), node.Text("data"), node.Text("algorithm", "sgd"));
            var rate = node.Number("learning_rate", Interval.Positive);
            var evidence = node.Parameters[^1];
            result.Add(new BaselineRate(hardware, new LearningRate(id, data, algorithm, rate, evidence.Status, evidence.Source, node.Text("parameters", ""), node.Text("scaling", ""), node.Has("first") ? node.Count("first", 1, int.MaxValue) : null)));
        }
        return result;
    }
}
