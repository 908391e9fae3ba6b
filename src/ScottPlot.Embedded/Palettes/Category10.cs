namespace ScottPlot.Palettes;

public class Category10 : IPalette
{
    internal static readonly Color[] Hues = Color.FromHex(
        ["#1F77B4", "#FF7F0E", "#2CA02C", "#D62728", "#9467BD", "#8C564B", "#E377C2", "#7F7F7F", "#BCBD22", "#17BECF"]);

    public string Name { get; } = "Category 10";
    public string Description { get; } = "Ten colours for categories, as in Tableau, D3 and Matplotlib.";

    public Color[] Colors { get; } = [.. Hues];

    public Color GetColor(int index) => Colors[index % Colors.Length];
}
