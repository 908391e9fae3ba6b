namespace EcramSim.Learning.Networks;

/// <summary>The functions between layers, by the names of network files.</summary>
public static partial class Activation
{
    /// <summary>The valid names.</summary>
    public static IReadOnlyCollection<string> Names { get; } = ["relu", "sigmoid", "tanh"];
}
