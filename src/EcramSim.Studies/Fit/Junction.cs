namespace EcramSim.Studies.Fit;

/// <summary>
/// The step where the polarity turns: what it has beyond a pulse of the new direction is the volatile part of the old one. It is no part
/// of the fit.
/// </summary>
/// <param name="UpToDown">From the last up to the first down pulse; false is the other way.</param>
/// <param name="Count">Number of such steps.</param>
/// <param name="Jump">Mean step beyond the pulse of the law, in units of the data.</param>
/// <param name="HalfWidth">Half-width of its 95 % interval from the noise of the law.</param>
/// <param name="Step">Mean step of the law there.</param>
public sealed record Junction(bool UpToDown, int Count, double Jump, double HalfWidth, double Step)
{
    /// <summary>Whether the place of the reversal was guessed from the values: a pulse of the old direction may then stand in for one of the new.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>Whether it is more than noise and more than half a pulse; where the place is guessed, more than two.</summary>
    public bool IsJump => Math.Abs(Jump) > 1.5 * HalfWidth && Math.Abs(Jump) > (IsGuessed ? 2 : 0.5) * Math.Abs(Step);

    /// <summary>The junctions of branches under the laws of their cells, in the units of the fit.</summary>
    internal static IReadOnlyList<Junction> Of(IReadOnlyList<LawFit> fits, IReadOnlyList<string> devices, IReadOnlyList<MeasuredBranch> branches, bool guessed = false)
    {
        var result = new List<Junction>();
        foreach (var upToDown in new[] { true, false })
        {
            double jump = 0, variance = 0, steps = 0;
            var count = 0;
            foreach (var branch in branches)
            {
                if (branch.Before is not { } before || branch.Up == upToDown) continue;
                var fit = fits[devices.ToList().IndexOf(branch.Device)];
                var step = fit.Law.Next(before, branch.Up) - before;
                var noise = fit.Law.Noise(before, branch.Up);
                jump += branch.Values[0] - before - step;
                variance += noise * noise + 2 * fit.ReadNoise * fit.ReadNoise;
                steps += step;
                count++;
            }
            if (count > 0) result.Add(new Junction(upToDown, count, jump / count, 1.96 * Math.Sqrt(variance) / count, steps / count) { IsGuessed = guessed });
        }
        return result;
    }
}
