namespace ScottPlot.Colormaps;

/// <summary>Colours at equal distances from 0 to 1, blended in between unless <paramref name="smooth"/> is false.</summary>
public class Custom(Color[] colors, bool smooth = true) : IColormap
{
    private readonly Color[] colors = colors.Length > 0 ? [.. colors] : throw new ArgumentException("A colour map needs at least one colour.", nameof(colors));

    public string Name { get; } = "Custom";

    public Color GetColor(double position)
    {
        position = Math.Clamp(position, 0, 1);
        if (!smooth) return colors[Math.Min((int)(position * colors.Length), colors.Length - 1)];
        double at = position * (colors.Length - 1);
        int below = Math.Min((int)at, colors.Length - 1), above = Math.Min(below + 1, colors.Length - 1);
        return colors[below].MixedWith(colors[above], at - below);
    }
}
