namespace EcramSim.Insertion.Models;

/// <summary>The name by which a model file selects a law. The type also has <c>public static TSelf Read(ModelNode node)</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ModelNameAttribute(string name) : Attribute
{
    /// <summary>ASCII kebab-case, such as "butler-volmer".</summary>
    public string Name { get; } = name;
}
