namespace ScottPlot.Colormaps;

/// <summary>Black at 0, white at 1.</summary>
public class Grayscale : IColormap
{
    public string Name { get; } = "Grayscale";

    public Color GetColor(double normalizedIntensity) => Color.Gray((byte)Math.Round(255 * Math.Clamp(normalizedIntensity, 0, 1)));
}
