namespace EcramSim.Ecram.Compact;

/// <summary>
/// How the volatile part of a weight decays: by the curve that one pulse at mid window leaves, entered where it has the same height. Before the
/// first point and after the last one, exponential with the rate of the nearest interval.
/// </summary>
/// <param name="Times">s after the driver has let go, ascending; at least 2.</param>
/// <param name="Heights">|v|, descending, &gt; 0.</param>
public sealed record RelaxationCurve(double[] Times, double[] Heights)
{
    /// <summary>|v| that <paramref name="height"/> &gt; 0 has become after <paramref name="seconds"/>.</summary>
    public double After(double height, double seconds)
    {
        if (!(height > 0)) return 0;
        return HeightAt(TimeOf(height) + seconds);
    }

    /// <summary>The shortest time in which a height falls to 1/e, s.</summary>
    public double ShortestTime => 1 / Enumerable.Range(0, Times.Length - 1).Max(RateOf);

    private double TimeOf(double height)
    {
        var i = 0;
        while (i < Heights.Length - 2 && Heights[i + 1] > height) i++;
        return Times[i] + Math.Log(Heights[i] / height) / RateOf(i);
    }

    private double HeightAt(double time)
    {
        var i = 0;
        while (i < Times.Length - 2 && Times[i + 1] < time) i++;
        return Heights[i] * Math.Exp(-RateOf(i) * (time - Times[i]));
    }

    private double RateOf(int i) => Math.Log(Heights[i] / Heights[i + 1]) / (Times[i + 1] - Times[i]);
}
