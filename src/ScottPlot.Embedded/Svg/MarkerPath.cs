using System.Text;

namespace ScottPlot.Svg;

/// <summary>Draws markers: all of one series as a single path, unless they are translucent and must show where they pile up.</summary>
internal static class MarkerPath
{
    internal static void Draw(Canvas canvas, MarkerStyle style, IEnumerable<(double X, double Y)> centers)
    {
        if (!style.CanBeRendered) return;
        bool filled = IsFilled(style.Shape);
        var fill = filled ? style.FillStyle : null;
        var line = filled ? style.OutlineStyle : style.LineStyle;
        bool translucent = filled ? style.FillColor.Alpha < 255 : style.LineColor.Alpha < 255;
        var data = new StringBuilder();
        foreach ((double x, double y) in centers)
        {
            data.Append(Of(style.Shape, x, y, style.Size / 2));
            if (!translucent) continue;
            canvas.Path(data.ToString(), fill, line);
            data.Clear();
        }
        canvas.Path(data.ToString(), fill, line);
    }

    private static bool IsFilled(MarkerShape s) => s is MarkerShape.FilledCircle or MarkerShape.FilledSquare
        or MarkerShape.FilledTriangleUp or MarkerShape.FilledTriangleDown or MarkerShape.FilledDiamond;

    /// <summary>Outline about a centre; shapes of one size are given about equal area, so that none shouts.</summary>
    private static string Of(MarkerShape shape, double x, double y, double r)
    {
        double s = 0.9 * r, d = 1.25 * r, t = 1.2 * r;
        return shape switch
        {
            MarkerShape.FilledCircle or MarkerShape.OpenCircle => Circle(x, y, r),
            MarkerShape.FilledSquare or MarkerShape.OpenSquare => Closed(x, y, (-s, -s), (s, -s), (s, s), (-s, s)),
            MarkerShape.FilledTriangleUp or MarkerShape.OpenTriangleUp => Closed(x, y, (0, -t), (t, 0.8 * t), (-t, 0.8 * t)),
            MarkerShape.FilledTriangleDown or MarkerShape.OpenTriangleDown => Closed(x, y, (0, t), (t, -0.8 * t), (-t, -0.8 * t)),
            MarkerShape.FilledDiamond or MarkerShape.OpenDiamond => Closed(x, y, (0, -d), (d, 0), (0, d), (-d, 0)),
            MarkerShape.Eks => Strokes(x, y, (-s, -s, s, s), (-s, s, s, -s)),
            MarkerShape.Cross => Strokes(x, y, (-t, 0, t, 0), (0, -t, 0, t)),
            MarkerShape.VerticalBar => Strokes(x, y, (0, -t, 0, t)),
            MarkerShape.HorizontalBar => Strokes(x, y, (-t, 0, t, 0)),
            MarkerShape.TriUp => Strokes(x, y, (0, 0, 0, t), (0, 0, t, -0.7 * t), (0, 0, -t, -0.7 * t)),
            MarkerShape.TriDown => Strokes(x, y, (0, 0, 0, -t), (0, 0, t, 0.7 * t), (0, 0, -t, 0.7 * t)),
            MarkerShape.Asterisk => Strokes(x, y, (0, -t, 0, t), (-t, -0.58 * t, t, 0.58 * t), (-t, 0.58 * t, t, -0.58 * t)),
            _ => "",
        };
    }

    private static string Circle(double x, double y, double r)
    {
        string radius = Canvas.Number(r), diameter = Canvas.Number(2 * r);
        return $"M{Canvas.Number(x - r)} {Canvas.Number(y)}a{radius} {radius} 0 1 1 {diameter} 0a{radius} {radius} 0 1 1 -{diameter} 0z";
    }

    private static string Closed(double x, double y, params ReadOnlySpan<(double X, double Y)> corners)
    {
        var points = new List<(double, double)>();
        foreach (var c in corners) points.Add((x + c.X, y + c.Y));
        return Polyline.Closed(points);
    }

    private static string Strokes(double x, double y, params ReadOnlySpan<(double X1, double Y1, double X2, double Y2)> strokes)
    {
        var data = new StringBuilder();
        foreach (var s in strokes)
            data.Append('M').Append(Polyline.Point(x + s.X1, y + s.Y1)).Append('L').Append(Polyline.Point(x + s.X2, y + s.Y2));
        return data.ToString();
    }
}
