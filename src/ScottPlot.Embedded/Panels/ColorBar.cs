using ScottPlot.AxisPanels;

namespace ScottPlot.Panels;

/// <summary>The colours of a heat map beside the data area, with the values they stand for.</summary>
public class ColorBar(IHasColorAxis source, Edge edge = Edge.Right) : IPanel
{
    public bool IsVisible { get; set; } = true;
    public float MinimumSize { get; set; }
    public float MaximumSize { get; set; } = float.MaxValue;

    public IHasColorAxis Source { get; set; } = source;
    public Edge Edge { get; set; } = edge;
    public IAxis Axis { get; private set; } = edge switch
    {
        Edge.Left => new LeftAxis(), Edge.Right => new RightAxis(), Edge.Bottom => new BottomAxis(), _ => new TopAxis(),
    };

    /// <summary>Thickness of the coloured strip in pixels.</summary>
    public float Width { get; set; } = 16;

    public string Label { get => Axis.Label.Text; set => Axis.Label.Text = value; }
    public LabelStyle LabelStyle => Axis.Label;

    void IPanel.Embedded() { }
}
