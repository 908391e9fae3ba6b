namespace EcramSim.Studies.Crossbar;

/// <summary>What one ranged stage saw, layer by layer.</summary>
/// <param name="Key">Where its range stands in the array file, such as "adc_bound" or "output_stages[3].range".</param>
/// <param name="Before">The range in the file; null where it was a word.</param>
/// <param name="Layers">Sorted magnitudes of each layer or matrix.</param>
/// <param name="Percentile">Percentage that the range holds.</param>
public sealed record CalibratedStage(string Key, double? Before, IReadOnlyList<(string Layer, float[] Sorted)> Layers, double Percentile)
{
    /// <summary>The range that each layer asks for.</summary>
    public IReadOnlyList<(string Layer, double Range)> Ranges { get; } = [.. Layers.Select(l => (l.Layer, Quantile(l.Sorted, Percentile / 100)))];

    /// <summary>The range of the file: that of the layer which asks for most, so that none loses more than was allowed.</summary>
    public double Range => Ranges.Max(r => r.Range);

    /// <summary>Share of a layer's values beyond the range.</summary>
    public double Beyond(int layer) => Layers[layer].Sorted.Count(v => v > Range) / (double)Layers[layer].Sorted.Length;

    /// <summary>The smallest value with at least this share at or below it.</summary>
    public static double Quantile(float[] sorted, double share)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
