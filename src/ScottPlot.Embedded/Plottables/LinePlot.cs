using ScottPlot.Svg;

namespace ScottPlot.Plottables;

public class LinePlot : IPlottable
{
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public string LegendText { get; set; } = string.Empty;
    public Coordinates Start { get; set; }
    public Coordinates End { get; set; }

    public LineStyle LineStyle { get; set; } = new(1.6f);
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public MarkerStyle MarkerStyle { get; set; } = new(MarkerShape.FilledCircle, 0);
    public MarkerShape MarkerShape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }
    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }
    public Color MarkerColor { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }

    public Color Color
    {
        get => LineStyle.Color;
        set => (LineStyle.Color, MarkerStyle.MarkerColor) = (value, value);
    }

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle, LineStyle);

    public AxisLimits GetAxisLimits() => new([Start, End]);

    void IPlottable.Draw(Frame frame)
    {
        (double X, double Y)[] ends = [frame.At(Start), frame.At(End)];
        frame.Canvas.Path(Polyline.Path(ends, frame.Data), null, LineStyle);
        MarkerPath.Draw(frame.Canvas, MarkerStyle, ends.Where(p => frame.Data.Contains(p.X, p.Y)));
    }
}
