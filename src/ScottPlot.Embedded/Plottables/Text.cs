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
        if (frame.Data.Contains(x, y)) TextBlock.Draw(frame.Canvas, LabelStyle, x, y, Alignment, LabelStyle.Rotation);
    }
}
