namespace EcramSim.Learning.Algorithms;

/// <summary>Values of a rule's parameter that a search for learning rates tries beside its default: those that decide most.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TriedAttribute(params double[] values) : Attribute
{
    /// <summary>The values, ascending.</summary>
    public IReadOnlyList<double> Values { get; } = values;
}
