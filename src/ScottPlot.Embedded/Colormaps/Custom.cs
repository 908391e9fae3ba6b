namespace ScottPlot.Colormaps;

/// <summary>Colours at equal distances from 0 to 1; in between they are blended, or the one before holds if <paramref name="smooth"/> is false.</summary>
public class Custom(Color[] colors, bool smooth = true) : IColormap
{
    private readonly Color[] colors = colors.Length > 0 ? [.. colors] : throw new ArgumentException("A colour map needs at least one colour.", nameof(colors));

    public string Name { get; } = "Custom";

    public Color GetColor(double position)
    {
        position = Math.Clamp(position, 0, 1);
        double at = position * (colors.Length - 1);
        if (!smooth) return colors[(int)at];
        int below = Math.Min((int)at, colors.Length - 1), above = Math.Min(below + 1, colors.Length - 1);
        return colors[below].MixedWith(colors[above], at - below);
    }
}
