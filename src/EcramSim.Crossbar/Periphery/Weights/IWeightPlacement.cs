namespace EcramSim.Crossbar.Periphery.Weights;

/// <summary>
/// How a weight is placed in cells: W x = Σ_p F_p·(P_p x − r x̄), planes P_p of cells, x̄ the sum of the inputs and r the cells of a reference
/// line (0 without one). Selected in an array file by "law" in "weights". A new placement is one file with a <c>[ModelName]</c>.
/// </summary>
public interface IWeightPlacement
{
    /// <summary>Cells per weight.</summary>
    int Planes { get; }

    /// <summary>Whether outputs are taken against a line of cells at half the window.</summary>
    bool HasReferenceLine { get; }

    /// <summary>F_p, what the digital side multiplies the result of plane <paramref name="plane"/> by.</summary>
    double Factor(int plane);

    /// <summary>The cells of one plane, in units of weight.</summary>
    /// <param name="weights">The weights, within ± the window; what lies outside takes its edge where cells cannot hold it.</param>
    /// <param name="window">Largest magnitude of a weight: cells hold 0 … window (−window … window against a fixed reference).</param>
    /// <param name="plane">0 … <see cref="Planes"/> − 1.</param>
    /// <param name="cells">As many as weights.</param>
    void Place(ReadOnlySpan<float> weights, float window, int plane, Span<float> cells);
}
