namespace ScottPlot;

public interface IColormap
{
    string Name { get; }
    Color GetColor(double position);
}

public interface IHasColorAxis
{
    IColormap Colormap { get; }
    Range GetRange();
}
