namespace ScottPlot.AxisPanels;

public abstract class YAxisBase : AxisBase, IYAxis
{
    internal YAxisBase() { }

    public double Height => Max - Min;

    LabelStyle IAxis.Label => LabelStyle;

    void IPanel.Embedded() { }
}

public class LeftAxis : YAxisBase, IYAxis
{
    public override Edge Edge => Edge.Left;
}

public class RightAxis : YAxisBase, IYAxis
{
    public override Edge Edge => Edge.Right;
}
