using ScottPlot.Svg;

namespace ScottPlot.TickGenerators;

/// <summary>What a generator must know of its axis: the visible interval, the length in pixels, and how labels look.</summary>
internal readonly record struct TickRequest(double Min, double Max, double Pixels, bool Horizontal, LabelStyle Style)
{
    internal double Low => Math.Min(Min, Max);
    internal double High => Math.Max(Min, Max);

    internal bool Shows(double value)
    {
        double slack = 1e-9 * (High - Low);
        return value >= Low - slack && value <= High + slack;
    }

    /// <summary>Pixels along the axis that the labels need from one to the next.</summary>
    internal double Room(IEnumerable<string> labels)
    {
        if (!Horizontal) return 1.6 * Style.FontSize;
        double widest = 0;
        foreach (string label in labels) widest = Math.Max(widest, TextSize.Width(label, Style));
        return widest + Style.FontSize;
    }

    internal double PixelsPerUnit => Pixels / (High - Low);
}
