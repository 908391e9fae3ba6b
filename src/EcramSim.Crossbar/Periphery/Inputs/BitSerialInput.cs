using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Inputs;

/// <summary>
/// Bit after bit: n = round(x·(2^(b−1) − 1)), sign and b − 1 bits of magnitude; in cycle c every line carries its sign where bit c is set, so lines need no
/// converter. Results are weighed by 2^c and added digitally after the output stages, or by charge before them. The input is that of a
/// <see cref="Stages.UniformConverter"/> of b bits.
/// </summary>
/// <param name="Bits">b, 2 … 16.</param>
/// <param name="AddsBeforeOutput">By charge ("analog") instead of digitally.</param>
[ModelName("bit-serial")]
public sealed record BitSerialInput(int Bits, bool AddsBeforeOutput) : IInputCoding
{
    /// <summary>Reads "bits" and "accumulation": digital or analog.</summary>
    public static BitSerialInput Read(ModelNode node) =>
        new(node.Integer("bits", 2, 16), node.Choice("accumulation", ["digital", "analog"]) == "analog");

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<BitSerialInput> Examples => [new(7, false), new(5, true)];

    /// <inheritdoc/>
    public int Cycles => Bits - 1;

    int? IInputCoding.Bits => Bits;

    private float Levels => (1 << (Bits - 1)) - 1;

    /// <inheritdoc/>
    public double Factor(int cycle) => (1 << cycle) / (double)Levels;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> x, int cycle, Span<float> lines)
    {
        for (var j = 0; j < x.Length; j++)
        {
            var n = (int)MathF.Round(MathF.Max(-1, MathF.Min(1, x[j])) * Levels);
            lines[j] = ((Math.Abs(n) >> cycle) & 1) == 0 ? 0 : MathF.Sign(n);
        }
    }
}
