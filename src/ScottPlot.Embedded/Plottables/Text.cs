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

    void IPlottable.Draw(Frame frame)
    {
        (double x, double y) = frame.At(Location);
        if (!frame.Data.Contains(x, y) || LabelText.Length == 0) return;
        var (dx, dy, alignment) = LabelRotation == 0 ? FreePlace(frame.Canvas, x, y) : (0, 0, Alignment);
        TextBlock.Draw(frame.Canvas, LabelStyle, x + dx, y + dy, alignment, LabelRotation);
    }

    /// <summary>
    /// The asked-for place, unless another text is there or the figure ends: then the other side of the point, then
    /// above or below it.
    /// </summary>
    private (double Dx, double Dy, Alignment Alignment) FreePlace(Canvas canvas, double x, double y)
    {
        var mirrored = Alignment + 2 - 2 * ((int)Alignment % 3);
        double line = TextSize.Height(LabelText, LabelStyle) + 2;
        // The offset changes sides with the text.
        (double, double, Alignment)[] places =
        [
            (0, 0, Alignment), (-2 * OffsetX, 0, mirrored), (0, -line, Alignment), (0, line, Alignment),
            (-2 * OffsetX, -line, mirrored), (-2 * OffsetX, line, mirrored), (0, -2 * line, Alignment), (0, 2 * line, Alignment),
        ];
        foreach (var (dx, dy, alignment) in places)
        {
            var box = TextBlock.Place(LabelStyle, LabelText, x + dx + OffsetX, y + dy + OffsetY, alignment);
            bool inside = box.Left >= 0 && box.Top >= 0 && box.Right <= canvas.Width && box.Bottom <= canvas.Height;
            if (!inside || canvas.Placed.Any(box.Meets)) continue;
            canvas.Placed.Add(box);
            return (dx, dy, alignment);
        }
        return (0, 0, Alignment);
    }
}
