namespace ScottPlot.Svg;

/// <summary>Measures text in pixels with the advance widths of <see cref="AdvanceWidths"/>.</summary>
internal static class TextSize
{
    /// <summary>Fractions of the font size: distance of base lines, height of capitals, depth of descenders.</summary>
    internal const double LineHeight = 1.2, CapHeight = 0.716, Descent = 0.212;

    internal static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Width of one line in pixels.</summary>
    internal static double LineWidth(string line, double fontSize, bool bold)
    {
        double units = 0;
        foreach (var run in Scripts.Split(line))
        {
            double scale = run.Level == 0 ? 1 : Scripts.Size;
            foreach (char c in run.Text)
                if (!char.IsLowSurrogate(c)) units += scale * (char.IsHighSurrogate(c) ? AdvanceWidths.UnitsPerEm : AdvanceWidths.Of(c, bold));
        }
        return units * fontSize / AdvanceWidths.UnitsPerEm;
    }

    internal static double Width(string text, LabelStyle style)
    {
        double widest = 0;
        foreach (string line in Lines(text)) widest = Math.Max(widest, LineWidth(line, style.FontSize, style.Bold));
        return widest;
    }

    /// <summary>Height from the top of the capitals of the first line to the descenders of the last.</summary>
    internal static double Height(string text, LabelStyle style) =>
        text.Length == 0 ? 0 : style.FontSize * (CapHeight + Descent) + (Lines(text).Length - 1) * LineDistance(style);

    internal static double LineDistance(LabelStyle style) => style.LineSpacing ?? style.FontSize * LineHeight;
}
