using MathNet.Numerics.Distributions;

namespace EcramSim.Studies.Statistics;

/// <summary>Mean of a few repetitions with the half-width of its 95 % confidence interval (Student's t; the seeds are the sample).</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="HalfWidth">t₀.₉₇₅(n−1)·s/√n; null for a single repetition, which has no interval.</param>
/// <param name="Count">Number of repetitions n.</param>
public sealed record MeanInterval(double Mean, double? HalfWidth, int Count)
{
    /// <summary>From at least one value.</summary>
    public static MeanInterval Of(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        var mean = values.Average();
        if (values.Count == 1) return new MeanInterval(mean, null, 1);
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        var t = StudentT.InvCDF(0, 1, values.Count - 1, 0.975);
        return new MeanInterval(mean, t * Math.Sqrt(variance / values.Count), values.Count);
    }
}
