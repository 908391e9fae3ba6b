namespace ScottPlot.Grids;

public class DefaultGrid(IXAxis xAxis, IYAxis yAxis)
{
    public IXAxis XAxis { get; set; } = xAxis;
    public IYAxis YAxis { get; set; } = yAxis;
    public bool IsVisible { get; set; } = true;
    public bool IsBeneathPlottables { get; set; } = true;
    public GridStyle XAxisStyle { get; set; } = new();
    public GridStyle YAxisStyle { get; set; } = new();

    public Color MajorLineColor
    {
        get => XAxisStyle.MajorLineStyle.Color;
        set => XAxisStyle.MajorLineStyle.Color = YAxisStyle.MajorLineStyle.Color = value;
    }

    public float MajorLineWidth { set => XAxisStyle.MajorLineStyle.Width = YAxisStyle.MajorLineStyle.Width = value; }
    public LinePattern MajorLinePattern { set => XAxisStyle.MajorLineStyle.Pattern = YAxisStyle.MajorLineStyle.Pattern = value; }
    public Color MinorLineColor { set => XAxisStyle.MinorLineStyle.Color = YAxisStyle.MinorLineStyle.Color = value; }
    public float MinorLineWidth { set => XAxisStyle.MinorLineStyle.Width = YAxisStyle.MinorLineStyle.Width = value; }
}
