namespace EcramSim.Learning.Algorithms;

/// <summary>The name by which <c>--algorithm</c> selects a rule of this folder: a record whose constructor has defaults for all parameters.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TrainingRuleAttribute(string name) : Attribute
{
    /// <summary>ASCII kebab-case, such as "sgd".</summary>
    public string Name { get; } = name;
}
