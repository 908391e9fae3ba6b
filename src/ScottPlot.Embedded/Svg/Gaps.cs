namespace ScottPlot.Svg;

/// <summary>Splits points into the runs between those that are not finite.</summary>
internal static class Gaps
{
    internal static IEnumerable<List<(double X, double Y)>> Split(IEnumerable<(double X, double Y)> points)
    {
        var run = new List<(double, double)>();
        foreach (var p in points)
        {
            if (double.IsFinite(p.X + p.Y)) { run.Add(p); continue; }
            if (run.Count > 1) yield return run;
            run = [];
        }
        if (run.Count > 1) yield return run;
    }
}
