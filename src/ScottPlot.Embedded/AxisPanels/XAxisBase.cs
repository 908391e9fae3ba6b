namespace ScottPlot.AxisPanels;

public abstract class XAxisBase : AxisBase, IXAxis
{
    internal XAxisBase() { }

    public double Width => Max - Min;

    LabelStyle IAxis.Label => LabelStyle;

    void IPanel.Embedded() { }
}

public class BottomAxis : XAxisBase, IXAxis
{
    public override Edge Edge => Edge.Bottom;
}

public class TopAxis : XAxisBase, IXAxis
{
    public override Edge Edge => Edge.Top;
}
