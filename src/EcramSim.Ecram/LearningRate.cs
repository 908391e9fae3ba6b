using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram;

/// <summary>The learning rate that suits a device for one network, data set and algorithm, with its evidence.</summary>
/// <param name="Network">Id of the network file.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Algorithm">Training rule, such as "sgd".</param>
/// <param name="Rate">Learning rate, &gt; 0.</param>
/// <param name="Status">measured, fitted, estimated, or set from the command line.</param>
/// <param name="Source">Where the value comes from.</param>
/// <param name="Parameters">Parameters of the rule that the rate was found with, as the command line writes them ("transfer_rate=0.1"); empty for its defaults.</param>
/// <param name="Scaling">Scaling of the first weights that it was found with, as the command line writes it ("omega:0.2"); empty for the default.</param>
/// <param name="First">Training images that it was found with, where these were the first so many of the data set; null for all of them.</param>
public sealed record LearningRate(string Network, string Data, string Algorithm, double Rate, string Status, string Source, string Parameters = "", string Scaling = "", int? First = null)
{
    /// <summary>The one that suits so many training images best: found with exactly these; else with the whole data set; else with the most. Null of none.</summary>
    public static LearningRate? For(int? images, IEnumerable<LearningRate> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        LearningRate[] all = [.. rates];
        return all.FirstOrDefault(r => r.First is not null && r.First == images) ?? all.FirstOrDefault(r => r.First is null) ?? all.MaxBy(r => r.First);
    }

    /// <summary>Reads the array "learning_rates" of a device file; empty where the key is missing.</summary>
    public static IReadOnlyList<LearningRate> ReadAll(ModelNode device)
    {
        var result = new List<LearningRate>();
        foreach (var node in device.Children("learning_rates"))
        {
            var (network, data, algorithm) = (node.Text("network"), node.Text("data"), node.Text("algorithm", "sgd"));
            var rate = node.Number("learning_rate", Interval.Positive);
            var evidence = node.Parameters[^1];
            result.Add(new LearningRate(network, data, algorithm, rate, evidence.Status, evidence.Source, node.Text("parameters", ""), node.Text("scaling", ""), node.Has("first") ? node.Count("first", 1, int.MaxValue) : null));
        }
        return result;
    }
}
