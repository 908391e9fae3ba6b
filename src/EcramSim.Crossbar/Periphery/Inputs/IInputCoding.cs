namespace EcramSim.Crossbar.Periphery.Inputs;

/// <summary>
/// How a digital input reaches its line: x ≈ Σ_c f_c x_c over one or more cycles of the array. Selected in an array file by "law" in "inputs".
/// A new coding is one file with a <c>[ModelName]</c>.
/// </summary>
public interface IInputCoding
{
    /// <summary>Cycles of the array per vector.</summary>
    int Cycles { get; }

    /// <summary>Whether the results of the cycles are added before the output stages, by charge, instead of after them, digitally.</summary>
    bool AddsBeforeOutput { get; }

    /// <summary>Bits of the input that reach the array; null where it is analog.</summary>
    int? Bits { get; }

    /// <summary>f_c.</summary>
    double Factor(int cycle);

    /// <summary>What the lines carry in one cycle.</summary>
    /// <param name="x">Inputs, ±1; what lies outside takes the edge where the coding cannot hold it.</param>
    /// <param name="cycle">0 … <see cref="Cycles"/> − 1.</param>
    /// <param name="lines">As many as inputs.</param>
    void Encode(ReadOnlySpan<float> x, int cycle, Span<float> lines);
}
