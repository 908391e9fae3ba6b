namespace ScottPlot.Svg;

/// <summary>The interval that data cover on one axis, and the limits an axis takes to show it.</summary>
internal sealed class Extent
{
    /// <summary>Limits beyond this leave no room for margins in a double.</summary>
    private const double Largest = 1e300;

    internal double Low { get; private set; } = double.PositiveInfinity;
    internal double High { get; private set; } = double.NegativeInfinity;
    internal bool IsEmpty => Low > High;

    internal void Include(double a, double b)
    {
        foreach (double v in (ReadOnlySpan<double>)[a, b])
            if (double.IsFinite(v)) (Low, High) = (Math.Min(Low, Math.Clamp(v, -Largest, Largest)), Math.Max(High, Math.Clamp(v, -Largest, Largest)));
    }

    internal (double Min, double Max) WithMargins(double below, double above)
    {
        if (IsEmpty) return (-10, 10);
        var (low, high) = Widened(Low, High);
        double span = high - low;
        (low, high) = (low - below * span, high + above * span);
        return low < high ? (low, high) : Widened(low, low);
    }

    /// <summary>One value, or values equal to twelve digits, get a tenth on either side.</summary>
    private static (double, double) Widened(double low, double high)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (size == 0) return (-1, 1);
        if (size < 1e-300) return (-1e-300, 1e-300);
        return high - low > 1e-12 * size ? (low, high) : (low - 0.1 * size, high + 0.1 * size);
    }
}
