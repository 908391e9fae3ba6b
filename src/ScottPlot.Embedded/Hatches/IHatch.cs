namespace ScottPlot;

public interface IHatch
{
    /// <summary>Name and content of the SVG pattern that repeats this hatch in two colours.</summary>
    internal (string Name, string Pattern) Tile(Color background, Color hatch);
}
