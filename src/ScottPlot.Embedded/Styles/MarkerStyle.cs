namespace ScottPlot;

public class MarkerStyle
{
    public MarkerStyle() : this(MarkerShape.FilledCircle, 5) { }

    public MarkerStyle(MarkerShape shape, float size) : this(shape, size, Colors.Gray) { }

    public MarkerStyle(MarkerShape shape, float size, Color color)
    {
        (Shape, Size) = (shape, size);
        MarkerColor = color;
    }

    public MarkerShape Shape { get; set; }
    public float Size { get; set; }
    public bool IsVisible { get; set; } = true;

    public FillStyle FillStyle { get; set; } = new();
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }

    /// <summary>The line of shapes made of lines: open ones, crosses, bars.</summary>
    public LineStyle LineStyle { get; set; } = new(1.4f);
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    /// <summary>The line around filled shapes.</summary>
    public LineStyle OutlineStyle { get; set; } = new();
    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }
    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }
    public LinePattern OutlinePattern { get => OutlineStyle.Pattern; set => OutlineStyle.Pattern = value; }

    public Color MarkerColor
    {
        get => FillStyle.Color;
        set => (FillStyle.Color, LineStyle.Color, OutlineStyle.Color) = (value, value, value);
    }

    public static MarkerStyle Default => new();
    public static MarkerStyle None => new(MarkerShape.None, 0) { IsVisible = false };

    internal bool CanBeRendered => IsVisible && Shape != MarkerShape.None && Size > 0;
}
