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
public sealed record LearningRate(string Network, string Data, string Algorithm, double Rate, string Status, string Source, string Parameters = "", string Scaling = "")
{
    /// <summary>Reads the array "learning_rates" of a device file; empty where the key is missing.</summary>
    public static IReadOnlyList<LearningRate> ReadAll(ModelNode device)
    {
        var result = new List<LearningRate>();
        foreach (var node in device.Children("learning_rates"))
        {
            var (network, data, algorithm) = (node.Text("network"), node.Text("data"), node.Text("algorithm", "sgd"));
            var rate = node.Number("learning_rate", Interval.Positive);
            var evidence = node.Parameters[^1];
            result.Add(new LearningRate(network, data, algorithm, rate, evidence.Status, evidence.Source, node.Text("parameters", ""), node.Text("scaling", "")));
        }
        return result;
    }
}
