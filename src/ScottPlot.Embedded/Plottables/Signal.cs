using ScottPlot.DataSources;
using ScottPlot.Svg;

namespace ScottPlot.Plottables;

/// <summary>Samples at equal distances. However many there are, no more are drawn than can be seen.</summary>
public class Signal(ISignalSource data) : IPlottable
{
    public ISignalSource Data { get; set; } = data;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public string LegendText { get; set; } = string.Empty;

    public LineStyle LineStyle { get; set; } = new(1.4f);
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public Color Color { get => LineStyle.Color; set => LineStyle.Color = value; }

    /// <summary>Size of the dots that mark the samples where these stand far apart; zero for none.</summary>
    public float MaximumMarkerSize { get; set; } = 4;

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, LineStyle);

    public AxisLimits GetAxisLimits() => Data.GetLimits();

    void IPlottable.Draw(Frame frame)
    {
        var points = Pixels(frame);
        frame.Canvas.Path(Polyline.Path(Polyline.Thin(points, frame.Data), frame.Data), null, LineStyle, round: true);
        if (points.Count * 3 * MaximumMarkerSize > frame.Data.Width) return;
        MarkerPath.Draw(frame.Canvas, new(MarkerShape.FilledCircle, MaximumMarkerSize, Color), points.Where(p => frame.Data.Contains(p.X, p.Y)));
    }

    /// <summary>The samples in the data area and one beyond each of its sides, in pixels.</summary>
    internal List<(double X, double Y)> Pixels(Frame frame)
    {
        double a = (Axes.XAxis.Min - Data.XOffset) / Data.Period, b = (Axes.XAxis.Max - Data.XOffset) / Data.Period;
        int last = Math.Min(Data.Samples.Count - 1, Data.MaximumIndex);
        int from = (int)Math.Clamp(Math.Floor(Math.Min(a, b)), Math.Max(0, Data.MinimumIndex), last + 1.0);
        int to = (int)Math.Clamp(Math.Ceiling(Math.Max(a, b)), from - 1.0, last);
        var points = new List<(double, double)>(to - from + 1);
        for (int i = from; i <= to; i++) points.Add((frame.X(Data.X(i)), frame.Y(Data.Y(i))));
        return points;
    }
}
