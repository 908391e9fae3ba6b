using ScottPlot.Svg;

namespace ScottPlot.Plottables;

/// <summary>Text in a corner, at an edge or in the middle of the data area, whatever the data.</summary>
public class Annotation : LabelStyleProperties, IPlottable
{
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 12 };
    public Alignment Alignment { get; set; } = Alignment.UpperLeft;
    public string Text { get => LabelStyle.Text; set => LabelStyle.Text = value; }
    public float OffsetX { get; set; } = 10;
    public float OffsetY { get; set; } = 10;

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    void IPlottable.Draw(Frame frame)
    {
        var d = frame.Data;
        double x = ((int)Alignment % 3) switch { 0 => d.Left + OffsetX, 1 => d.CenterX, _ => d.Right - OffsetX };
        double y = ((int)Alignment / 3) switch { 0 => d.Top + OffsetY, 1 => d.CenterY, _ => d.Bottom - OffsetY };
        TextBlock.Draw(frame.Canvas, LabelStyle, x, y, Alignment, LabelStyle.Rotation);
    }
}
