using EcramSim.Studies.Fit.Laws;
using MathNet.Numerics.Distributions;

namespace EcramSim.Studies.Fit;

/// <summary>
/// Probability of measured pulses under a law: the true state moves by steps with noise of their own, each reading adds read noise. An
/// extended Kalman filter predicts reading by reading, so that the noise that two neighbouring differences share is not counted twice
/// (docs/physics.md, equation 5.8). Each branch starts anew at its first reading.
/// </summary>
internal static class PulseLikelihood
{
    // Variance below which readings are taken for exact, in units of the squared range.
    private const double Floor = 1e-14;

    /// <summary>Fills innovations and their variances, one per step, and returns −ln L without its constant.</summary>
    /// <param name="branches">The readings.</param>
    /// <param name="law">The law.</param>
    /// <param name="readNoise">Standard deviation of a reading.</param>
    /// <param name="innovations">Reading less prediction.</param>
    /// <param name="variances">Of that difference.</param>
    /// <param name="cuts">Counts the pulses that the lower and the upper end cut; may be null.</param>
    internal static double Evaluate(IReadOnlyList<MeasuredBranch> branches, IStepLaw law, double readNoise, Span<double> innovations, Span<double> variances, int[]? cuts = null)
    {
        var read = readNoise * readNoise + Floor;
        var sum = 0.0;
        var k = 0;
        var h = 1e-4 * (law.Maximum - law.Minimum);
        foreach (var branch in branches)
        {
            var (state, variance) = (branch.Values[0], read);
            for (var i = 1; i < branch.Values.Length; i++, k++)
            {
                for (var pulse = branch.Counts[i]; pulse > 0; pulse--)
                {
                    var slope = (law.Step(state + h, branch.Up) - law.Step(state - h, branch.Up)) / (2 * h);
                    var noise = law.Noise(state, branch.Up);
                    variance = variance * (1 + slope) * (1 + slope) + noise * noise;
                    state += law.Step(state, branch.Up);
                    if (cuts is not null && law.Cuts(branch.Up) && (branch.Up ? state > law.Maximum : state < law.Minimum)) cuts[branch.Up ? 1 : 0]++;
                    if (law.Cuts(branch.Up)) (state, variance) = Cut(state, variance, branch.Up ? law.Maximum : law.Minimum, branch.Up);
                }
                var (v, s) = (branch.Values[i] - state, variance + read);
                if (!double.IsFinite(v) || !double.IsFinite(s)) (v, s) = (1e6, 1);
                (innovations[k], variances[k]) = (v, s);
                sum += 0.5 * (v * v / s + Math.Log(s));
                var gain = variance / s;
                state += gain * v;
                if (!double.IsFinite(state)) state = branch.Values[i];
                variance *= 1 - gain;
            }
        }
        return sum;
    }

    // Mean and variance of a normal variable of which a bound cuts what goes beyond: it piles up at the bound.
    private static (double Mean, double Variance) Cut(double mean, double variance, double bound, bool above)
    {
        var sigma = Math.Sqrt(variance + Floor);
        // From the bound, negative inside.
        var m = above ? mean - bound : bound - mean;
        var z = m / sigma;
        if (z < -8) return (mean, variance);
        var inside = Normal.CDF(0, 1, -z);
        var density = sigma * Normal.PDF(0, 1, z);
        var first = m * inside - density;
        var second = (m * m + sigma * sigma) * inside - m * density;
        return (above ? bound + first : bound - first, Math.Max(second - first * first, 0));
    }
}
