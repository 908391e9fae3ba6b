namespace ScottPlot;

/// <summary>Samples and where they lie: x = index · Period + XOffset, y = sample · YScale + YOffset.</summary>
public interface ISignalSource
{
    double Period { get; set; }
    double XOffset { get; set; }
    double YOffset { get; set; }
    double YScale { get; set; }

    /// <summary>The samples that are drawn.</summary>
    int MinimumIndex { get; set; }
    int MaximumIndex { get; set; }

    AxisLimits GetLimits();

    internal IReadOnlyList<double> Samples { get; }
    internal double X(int index);
    internal double Y(int index);
}
