namespace EcramSim.Studies.Crossbar;

/// <summary>What one ranged stage saw, layer by layer.</summary>
/// <param name="Key">Where its range stands in the array file, such as "adc_bound" or "output_stages[3].range".</param>
/// <param name="Before">The range in the file; null where it was a word.</param>
/// <param name="Layers">What came by in each layer and direction.</param>
/// <param name="Percentile">Percentage that the range holds.</param>
/// <param name="PerLayer">Whether each layer has its own range.</param>
public sealed record CalibratedStage(string Key, double? Before, IReadOnlyList<CalibratedLayer> Layers, double Percentile, bool PerLayer)
{
    /// <summary>The range that one layer asks for in one direction.</summary>
    public double Asked(int layer) => Quantile(Layers[layer].Sorted, Percentile / 100);

    /// <summary>The range of the file: that of the layer which asks for most, so that none loses more than was allowed.</summary>
    public double Range => Enumerable.Range(0, Layers.Count).Max(Asked);

    /// <summary>The range of a layer by itself: a converter serves both directions, so the larger counts.</summary>
    public double RangeOf(string name) => Enumerable.Range(0, Layers.Count).Where(k => Layers[k].Name == name).Max(Asked);

    /// <summary>The range that a layer has in the end.</summary>
    public double Set(int layer) => PerLayer ? RangeOf(Layers[layer].Name) : Range;

    /// <summary>Share of a layer's values beyond the range.</summary>
    public double Beyond(int layer)
    {
        var set = Set(layer);
        return Layers[layer].Sorted.Count(v => v > set) / (double)Layers[layer].Sorted.Length;
    }

    /// <summary>The smallest value with at least this share at or below it.</summary>
    public static double Quantile(float[] sorted, double share)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
