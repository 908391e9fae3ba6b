using System.Text;

namespace ScottPlot.Svg;

/// <summary>
/// Path data of a line through points, cut at the data area. A point that is not finite leaves a gap. Cutting here, not
/// with a clip path, keeps the figure free of identifiers, so that several fit into one page.
/// </summary>
internal static class Polyline
{
    internal static string Path(IReadOnlyList<(double X, double Y)> points, Box area)
    {
        var data = new StringBuilder();
        string pen = "";
        for (int i = 1; i < points.Count; i++)
        {
            (double x1, double y1) = points[i - 1];
            (double x2, double y2) = points[i];
            if (!double.IsFinite(x1 + y1 + x2 + y2) || !Cut(ref x1, ref y1, ref x2, ref y2, area)) continue;
            string from = Point(x1, y1), to = Point(x2, y2);
            if (from != pen) data.Append('M').Append(from);
            else if (from == to) continue;
            data.Append('L').Append(to);
            pen = to;
        }
        return data.ToString();
    }

    internal static string Closed(IReadOnlyList<(double X, double Y)> corners)
    {
        if (corners.Count < 3) return "";
        return "M" + string.Join('L', corners.Select(c => Point(c.X, c.Y))) + "Z";
    }

    internal static string Point(double x, double y) => Canvas.Number(x) + " " + Canvas.Number(y);

    /// <summary>
    /// Keeps of each pixel column of a dense curve only what can be seen: its first, lowest, highest and last point.
    /// Returns the points unchanged unless x goes one way and there are several points per column.
    /// </summary>
    internal static IReadOnlyList<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points, Box area)
    {
        if (points.Count < 6 * area.Width) return points;
        int way = points[^1].X < points[0].X ? -1 : 1;
        for (int i = 1; i < points.Count; i++)
            if (!(way * points[i].X >= way * points[i - 1].X)) return points;
        var kept = new List<(double, double)>();
        for (int i = 0; i < points.Count;)
        {
            double column = Math.Floor(points[i].X * 2);
            int first = -1, last = i, low = i, high = i;
            for (; i < points.Count && Math.Floor(points[i].X * 2) == column; i++)
            {
                // A gap narrower than the column cannot be seen; one that fills it leaves a point that is not finite.
                if (!double.IsFinite(points[i].Y)) continue;
                if (first < 0) first = low = high = i;
                last = i;
                if (points[i].Y < points[low].Y) low = i;
                if (points[i].Y > points[high].Y) high = i;
            }
            int previous = -1;
            foreach (int k in new[] { first < 0 ? last : first, Math.Min(low, high), Math.Max(low, high), last })
                if (k != previous) kept.Add(points[previous = k]);
        }
        return kept;
    }

    /// <summary>Liang and Barsky's clipping of a segment; false if nothing of it is inside.</summary>
    private static bool Cut(ref double x1, ref double y1, ref double x2, ref double y2, Box a)
    {
        double dx = x2 - x1, dy = y2 - y1, t0 = 0, t1 = 1;
        bool Side(double p, double q)
        {
            if (p == 0) return q >= 0;
            double t = q / p;
            if (p < 0) { if (t > t1) return false; t0 = Math.Max(t0, t); }
            else { if (t < t0) return false; t1 = Math.Min(t1, t); }
            return true;
        }
        if (!Side(-dx, x1 - a.Left) || !Side(dx, a.Right - x1) || !Side(-dy, y1 - a.Top) || !Side(dy, a.Bottom - y1)) return false;
        (x2, y2) = t1 < 1 ? (x1 + t1 * dx, y1 + t1 * dy) : (x2, y2);
        (x1, y1) = t0 > 0 ? (x1 + t0 * dx, y1 + t0 * dy) : (x1, y1);
        return true;
    }
}
