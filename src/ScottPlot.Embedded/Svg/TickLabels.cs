namespace ScottPlot.Svg;

/// <summary>
/// Places the tick labels of one axis so that none touches another: flat if they fit, else broken into lines, else
/// slanted, else upright, and where even that is too tight only every second, third … is written.
/// </summary>
internal sealed class TickLabels
{
    private const double Slant = -45;

    private readonly List<(double At, string Text)> labels = [];
    private readonly LabelStyle style;
    private readonly bool horizontal;
    private readonly Edge edge;
    private readonly double rotation;

    /// <summary>Pixels the labels take up away from the axis, and beyond its two ends.</summary>
    internal double Depth { get; private set; }
    internal double Before { get; private set; }
    internal double After { get; private set; }

    internal TickLabels(IAxis axis, IEnumerable<Tick> majors, Func<double, double> pixel, double start, double end)
    {
        (style, edge, horizontal) = (axis.TickLabelStyle, axis.Edge, axis is IXAxis);
        var all = majors.Select(t => (At: pixel(t.Position), Text: t.Label ?? "")).Where(t => t.Text.Length > 0).OrderBy(t => t.At).ToList();
        rotation = style.Rotation;
        if (!style.IsVisible || all.Count == 0) return;

        double gap = all.Count < 2 ? double.PositiveInfinity : Enumerable.Range(1, all.Count - 1).Min(i => all[i].At - all[i - 1].At);
        if (horizontal && rotation == 0)
        {
            if (!FitsFlat(all))
            {
                var broken = all.Select(t => (t.At, Text: Broken(t.Text, gap - 0.6 * style.FontSize))).ToList();
                if (FitsFlat(broken)) all = broken;
                else rotation = gap >= 1.5 * style.FontSize ? Slant : -90;
            }
        }
        double needed = !horizontal || rotation != 0 ? Thickness(all) : 0;
        double last = double.NegativeInfinity;
        foreach (var t in all)
        {
            if (t.At - last < needed - 0.01) continue;
            labels.Add(t);
            last = t.At;
        }
        Measure(start, end);
    }

    internal void Draw(Canvas canvas, double line, double distance)
    {
        foreach (var (at, text) in labels)
        {
            if (!horizontal)
            {
                bool left = edge == Edge.Left;
                TextBlock.Draw(canvas, style, left ? line - distance : line + distance, at, left ? Alignment.MiddleRight : Alignment.MiddleLeft, rotation, text);
                continue;
            }
            bool below = edge == Edge.Bottom;
            double y = below ? line + distance : line - distance;
            if (rotation == 0) TextBlock.Draw(canvas, style, at, y, below ? Alignment.UpperCenter : Alignment.LowerCenter, 0, text);
            else
            {
                // The end of the text that lies at the tick is set back by half its height, so that its edge, not its middle, meets the mark.
                double lift = 0.36 * style.FontSize * Math.Abs(Math.Cos(rotation * Math.PI / 180));
                bool ends = rotation < 0 == below;
                TextBlock.Draw(canvas, style, at, below ? y + lift : y - lift, ends ? Alignment.MiddleRight : Alignment.MiddleLeft, rotation, text);
            }
        }
    }

    private bool FitsFlat(List<(double At, string Text)> all)
    {
        for (int i = 1; i < all.Count; i++)
        {
            double half = (TextSize.Width(all[i].Text, style) + TextSize.Width(all[i - 1].Text, style)) / 2;
            if (all[i].At - all[i - 1].At < half + 0.5 * style.FontSize) return false;
        }
        return true;
    }

    /// <summary>Pixels along the axis from one label to the next.</summary>
    private double Thickness(List<(double At, string Text)> all)
    {
        double tall = all.Max(t => TextSize.Height(t.Text, style)) + 0.15 * style.FontSize;
        if (rotation == 0) return tall;
        double angle = Math.Abs(rotation) * Math.PI / 180, wide = all.Max(t => TextSize.Width(t.Text, style));
        double across = horizontal ? Math.Sin(angle) : Math.Cos(angle), along = horizontal ? Math.Cos(angle) : Math.Sin(angle);
        return Math.Min(across < 0.05 ? double.PositiveInfinity : tall / across, along < 0.05 ? double.PositiveInfinity : wide / along + 0.5 * style.FontSize);
    }

    private string Broken(string text, double width)
    {
        string broken = text.Contains('\n', StringComparison.Ordinal) ? text : LineBreaks.In(text, width, style, " -/_–");
        return TextSize.Lines(broken).Length > 3 ? text : broken;
    }

    private void Measure(double start, double end)
    {
        double angle = rotation * Math.PI / 180, cos = Math.Abs(Math.Cos(angle)), sin = Math.Abs(Math.Sin(angle));
        foreach (var (at, text) in labels)
        {
            double w = TextSize.Width(text, style), h = TextSize.Height(text, style);
            double deep = horizontal ? w * sin + h * cos : w * cos + h * sin;
            Depth = Math.Max(Depth, deep);
            double reach = horizontal ? w * cos : w * sin + h * cos;
            bool centred = rotation == 0 || !horizontal;
            double before = centred ? reach / 2 : rotation < 0 ? reach : h, after = centred ? reach / 2 : rotation < 0 ? h : reach;
            Before = Math.Max(Before, start - (at - before));
            After = Math.Max(After, at + after - end);
        }
    }
}
