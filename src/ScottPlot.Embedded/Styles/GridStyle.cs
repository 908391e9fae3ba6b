namespace ScottPlot;

public class GridStyle
{
    public bool IsVisible { get; set; } = true;
    public bool IsBeneathPlottables { get; set; } = true;
    public LineStyle MajorLineStyle { get; set; } = new(1, Color.Gray(0xE4));
    public LineStyle MinorLineStyle { get; set; } = new(0, Color.Gray(0xF1));
}
