namespace ScottPlot;

public class Bar
{
    public double Position { get; set; }
    public double Value { get; set; }
    public double ValueBase { get; set; }
    public double Error { get; set; }
    public bool IsVisible { get; set; } = true;

    /// <summary>Width of the bar and of the whisker's cap, in data units.</summary>
    public double Size { get; set; } = 0.8;
    public double ErrorSize { get; set; } = 0.2;
    public bool ErrorPositive { get; set; } = true;
    public bool ErrorNegative { get; set; } = true;

    public FillStyle FillStyle { get; set; } = new(Colors.Gray);
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public IHatch? FillHatch { get => FillStyle.Hatch; set => FillStyle.Hatch = value; }
    public Color FillHatchColor { get => FillStyle.HatchColor; set => FillStyle.HatchColor = value; }

    public LineStyle LineStyle { get; set; } = new(0.75f, Colors.Black);
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public Orientation Orientation { get; set; } = Orientation.Vertical;

    /// <summary>Text at the end of the bar, or in its middle.</summary>
    public string Label { get; set; } = string.Empty;
    public string ValueLabel { get => Label; set => Label = value; }
    public bool CenterLabel { get; set; }
    public float LabelOffset { get; set; } = 5;

    public AxisLimits AxisLimits
    {
        get
        {
            double below = ErrorNegative ? Math.Abs(Error) : 0, above = ErrorPositive ? Math.Abs(Error) : 0;
            if (!double.IsFinite(Position) || !double.IsFinite(Value)) return AxisLimits.NoLimits;
            if (!double.IsFinite(below)) below = above = 0;
            double low = Math.Min(ValueBase, Value - below), high = Math.Max(ValueBase, Value + above);
            double near = Position - Size / 2, far = Position + Size / 2;
            return Orientation == Orientation.Vertical ? new(near, far, low, high) : new(low, high, near, far);
        }
    }
}
