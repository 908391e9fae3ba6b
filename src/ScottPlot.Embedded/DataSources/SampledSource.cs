namespace ScottPlot.DataSources;

internal sealed class SampledSource(IReadOnlyList<double> samples, double period) : ISignalSource
{
    public double Period { get; set; } = period;
    public double XOffset { get; set; }
    public double YOffset { get; set; }
    public double YScale { get; set; } = 1;
    public int MinimumIndex { get; set; }
    public int MaximumIndex { get; set; } = samples.Count - 1;

    IReadOnlyList<double> ISignalSource.Samples => samples;

    public double X(int index) => index * Period + XOffset;

    public double Y(int index) => samples[index] * YScale + YOffset;

    public AxisLimits GetLimits()
    {
        int first = Math.Max(0, MinimumIndex), last = Math.Min(samples.Count - 1, MaximumIndex);
        var ys = Range.GetRange(Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(Y));
        return last < first ? AxisLimits.NoLimits : new(Math.Min(X(first), X(last)), Math.Max(X(first), X(last)), ys.Min, ys.Max);
    }
}
