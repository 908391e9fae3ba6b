namespace ScottPlot.Svg;

/// <summary>Cuts a filled outline at the data area, one side after the other (Sutherland and Hodgman).</summary>
internal static class Polygon
{
    internal static List<(double X, double Y)> Cut(List<(double X, double Y)> corners, Box a)
    {
        var c = Side(corners, p => p.X - a.Left);
        c = Side(c, p => a.Right - p.X);
        c = Side(c, p => p.Y - a.Top);
        return Side(c, p => a.Bottom - p.Y);
    }

    private static List<(double X, double Y)> Side(List<(double X, double Y)> corners, Func<(double X, double Y), double> inside)
    {
        var kept = new List<(double, double)>(corners.Count + 4);
        for (int i = 0; i < corners.Count; i++)
        {
            var from = corners[i];
            var to = corners[(i + 1) % corners.Count];
            double d1 = inside(from), d2 = inside(to);
            if (d1 >= 0) kept.Add(from);
            if (d1 >= 0 == d2 >= 0) continue;
            double t = d1 / (d1 - d2);
            kept.Add((from.X + t * (to.X - from.X), from.Y + t * (to.Y - from.Y)));
        }
        return kept;
    }
}
