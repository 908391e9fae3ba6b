namespace ScottPlot.Panels;

public class TitlePanel : IPanel
{
    public bool IsVisible { get; set; } = true;
    public float MinimumSize { get; set; }
    public float MaximumSize { get; set; } = float.MaxValue;
    public Edge Edge => Edge.Top;
    public LabelStyle Label { get; } = new() { FontSize = 15, Bold = true };

    void IPanel.Embedded() { }
}
