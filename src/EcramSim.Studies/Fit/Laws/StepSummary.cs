namespace EcramSim.Studies.Fit.Laws;

/// <summary>First glance at measured pulses: straight lines through step against state, and the two kinds of noise, where a search begins.</summary>
/// <param name="Minimum">Lower end of the readings.</param>
/// <param name="Maximum">Upper end.</param>
/// <param name="Up">Step at the middle of the range and its slope, potentiation.</param>
/// <param name="Down">The same, depression (negative step).</param>
/// <param name="RelativeNoise">Standard deviation of a step over its mean.</param>
/// <param name="ReadNoise">Standard deviation of a reading.</param>
public sealed record StepSummary(double Minimum, double Maximum, (double Step, double Slope) Up, (double Step, double Slope) Down, double RelativeNoise, double ReadNoise)
{
    /// <summary>Middle of the range.</summary>
    public double Centre => 0.5 * (Minimum + Maximum);

    /// <summary>Width of the range.</summary>
    public double Range => Maximum - Minimum;

    /// <summary>Looks at the branches.</summary>
    public static StepSummary Of(IReadOnlyList<MeasuredBranch> branches)
    {
        // Ends as the means of the last few readings of each branch: one noisy reading is no bound.
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var b in branches)
        {
            var few = Math.Min(3, b.Values.Length);
            for (var i = 0; i + few <= b.Values.Length; i++)
            {
                var mean = b.Values.AsSpan(i, few).ToArray().Average();
                (low, high) = (Math.Min(low, mean), Math.Max(high, mean));
            }
        }
        if (!(high > low)) (low, high) = (branches.Min(b => b.Values.Min()), branches.Max(b => b.Values.Max()));
        var centre = 0.5 * (low + high);
        var up = Line(branches, true, centre, high - low);
        var down = Line(branches, false, centre, high - low);
        // Neighbouring differences share a reading: their covariance is minus the variance of one.
        double variance = 0, covariance = 0, count = 0;
        foreach (var b in branches)
        {
            var line = b.Up ? up : down;
            double? last = null;
            for (var i = 1; i < b.Values.Length; i++)
            {
                var r = (b.Values[i] - b.Values[i - 1]) / b.Counts[i] - line.Step - line.Slope * (0.5 * (b.Values[i] + b.Values[i - 1]) - centre);
                variance += r * r;
                if (last is { } l) covariance += r * l;
                last = r;
                count++;
            }
        }
        variance /= count;
        var read = Math.Sqrt(Math.Max(-covariance / count, 1e-4 * variance));
        var own = Math.Sqrt(Math.Max(variance - 2 * read * read, 1e-4 * variance));
        return new StepSummary(low, high, up, down, own / Math.Max(0.5 * (Math.Abs(up.Step) + Math.Abs(down.Step)), 1e-9 * (high - low)), read);
    }

    // Least squares of step against the mean of its two readings, at the middle of the range; differences over several steps keep read noise small.
    private static (double Step, double Slope) Line(IReadOnlyList<MeasuredBranch> branches, bool up, double centre, double range)
    {
        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        foreach (var b in branches)
        {
            if (b.Up != up) continue;
            var stride = Math.Max(1, b.Steps / 16);
            for (var i = stride; i < b.Values.Length; i += stride)
            {
                var pulses = 0;
                for (var k = i - stride + 1; k <= i; k++) pulses += b.Counts[k];
                double x = 0.5 * (b.Values[i] + b.Values[i - stride]) - centre, y = (b.Values[i] - b.Values[i - stride]) / pulses;
                (n, sx, sy, sxx, sxy) = (n + pulses, sx + pulses * x, sy + pulses * y, sxx + pulses * x * x, sxy + pulses * x * y);
            }
        }
        if (n == 0) return (0, 0);
        var spread = sxx - sx * sx / n;
        var slope = spread > 1e-6 * n * range * range ? (sxy - sx * sy / n) / spread : 0;
        return (sy / n - slope * sx / n, slope);
    }
}
