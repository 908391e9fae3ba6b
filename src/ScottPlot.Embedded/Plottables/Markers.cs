using ScottPlot.Svg;

namespace ScottPlot.Plottables;

public class Markers : IPlottable
{
    internal Markers(IReadOnlyList<Coordinates> points) => Points = points;

    internal IReadOnlyList<Coordinates> Points { get; }

    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public string LegendText { get; set; } = string.Empty;

    public MarkerStyle MarkerStyle { get; set; } = new(MarkerShape.FilledCircle, 10);
    public MarkerShape MarkerShape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }
    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }
    public Color MarkerColor { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }
    public Color MarkerFillColor { get => MarkerStyle.FillColor; set => MarkerStyle.FillColor = value; }
    public Color MarkerLineColor { get => MarkerStyle.LineColor; set => MarkerStyle.LineColor = value; }
    public float MarkerLineWidth { get => MarkerStyle.LineWidth; set => MarkerStyle.LineWidth = value; }
    public Color Color { get => MarkerColor; set => MarkerColor = value; }

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle);

    public AxisLimits GetAxisLimits() => new(Points);

    void IPlottable.Draw(Frame frame) =>
        MarkerPath.Draw(frame.Canvas, MarkerStyle, Points.Select(frame.At).Where(p => frame.Data.Contains(p.X, p.Y)));
}
