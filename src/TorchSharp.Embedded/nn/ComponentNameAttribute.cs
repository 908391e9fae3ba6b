namespace TorchSharp.Utils;

/// <summary>The name under which a field of a module is registered, when not its own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}
