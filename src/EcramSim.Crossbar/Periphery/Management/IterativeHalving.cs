using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>The vector is read again with half the input, a quarter, …, until no output reaches beyond the bound or the inputs fall under a quarter of the range in steps of the DAC.</summary>
/// <param name="MostRounds">Most repetitions of a vector; null: as many as the DAC allows (10 without one).</param>
[ModelName("iterative")]
public sealed record IterativeHalving(int? MostRounds = null) : IBoundManagement
{
    /// <summary>Reads "most_rounds" (a number, or "none" as where it is missing).</summary>
    public static IterativeHalving Read(ModelNode node) => new(node.Has("most_rounds") ? node.IntegerOrNone("most_rounds", 1, 30) : null);

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<IterativeHalving> Examples => [new(), new(1)];

    /// <inheritdoc/>
    public bool Repeats => true;
    /// <inheritdoc/>
    public float? Next(float scale, int reads, in InputSums x) => MostRounds is { } most && reads > most ? null : 2 * scale;
}
