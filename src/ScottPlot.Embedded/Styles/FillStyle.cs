namespace ScottPlot;

public class FillStyle
{
    public FillStyle() { }

    public FillStyle(Color color) => Color = color;

    public Color Color { get; set; } = Colors.Transparent;
    public bool IsVisible { get; set; } = true;

    /// <summary>A pattern over the colour, which tells areas apart in black and white.</summary>
    public IHatch? Hatch { get; set; }
    public Color HatchColor { get; set; } = Colors.Black;

    public bool HasValue => Color.Alpha > 0 || (Hatch is not null && HatchColor.Alpha > 0);
    public bool CanBeRendered => IsVisible && HasValue;
}
