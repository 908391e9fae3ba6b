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

    /// <summary>A rule with its default parameters.</summary>
    /// <exception cref="InputException">Unknown rule.</exception>
    public static ITrainingRule Of(string name)
    {
        if (!Makers.Value.TryGetValue(name, out var make)) throw InputException.UnknownName("--algorithm", "training rule", name, Names);
        return (ITrainingRule)make.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. make.GetParameters().Select(p => p.DefaultValue)], null);
    }

    /// <summary>The optimizer of a rule for a model.</summary>
    /// <exception cref="InputException">Unknown rule.</exception>
    public static optim.Optimizer Create(string name, nn.Module model, double learningRate) => new AnalogSGD(model, learningRate, rule: Of(name));

    private static SortedDictionary<string, ConstructorInfo> Find()
    {
        var found = new SortedDictionary<string, ConstructorInfo>(StringComparer.Ordinal);
        foreach (var type in typeof(TrainingRules).Assembly.GetTypes())
            if (type.GetCustomAttribute<TrainingRuleAttribute>() is { } rule)
                found.Add(rule.Name, type.GetConstructors().Single(c => c.GetParameters().All(p => p.HasDefaultValue)));
        return found;
    }
}
