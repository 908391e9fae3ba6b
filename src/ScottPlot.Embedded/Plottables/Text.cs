using ScottPlot.Svg;

namespace ScottPlot.Plottables;

public class Text : LabelStyleProperties, IPlottable
{
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public Coordinates Location { get; set; }
    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 12 };
    public Alignment Alignment { get => LabelStyle.Alignment; set => LabelStyle.Alignment = value; }
    public float OffsetX { get => LabelStyle.OffsetX; set => LabelStyle.OffsetX = value; }
    public float OffsetY { get => LabelStyle.OffsetY; set => LabelStyle.OffsetY = value; }

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => new(Location);

    /// <summary>Points over the box of the text where it was asked for.</summary>
    internal IEnumerable<(double X, double Y)> Covers(Frame frame)
    {
        (double x, double y) = frame.At(Location);
        var box = TextBlock.Place(LabelStyle, LabelText, x + OffsetX, y + OffsetY, Alignment);
        for (double at = box.Left; at <= box.Right; at += 8)
            foreach (double line in new[] { box.Top, box.Bottom }) yield return (at, line);
    }

    void IPlottable.Draw(Frame frame)
    {
        (double x, double y) = frame.At(Location);
        if (!frame.Data.Contains(x, y) || LabelText.Length == 0) return;
        var (dx, dy, alignment) = LabelRotation == 0 ? FreePlace(frame, x, y) : (0, 0, Alignment);
        TextBlock.Draw(frame.Canvas, LabelStyle, x + dx, y + dy, alignment, LabelRotation);
    }

    /// <summary>
    /// The asked-for place, unless another text or marker is there or the axes end: then the other side of the point, then
    /// above or below it, up to four lines away.
    /// </summary>
    private (double Dx, double Dy, Alignment Alignment) FreePlace(Frame frame, double x, double y)
    {
        var canvas = frame.Canvas;
        var mirrored = Alignment + 2 - 2 * ((int)Alignment % 3);
        double line = TextSize.Height(LabelText, LabelStyle) + 2;
        // The offset changes sides with the text.
        var places = new List<(double Dx, double Dy, Alignment Alignment)> { (0, 0, Alignment), (-2 * OffsetX, 0, mirrored) };
        for (int lines = 1; lines <= 4; lines++)
            places.AddRange([
                (0, -lines * line, Alignment), (0, lines * line, Alignment),
                (-2 * OffsetX, -lines * line, mirrored), (-2 * OffsetX, lines * line, mirrored)]);
        // Within the axes if possible, else at least within the figure.
        foreach (var room in new[] { frame.Data.Grown(-4), new Box(0, 0, canvas.Width, canvas.Height) })
            foreach (var (dx, dy, alignment) in places)
            {
                var box = TextBlock.Place(LabelStyle, LabelText, x + dx + OffsetX, y + dy + OffsetY, alignment);
                bool inside = box.Left >= room.Left && box.Top >= room.Top && box.Right <= room.Right && box.Bottom <= room.Bottom;
                if (!inside || canvas.Placed.Any(box.Meets) || canvas.Markers.Any(m => box.Meets(m) && !m.Contains(x, y))) continue;
                canvas.Placed.Add(box);
                return (dx, dy, alignment);
            }
        return (0, 0, Alignment);
    }
}
