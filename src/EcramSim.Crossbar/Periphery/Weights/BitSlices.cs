using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Weights;

/// <summary>
/// A weight in several cells of few states: the code round((w + window)/(2·window)·(2^(bn) − 1)) cut into n digits of b bits, a plane each, least
/// significant first; the digital side weighs the planes by 2^(bk) and takes off the reference line. What is read is the weight rounded to 2^(bn) states.
/// </summary>
/// <param name="BitsPerCell">b, 1 … 8.</param>
/// <param name="Cells">n, 1 … 16; b·n at most 24.</param>
[ModelName("bit-slices")]
public sealed record BitSlices(int BitsPerCell, int Cells) : IWeightPlacement
{
    /// <summary>Reads "bits_per_cell" and "cells".</summary>
    public static BitSlices Read(ModelNode node)
    {
        var law = new BitSlices(node.Integer("bits_per_cell", 1, 8), node.Integer("cells", 1, 16));
        return law.BitsPerCell * law.Cells <= 24 ? law : throw node.Error("cells", $"{law.Cells} cells of {law.BitsPerCell} bits are {law.Cells * law.BitsPerCell} bits; at most 24 are kept");
    }

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<BitSlices> Examples => [new(2, 4), new(1, 8)];

    /// <inheritdoc/>
    public int Planes => Cells;
    /// <inheritdoc/>
    public bool HasReferenceLine => true;

    private int Largest => (1 << (BitsPerCell * Cells)) - 1;
    private int LargestDigit => (1 << BitsPerCell) - 1;

    /// <inheritdoc/>
    public double Factor(int plane) => 2.0 * LargestDigit / Largest * (1 << (BitsPerCell * plane));

    /// <inheritdoc/>
    public void Place(ReadOnlySpan<float> weights, float window, int plane, Span<float> cells)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var share = Math.Clamp((weights[i] + window) / (2.0 * window), 0, 1);
            var code = (int)Math.Round(share * Largest);
            cells[i] = window * ((code >> (BitsPerCell * plane)) & LargestDigit) / LargestDigit;
        }
    }
}
