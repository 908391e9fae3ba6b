using System.Reflection;
using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Algorithms;

/// <summary>The training rules that <c>--algorithm</c> selects: every class here with a <see cref="TrainingRuleAttribute"/>, found once.</summary>
public static class TrainingRules
{
    private static readonly Lazy<SortedDictionary<string, ConstructorInfo>> Makers = new(Find);

    /// <summary>The valid names, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Value.Keys;

    /// <summary>The optimizer of a rule for a model.</summary>
    /// <exception cref="InputException">Unknown rule.</exception>
    public static optim.Optimizer Create(string name, nn.Module model, double learningRate)
    {
        if (!Makers.Value.TryGetValue(name, out var make)) throw InputException.UnknownName("--algorithm", "training rule", name, Names);
        object?[] arguments = [model, learningRate, .. make.GetParameters().Skip(2).Select(p => p.DefaultValue)];
        return (optim.Optimizer)make.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static SortedDictionary<string, ConstructorInfo> Find()
    {
        var found = new SortedDictionary<string, ConstructorInfo>(StringComparer.Ordinal);
        foreach (var type in typeof(TrainingRules).Assembly.GetTypes())
            if (type.GetCustomAttribute<TrainingRuleAttribute>() is { } rule)
                found.Add(rule.Name, type.GetConstructors().Single(c => c.GetParameters() is [var model, var rate, ..]
                    && model.ParameterType == typeof(nn.Module) && rate.ParameterType == typeof(double)));
        return found;
    }
}
