using ScottPlot.TickGenerators;

namespace ScottPlot.AxisPanels;

public abstract class AxisBase : LabelStyleProperties
{
    internal AxisBase() { }

    public bool IsVisible { get; set; } = true;
    public float MinimumSize { get; set; }
    public float MaximumSize { get; set; } = float.MaxValue;
    public abstract Edge Edge { get; }

    /// <summary>NaN until set by hand or by scaling to the data.</summary>
    public double Min { get; set; } = double.NaN;
    public double Max { get; set; } = double.NaN;

    public virtual ITickGenerator TickGenerator { get; set; } = new NumericAutomatic();

    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 14 };
    public LabelStyle TickLabelStyle { get; set; } = new() { FontSize = 12 };
    public LineStyle FrameLineStyle { get; } = new(1, Colors.Black);
    public TickMarkStyle MajorTickStyle { get; set; } = new() { Length = 5, Width = 1 };
    public TickMarkStyle MinorTickStyle { get; set; } = new() { Length = 2.5f, Width = 0.75f };

    public void SetTicks(double[] xs, string[] labels) => TickGenerator = new NumericManual(xs, labels);

    public void Color(Color color)
    {
        LabelStyle.ForeColor = TickLabelStyle.ForeColor = FrameLineStyle.Color = color;
        MajorTickStyle.Color = MinorTickStyle.Color = color;
    }

    internal bool HasLimits => double.IsFinite(Min) && double.IsFinite(Max) && Min != Max;
}
