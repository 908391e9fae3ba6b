namespace ScottPlot;

public class LegendItem : LabelStyleProperties
{
    public bool IsVisible { get; set; } = true;
    public IPlottable? Plottable { get; set; }
    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 12 };

    public LineStyle LineStyle { get; set; } = new();
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public MarkerStyle MarkerStyle { get; set; } = MarkerStyle.None;
    public MarkerShape MarkerShape
    {
        get => MarkerStyle.Shape;
        set
        {
            // An item starts without a marker; naming a shape asks for one.
            (MarkerStyle.Shape, MarkerStyle.IsVisible) = (value, value != MarkerShape.None);
            if (MarkerStyle.Size <= 0) MarkerStyle.Size = 6;
        }
    }
    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }
    public Color MarkerColor { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }
    public Color MarkerFillColor { get => MarkerStyle.FillColor; set => MarkerStyle.FillColor = value; }
    public Color MarkerLineColor { get => MarkerStyle.LineColor; set => MarkerStyle.LineColor = value; }
    public float MarkerLineWidth { get => MarkerStyle.LineWidth; set => MarkerStyle.LineWidth = value; }

    public FillStyle FillStyle { get; set; } = new();
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public IHatch? FillHatch { get => FillStyle.Hatch; set => FillStyle.Hatch = value; }
    public Color FillHatchColor { get => FillStyle.HatchColor; set => FillStyle.HatchColor = value; }

    public LineStyle OutlineStyle { get; set; } = new();
    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }
    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }
    public LinePattern OutlinePattern { get => OutlineStyle.Pattern; set => OutlineStyle.Pattern = value; }

    public static IEnumerable<LegendItem> None => [];

    public static IEnumerable<LegendItem> Single(LegendItem item) => [item];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, FillStyle fillStyle) =>
        [new() { Plottable = plottable, LabelText = label, FillStyle = fillStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, FillStyle fillStyle, LineStyle lineStyle) =>
        [new() { Plottable = plottable, LabelText = label, FillStyle = fillStyle, OutlineStyle = lineStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, LineStyle lineStyle) =>
        [new() { Plottable = plottable, LabelText = label, LineStyle = lineStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, LineStyle lineStyle, MarkerStyle markerStyle) =>
        [new() { Plottable = plottable, LabelText = label, LineStyle = lineStyle, MarkerStyle = markerStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, MarkerStyle markerStyle) =>
        [new() { Plottable = plottable, LabelText = label, MarkerStyle = markerStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, MarkerStyle markerStyle, LineStyle lineStyle) =>
        Single(plottable, label, lineStyle, markerStyle);
}
