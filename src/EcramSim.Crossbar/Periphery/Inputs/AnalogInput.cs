using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Inputs;

/// <summary>One cycle, the line carries the input as it is.</summary>
[ModelName("analog")]
public sealed record AnalogInput : IInputCoding
{
    /// <summary>Has no parameters.</summary>
    public static AnalogInput Read(ModelNode node) => new();

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<AnalogInput> Examples => [new()];

    /// <inheritdoc/>
    public int Cycles => 1;
    /// <inheritdoc/>
    public int? Bits => null;
    /// <inheritdoc/>
    public bool AddsBeforeOutput => false;
    /// <inheritdoc/>
    public double Factor(int cycle) => 1;
    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> x, int cycle, Span<float> lines) => x.CopyTo(lines);
}
