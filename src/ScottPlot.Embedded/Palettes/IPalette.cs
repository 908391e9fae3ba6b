namespace ScottPlot;

public interface IPalette
{
    string Name { get; }
    string Description { get; }
    Color[] Colors { get; }
    Color GetColor(int index);
}
