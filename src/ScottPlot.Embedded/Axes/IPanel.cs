namespace ScottPlot;

// The interfaces below lack members of ScottPlot's that draw with Skia. Each has an internal member instead, so that no
// class outside can implement one here and then fail to compile against the package.

public interface IPanel
{
    bool IsVisible { get; set; }
    float MinimumSize { get; set; }
    float MaximumSize { get; set; }
    Edge Edge { get; }
    internal void Embedded();
}

public interface IAxis : IPanel
{
    double Min { get; set; }
    double Max { get; set; }
    ITickGenerator TickGenerator { get; set; }
    LabelStyle Label { get; }
    LabelStyle TickLabelStyle { get; set; }
    LineStyle FrameLineStyle { get; }
    TickMarkStyle MajorTickStyle { get; set; }
    TickMarkStyle MinorTickStyle { get; set; }
    void SetTicks(double[] xs, string[] labels);
}

public interface IXAxis : IAxis
{
    double Width { get; }
}

public interface IYAxis : IAxis
{
    double Height { get; }
}

public interface IAxes
{
    IXAxis XAxis { get; set; }
    IYAxis YAxis { get; set; }
    internal void Embedded();
}

public interface IPlottable
{
    bool IsVisible { get; set; }
    IAxes Axes { get; set; }
    IEnumerable<LegendItem> LegendItems { get; }
    AxisLimits GetAxisLimits();
    internal void Draw(Svg.Frame frame);
}

public interface ITickGenerator
{
    Tick[] Ticks { get; }
    int MaxTickCount { get; set; }

    /// <summary>Chooses the ticks of an axis; returns what must be written beside the axis, such as a common factor.</summary>
    internal string Choose(TickGenerators.TickRequest request);
}

public interface IMinorTickGenerator
{
    internal IEnumerable<double> Between(double[] majors, double min, double max);
}
