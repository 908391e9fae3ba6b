using ScottPlot.Svg;

namespace ScottPlot.Plottables;

/// <summary>A straight line right across the data area, with an optional label where it meets the axis.</summary>
public abstract class AxisLine : LabelStyleProperties, IPlottable
{
    internal AxisLine() { }

    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public double Position { get; set; }

    public LineStyle LineStyle { get; set; } = new(1.2f);
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public Color Color
    {
        get => LineStyle.Color;
        set => (LineStyle.Color, LabelStyle.ForeColor) = (value, value);
    }

    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 12, BackgroundColor = Colors.White.WithAlpha(.85) };

    /// <summary>Written inside the data area, just above the line or to its right, at the far end.</summary>
    public string Text { get => LabelStyle.Text; set => LabelStyle.Text = value; }

    public string LegendText { get; set; } = string.Empty;
    public bool ExcludeFromLegend { get; set; }
    public bool EnableAutoscale { get; set; } = true;

    public IEnumerable<LegendItem> LegendItems => ExcludeFromLegend ? LegendItem.None : LegendItem.Single(this, LegendText, LineStyle);

    public abstract AxisLimits GetAxisLimits();

    internal abstract void Draw(Frame frame);

    void IPlottable.Draw(Frame frame) => Draw(frame);
}

public class HorizontalLine : AxisLine
{
    public HorizontalLine() { }

    public double Y { get => Position; set => Position = value; }
    public double Minimum { get; set; } = double.NegativeInfinity;
    public double Maximum { get; set; } = double.PositiveInfinity;

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.VerticalOnly(Y, Y) : AxisLimits.NoLimits;

    internal override void Draw(Frame frame)
    {
        double y = frame.Y(Y), left = double.IsFinite(Minimum) ? frame.X(Minimum) : frame.Data.Left, right = double.IsFinite(Maximum) ? frame.X(Maximum) : frame.Data.Right;
        if (!frame.Data.Contains(frame.Data.CenterX, y)) return;
        frame.Canvas.Path(Polyline.Path([(left, y), (right, y)], frame.Data), null, LineStyle);
        bool above = y - frame.Data.Top > 2 * LabelStyle.FontSize;
        TextBlock.Draw(frame.Canvas, LabelStyle, Math.Min(right, frame.Data.Right) - 6, above ? y - 3 : y + 5, above ? Alignment.LowerRight : Alignment.UpperRight, LabelStyle.Rotation);
    }
}

public class VerticalLine : AxisLine
{
    public VerticalLine() { }

    public double X { get => Position; set => Position = value; }
    public double Minimum { get; set; } = double.NegativeInfinity;
    public double Maximum { get; set; } = double.PositiveInfinity;

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.HorizontalOnly(X, X) : AxisLimits.NoLimits;

    internal override void Draw(Frame frame)
    {
        double x = frame.X(X), low = double.IsFinite(Minimum) ? frame.Y(Minimum) : frame.Data.Bottom, high = double.IsFinite(Maximum) ? frame.Y(Maximum) : frame.Data.Top;
        if (!frame.Data.Contains(x, frame.Data.CenterY)) return;
        frame.Canvas.Path(Polyline.Path([(x, low), (x, high)], frame.Data), null, LineStyle);
        bool right = frame.Data.Right - x > TextSize.Width(Text, LabelStyle) + 12;
        TextBlock.Draw(frame.Canvas, LabelStyle, right ? x + 5 : x - 5, Math.Max(high, frame.Data.Top) + 6, right ? Alignment.UpperLeft : Alignment.UpperRight, LabelStyle.Rotation);
    }
}
