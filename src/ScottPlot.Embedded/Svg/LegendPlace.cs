namespace ScottPlot.Svg;

/// <summary>Finds the place inside the data area where a legend covers the fewest data.</summary>
internal static class LegendPlace
{
    private static readonly Alignment[] Candidates =
    [
        Alignment.UpperRight, Alignment.UpperLeft, Alignment.LowerRight, Alignment.LowerLeft,
        Alignment.MiddleRight, Alignment.MiddleLeft, Alignment.UpperCenter, Alignment.LowerCenter,
    ];

    internal static (double Left, double Top) At(Alignment alignment, LegendBlock block, Box data, PixelPadding margin) =>
        (((int)alignment % 3) switch
        {
            0 => data.Left + margin.Left, 1 => data.CenterX - block.Width / 2, _ => data.Right - block.Width - margin.Right,
        }, ((int)alignment / 3) switch
        {
            0 => data.Top + margin.Top, 1 => data.CenterY - block.Height / 2, _ => data.Bottom - block.Height - margin.Bottom,
        });

    internal static Alignment Best(LegendBlock block, Box data, PixelPadding margin, IEnumerable<(double X, double Y)> ink)
    {
        var points = ink.Where(p => data.Contains(p.X, p.Y)).ToList();
        return Candidates.MinBy(c =>
        {
            var (left, top) = At(c, block, data, margin);
            var box = new Box(left, top, left + block.Width, top + block.Height).Grown(3);
            return points.Count(p => box.Contains(p.X, p.Y));
        });
    }

    /// <summary>Points a few pixels apart along everything drawn.</summary>
    internal static IEnumerable<(double X, double Y)> Ink(IPlottable plottable, Frame frame)
    {
        switch (plottable)
        {
            case Plottables.Scatter s:
                return Along(Polyline.Thin(s.Points.Select(frame.At).ToList(), frame.Data), s.LineStyle.CanBeRendered);
            case Plottables.Signal s:
                return Along(Polyline.Thin(s.Pixels(frame), frame.Data), true);
            case Plottables.Markers m:
                return m.Points.Select(frame.At);
            case Plottables.ErrorBar e:
                return e.Whiskers.SelectMany(w => Along([frame.At(w.Low), frame.At(w.High)], true));
            case Plottables.FillY f:
                return new[] { 0, 0.25, 0.5, 0.75, 1 }.SelectMany(part => Along([.. f.Band.Select(p => frame.At(new(p.X, p.Bottom + part * (p.Top - p.Bottom))))], true));
            case Plottables.Text t:
                return t.Covers(frame);
            case Plottables.LinePlot p:
                return Along([frame.At(p.Start), frame.At(p.End)], true);
            case Plottables.BarPlot b:
                return b.Bars.SelectMany(bar => bar.AxisLimits is { IsReal: true } a && frame.Rect(a.Left, a.Right, a.Bottom, a.Top) is { } r
                    ? Along([(r.CenterX, r.Top), (r.CenterX, r.Bottom), (r.Left, r.Top), (r.Right, r.Top), (r.Right, r.Bottom)], true) : []);
            case Plottables.HorizontalLine h:
                return Along([(frame.Data.Left, frame.Y(h.Y)), (frame.Data.Right, frame.Y(h.Y))], true);
            case Plottables.VerticalLine v:
                return Along([(frame.X(v.X), frame.Data.Top), (frame.X(v.X), frame.Data.Bottom)], true);
            default:
                return [];
        }
    }

    private static IEnumerable<(double X, double Y)> Along(IReadOnlyList<(double X, double Y)> points, bool joined)
    {
        for (int i = 0; i < points.Count; i++)
        {
            yield return points[i];
            if (!joined || i == 0 || !double.IsFinite(points[i].X + points[i].Y + points[i - 1].X + points[i - 1].Y)) continue;
            double dx = points[i].X - points[i - 1].X, dy = points[i].Y - points[i - 1].Y;
            int steps = (int)Math.Min(400, (Math.Abs(dx) + Math.Abs(dy)) / 4);
            for (int k = 1; k < steps; k++) yield return (points[i - 1].X + dx * k / steps, points[i - 1].Y + dy * k / steps);
        }
    }
}
