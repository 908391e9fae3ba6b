namespace ScottPlot.Tests.Figures;

/// <summary>What every figure must be: no text runs into another or out of the figure.</summary>
internal static class Tidy
{
    internal static void Require(Picture svg, double width, double height)
    {
        Inside(svg.Labels, width, height);
        Apart(svg.Labels);
    }

    internal static void Inside(IEnumerable<Picture.Label> labels, double width, double height) =>
        Assert.All(labels, l => Assert.True(l.Left > -0.5 && l.Top > -0.5 && l.Right < width + 0.5 && l.Bottom < height + 0.5, $"{l} leaves {width}×{height}"));

    internal static void Apart(IReadOnlyList<Picture.Label> labels)
    {
        for (int i = 0; i < labels.Count; i++)
            for (int k = i + 1; k < labels.Count; k++)
                Assert.False(labels[i].Meets(labels[k]), $"{labels[i]} meets {labels[k]}");
    }
}
