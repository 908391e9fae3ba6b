using ScottPlot.Svg;

namespace ScottPlot.Plottables;

#pragma warning disable CA1051 // a field, because ScottPlot's is a field
public class Scatter : IPlottable
{
    private readonly IReadOnlyList<Coordinates> points;

    internal Scatter(IReadOnlyList<Coordinates> points) => this.points = points;

    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public string LegendText { get; set; } = string.Empty;

    public LineStyle LineStyle { get; set; } = new(1.6f);
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public MarkerStyle MarkerStyle { get; set; } = new(MarkerShape.FilledCircle, 6);
    public MarkerShape MarkerShape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }
    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }
    public Color MarkerColor { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }
    public Color MarkerFillColor { get => MarkerStyle.FillColor; set => MarkerStyle.FillColor = value; }
    public Color MarkerLineColor { get => MarkerStyle.LineColor; set => MarkerStyle.LineColor = value; }
    public float MarkerLineWidth { get => MarkerStyle.LineWidth; set => MarkerStyle.LineWidth = value; }

    public Color Color
    {
        get => LineStyle.Color;
        set => (LineStyle.Color, MarkerStyle.MarkerColor) = (value, value);
    }

    public ConnectStyle ConnectStyle;

    /// <summary>Shades the area between the curve and <see cref="FillYValue"/>.</summary>
    public bool FillY { get; set; }
    public Color FillYColor { get; set; } = Colors.Blue.WithAlpha(.2);
    public double FillYValue { get; set; }

    public double ScaleX { get; set; } = 1;
    public double ScaleY { get; set; } = 1;
    public double OffsetX { get; set; }
    public double OffsetY { get; set; }

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle, LineStyle);

    internal IEnumerable<Coordinates> Points => points.Select(p => new Coordinates(p.X * ScaleX + OffsetX, p.Y * ScaleY + OffsetY));

    public AxisLimits GetAxisLimits() => new(Points);

    void IPlottable.Draw(Frame frame)
    {
        var pixels = Points.Select(frame.At).ToList();
        if (FillY) DrawArea(frame, pixels);
        if (LineStyle.CanBeRendered)
            frame.Canvas.Path(Polyline.Path(Polyline.Thin(Stepped(pixels), frame.Data), frame.Data), null, LineStyle, round: true);
        MarkerPath.Draw(frame.Canvas, MarkerStyle, pixels.Where(p => frame.Data.Contains(p.X, p.Y)));
    }

    private void DrawArea(Frame frame, List<(double X, double Y)> pixels)
    {
        double foot = frame.Y(FillYValue);
        foreach (var piece in Gaps.Split(Stepped(pixels)))
        {
            List<(double, double)> outline = [.. piece, (piece[^1].X, foot), (piece[0].X, foot)];
            frame.Canvas.Path(Polyline.Closed(Polygon.Cut(outline, frame.Data)), new(FillYColor), null);
        }
    }

    private List<(double X, double Y)> Stepped(List<(double X, double Y)> pixels)
    {
        if (ConnectStyle == ConnectStyle.Straight) return pixels;
        var corners = new List<(double, double)>(2 * pixels.Count);
        for (int i = 0; i < pixels.Count; i++)
        {
            if (i > 0) corners.Add(ConnectStyle == ConnectStyle.StepHorizontal ? (pixels[i].X, pixels[i - 1].Y) : (pixels[i - 1].X, pixels[i].Y));
            corners.Add(pixels[i]);
        }
        return corners;
    }
}
