namespace EcramSim.Studies.Evaluate;

/// <summary>Heights for the labels of points in a figure, so that labels to the right of near points do not lie on each other.</summary>
public static class LabelPlace
{
    // In parts of the figure's width and height: how long a label is, how high a line of it.
    private const double Length = 0.3, Height = 0.055;

    /// <summary>One height per point: its own, or the next free one above. Points in ascending y.</summary>
    public static double[] Apart(IReadOnlyList<(double X, double Y)> points)
    {
        var result = new double[points.Count];
        if (points.Count == 0) return result;
        var width = Math.Max(points.Max(p => p.X) - points.Min(p => p.X), 1e-9);
        var height = Math.Max(points.Max(p => p.Y) - points.Min(p => p.Y), 1e-9);
        for (var i = 0; i < points.Count; i++)
        {
            result[i] = points[i].Y;
            for (var j = 0; j < i; j++)
                if (Math.Abs(points[j].X - points[i].X) < Length * width)
                    result[i] = Math.Max(result[i], result[j] + Height * height);
        }
        return result;
    }
}
