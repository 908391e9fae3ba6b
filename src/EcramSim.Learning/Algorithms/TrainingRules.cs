namespace EcramSim.Learning.Algorithms;

/// <summary>The training rules that <c>--algorithm</c> selects.</summary>
public static class TrainingRules
{
    /// <summary>The valid names, sorted.</summary>
    public static IReadOnlyCollection<string> Names { get; } = ["sgd"];
}
