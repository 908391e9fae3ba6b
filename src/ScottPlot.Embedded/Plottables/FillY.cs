using ScottPlot.Svg;

namespace ScottPlot.Plottables;

/// <summary>A shaded band between two curves.</summary>
public class FillY : IPlottable
{

    public FillY() { }

    internal (double X, double Top, double Bottom)[] Band { get; private set; } = [];

    public FillY(Scatter scatter1, Scatter scatter2) =>
        Band = scatter1.Points.Zip(scatter2.Points, (a, b) => (a.X, a.Y, b.Y)).ToArray();

    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public string LegendText { get; set; } = string.Empty;

    public FillStyle FillStyle { get; set; } = new(Colors.Gray.WithAlpha(.25));
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public IHatch? FillHatch { get => FillStyle.Hatch; set => FillStyle.Hatch = value; }
    public Color FillHatchColor { get => FillStyle.HatchColor; set => FillStyle.HatchColor = value; }

    public LineStyle LineStyle { get; set; } = new();
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, FillStyle, LineStyle);

    public void SetDataSource(ICollection<(double X, double Top, double Bottom)> items) => Band = [.. items];

    public void SetDataSource<T>(ICollection<T> items, Func<T, (double X, double Top, double Bottom)> coordinateSolver) =>
        Band = items.Select(coordinateSolver).ToArray();

    public AxisLimits GetAxisLimits() => new(Band.SelectMany(p => new Coordinates[] { new(p.X, p.Top), new(p.X, p.Bottom) }));

    void IPlottable.Draw(Frame frame)
    {
        int start = 0;
        for (int i = 0; i <= Band.Length; i++)
        {
            if (i < Band.Length && double.IsFinite(Band[i].X + Band[i].Top + Band[i].Bottom)) continue;
            if (i - start > 1) DrawPiece(frame, Band.AsSpan(start, i - start));
            start = i + 1;
        }
    }

    private void DrawPiece(Frame frame, ReadOnlySpan<(double X, double Top, double Bottom)> piece)
    {
        var upper = new List<(double X, double Y)>();
        var lower = new List<(double X, double Y)>();
        foreach (var p in piece)
        {
            upper.Add((frame.X(p.X), frame.Y(p.Top)));
            lower.Add((frame.X(p.X), frame.Y(p.Bottom)));
        }
        List<(double, double)> outline = [.. upper, .. Enumerable.Reverse(lower)];
        frame.Canvas.Path(Polyline.Closed(Polygon.Cut(outline, frame.Data)), FillStyle, null);
        if (!LineStyle.CanBeRendered) return;
        frame.Canvas.Path(Polyline.Path(upper, frame.Data) + Polyline.Path(lower, frame.Data), null, LineStyle);
    }
}
