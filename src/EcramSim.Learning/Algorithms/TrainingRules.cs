using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Algorithms;

/// <summary>The training rules that <c>--algorithm</c> selects: one file in this folder and one line here each.</summary>
public static class TrainingRules
{
    private static readonly SortedDictionary<string, Func<nn.Module, double, optim.Optimizer>> Makers = new(StringComparer.Ordinal)
    {
        ["sgd"] = (model, rate) => new AnalogSGD(model, rate),
    };

    /// <summary>The valid names, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>The optimizer of a rule for a model.</summary>
    /// <exception cref="InputException">Unknown rule.</exception>
    public static optim.Optimizer Create(string name, nn.Module model, double learningRate) =>
        Makers.TryGetValue(name, out var make) ? make(model, learningRate) : throw InputException.UnknownName("--algorithm", "training rule", name, Names);
}
