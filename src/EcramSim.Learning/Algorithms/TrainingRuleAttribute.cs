namespace EcramSim.Learning.Algorithms;

/// <summary>
/// The name by which <c>--algorithm</c> selects an optimizer of this folder. The class has a public constructor whose first two
/// parameters are the model and the learning rate; the others have defaults.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TrainingRuleAttribute(string name) : Attribute
{
    /// <summary>ASCII kebab-case, such as "sgd".</summary>
    public string Name { get; } = name;
}
