using ScottPlot.Svg;

namespace ScottPlot.Plottables;

/// <summary>A shaded strip right across the data area.</summary>
public abstract class AxisSpan : IPlottable
{
    internal AxisSpan() { }

    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public string LegendText { get; set; } = string.Empty;
    public bool EnableAutoscale { get; set; } = true;

    public FillStyle FillStyle { get; set; } = new(Colors.Gray.WithAlpha(.2));
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public IHatch? FillHatch { get => FillStyle.Hatch; set => FillStyle.Hatch = value; }
    public Color FillHatchColor { get => FillStyle.HatchColor; set => FillStyle.HatchColor = value; }

    public LineStyle LineStyle { get; set; } = new();
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, FillStyle, LineStyle);

    public abstract AxisLimits GetAxisLimits();

    /// <summary>The strip in pixels, longer than the data area.</summary>
    internal abstract Box Strip(Frame frame);

    void IPlottable.Draw(Frame frame)
    {
        var s = Strip(frame);
        if (double.IsNaN(s.Left + s.Right + s.Top + s.Bottom)) return;
        frame.Canvas.Path(Polyline.Closed(Polygon.Cut([(s.Left, s.Top), (s.Right, s.Top), (s.Right, s.Bottom), (s.Left, s.Bottom)], frame.Data)), FillStyle, null);
        if (!LineStyle.CanBeRendered) return;
        List<(double, double)> outline = [(s.Left, s.Top), (s.Left, s.Bottom), (s.Right, s.Bottom), (s.Right, s.Top), (s.Left, s.Top)];
        frame.Canvas.Path(Polyline.Path(outline, frame.Data), null, LineStyle);
    }
}

/// <summary>From one x to another.</summary>
public class HorizontalSpan : AxisSpan
{
    public double X1 { get; set; }
    public double X2 { get; set; }
    public double Left { get => Math.Min(X1, X2); set => X1 = value; }
    public double Right { get => Math.Max(X1, X2); set => X2 = value; }

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.HorizontalOnly(Left, Right) : AxisLimits.NoLimits;

    internal override Box Strip(Frame frame) => new(frame.X(X1), frame.Data.Top - 10, frame.X(X2), frame.Data.Bottom + 10);
}

/// <summary>From one y to another.</summary>
public class VerticalSpan : AxisSpan
{
    public double Y1 { get; set; }
    public double Y2 { get; set; }
    public double Bottom { get => Math.Min(Y1, Y2); set => Y1 = value; }
    public double Top { get => Math.Max(Y1, Y2); set => Y2 = value; }

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.VerticalOnly(Bottom, Top) : AxisLimits.NoLimits;

    internal override Box Strip(Frame frame) => new(frame.Data.Left - 10, frame.Y(Y1), frame.Data.Right + 10, frame.Y(Y2));
}
