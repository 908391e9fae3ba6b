namespace ScottPlot;

#pragma warning disable CA1051 // fields, because ScottPlot's are fields
public class LabelStyle
{
    public string Text { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public Alignment Alignment { get; set; } = Alignment.UpperLeft;

    /// <summary>Degrees clockwise.</summary>
    public float Rotation { get; set; }

    /// <summary>Empty for the family of the whole figure.</summary>
    public string FontName { get; set; } = string.Empty;
    public float FontSize { get; set; } = 12;
    public bool Bold { get; set; }
    public bool Italic;
    public bool Underline { get; set; }
    public float? LineSpacing { get; set; }

    public Color ForeColor { get; set; } = Colors.Black;
    public Color BackgroundColor { get; set; } = Colors.Transparent;
    public Color BorderColor { get; set; } = Colors.Transparent;
    public float BorderWidth { get; set; }
    public float BorderRadius { get => BorderRadiusX; set => (BorderRadiusX, BorderRadiusY) = (value, value); }
    public float BorderRadiusX;
    public float BorderRadiusY;

    public float OffsetX;
    public float OffsetY;
    public float Padding
    {
        get => PixelPadding.Left;
        set => PixelPadding = new(value);
    }
    public PixelPadding PixelPadding { get; set; }

    public static LabelStyle Default => new();
}
