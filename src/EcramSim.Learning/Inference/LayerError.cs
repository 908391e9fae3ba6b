namespace EcramSim.Learning.Inference;

/// <summary>How far the weights of a layer are from what they should be, in units of the window of the cells (±1 are its ends).</summary>
/// <param name="Layer">Name of the tile's layer.</param>
/// <param name="Cells">Number of weights.</param>
/// <param name="RootMeanSquare">Of held − wanted.</param>
/// <param name="Mean">Of held − wanted.</param>
/// <param name="Drift">Root mean square of held now − held when they were new.</param>
/// <param name="MeanDrift">Mean of it.</param>
public sealed record LayerError(string Layer, int Cells, double RootMeanSquare, double Mean, double Drift, double MeanDrift)
{
    /// <summary>Of these weights.</summary>
    internal static LayerError Of(string layer, ReadOnlySpan<float> wanted, ReadOnlySpan<float> written, ReadOnlySpan<float> held)
    {
        double error = 0, errors = 0, drift = 0, drifts = 0;
        for (var k = 0; k < held.Length; k++)
        {
            double e = held[k] - wanted[k], d = held[k] - written[k];
            (error, errors, drift, drifts) = (error + e, errors + e * e, drift + d, drifts + d * d);
        }
        var n = held.Length;
        return new LayerError(layer, n, Math.Sqrt(errors / n), error / n, Math.Sqrt(drifts / n), drift / n);
    }

    /// <summary>All layers as one.</summary>
    public static LayerError All(IReadOnlyList<LayerError> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var cells = layers.Sum(l => l.Cells);
        double Mean(Func<LayerError, double> of) => layers.Sum(l => l.Cells * of(l)) / cells;
        return new LayerError("all", cells, Math.Sqrt(Mean(l => l.RootMeanSquare * l.RootMeanSquare)), Mean(l => l.Mean), Math.Sqrt(Mean(l => l.Drift * l.Drift)), Mean(l => l.MeanDrift));
    }
}
