using ScottPlot.AxisPanels;
using ScottPlot.Grids;
using ScottPlot.Panels;
using ScottPlot.Svg;

namespace ScottPlot;

public class AxisManager
{
    private readonly Plot plot;
    private double left = 0.05, right = 0.05, bottom = 0.075, top = 0.075;

    public AxisManager(Plot plot)
    {
        this.plot = plot;
        DefaultGrid = new(Bottom, Left);
    }

    public IXAxis Bottom { get; } = new BottomAxis();
    public IXAxis Top { get; } = new TopAxis();
    public IYAxis Left { get; } = new LeftAxis();
    public IYAxis Right { get; } = new RightAxis();
    public TitlePanel Title { get; } = new();
    public DefaultGrid DefaultGrid { get; set; }

    internal List<ColorBar> ColorBars { get; } = [];

    public bool LimitsHaveBeenSet => ((AxisBase)Bottom).HasLimits && ((AxisBase)Left).HasLimits;

    public IEnumerable<IAxis> GetAxes() => [Bottom, Top, Left, Right];

    public IEnumerable<IAxis> GetAxes(Edge edge) => GetAxes().Where(a => a.Edge == edge);

    public AxisLimits GetLimits() => GetLimits(Bottom, Left);

    public AxisLimits GetLimits(IXAxis xAxis, IYAxis yAxis) => new(xAxis.Min, xAxis.Max, yAxis.Min, yAxis.Max);

    public AxisLimits GetLimits(IAxes axes) => GetLimits(axes.XAxis, axes.YAxis);

    // ---- limits by hand

    public void SetLimitsX(double left, double right, IXAxis xAxis) => (xAxis.Min, xAxis.Max) = (left, right);
    public void SetLimitsX(double left, double right) => SetLimitsX(left, right, Bottom);
    public void SetLimitsX(CoordinateRect limits) => SetLimitsX(limits.Left, limits.Right);
    public void SetLimitsX(AxisLimits limits) => SetLimitsX(limits.Left, limits.Right);
    public void SetLimitsX(AxisLimits limits, IXAxis xAxis) => SetLimitsX(limits.Left, limits.Right, xAxis);

    public void SetLimitsY(double bottom, double top, IYAxis yAxis) => (yAxis.Min, yAxis.Max) = (bottom, top);
    public void SetLimitsY(double bottom, double top) => SetLimitsY(bottom, top, Left);
    public void SetLimitsY(CoordinateRect limits) => SetLimitsY(limits.Bottom, limits.Top);
    public void SetLimitsY(AxisLimits limits) => SetLimitsY(limits.Bottom, limits.Top);
    public void SetLimitsY(AxisLimits limits, IYAxis yAxis) => SetLimitsY(limits.Bottom, limits.Top, yAxis);

    public void SetLimits(double left, double right, double bottom, double top) => SetLimits(left, right, bottom, top, Bottom, Left);

    public void SetLimits(double left, double right, double bottom, double top, IXAxis xAxis, IYAxis yAxis)
    {
        SetLimitsX(left, right, xAxis);
        SetLimitsY(bottom, top, yAxis);
    }

    /// <summary>A side left out keeps its value; if it has none yet, both follow the data: scale first (<see cref="AutoScale(bool?, bool?)"/>).</summary>
    public void SetLimits(double? left = null, double? right = null, double? bottom = null, double? top = null)
    {
        SetLimitsX(left ?? Bottom.Min, right ?? Bottom.Max);
        SetLimitsY(bottom ?? Left.Min, top ?? Left.Max);
    }

    public void SetLimits(CoordinateRect rect) => SetLimits(new AxisLimits(rect));

    public void SetLimits(AxisLimits limits) => SetLimits(limits, Bottom, Left);

    public void SetLimits(AxisLimits limits, IXAxis xAxis, IYAxis yAxis)
    {
        SetLimitsX(limits, xAxis);
        SetLimitsY(limits, yAxis);
    }

    public void InvertX()
    {
        ScaleUnset();
        if (Bottom.Min < Bottom.Max) SetLimitsX(Bottom.Max, Bottom.Min);
    }

    public void InvertY()
    {
        ScaleUnset();
        if (Left.Min < Left.Max) SetLimitsY(Left.Max, Left.Min);
    }

    // ---- limits from the data

    public void AutoScale(bool? invertX = null, bool? invertY = null)
    {
        AssignDefaults();
        (bool x, bool y) = (invertX ?? Bottom.Min > Bottom.Max, invertY ?? Left.Min > Left.Max);
        foreach (var axis in GetAxes()) Forget(axis);
        ScaleUnset();
        if (x) InvertX();
        if (y) InvertY();
    }

    public void AutoScale(IEnumerable<IPlottable> plottables)
    {
        var some = plottables.ToList();
        AutoScaleX(some);
        AutoScaleY(some);
    }

    public void AutoScale(IXAxis xAxis, IYAxis yAxis, bool horizontal = true, bool vertical = true)
    {
        if (horizontal) AutoScaleX(xAxis);
        if (vertical) AutoScaleY(yAxis);
    }

    public void AutoScaleX() => AutoScaleX(Bottom);
    public void AutoScaleX(IXAxis xAxis) => Rescale(xAxis, plot.PlottableList);
    public void AutoScaleX(IEnumerable<IPlottable> plottables) => Rescale(Bottom, plottables);

    public void AutoScaleY() => AutoScaleY(Left);
    public void AutoScaleY(IYAxis yAxis) => Rescale(yAxis, plot.PlottableList);
    public void AutoScaleY(IEnumerable<IPlottable> plottables) => Rescale(Left, plottables);

    // ---- margins around the data, as fractions of its extent

    public void Margins() => Margins(0.05, 0.05, 0.075, 0.075);

    public void Margins(double horizontal = 0.1, double vertical = 0.15) =>
        Margins(horizontal / 2, horizontal / 2, vertical / 2, vertical / 2);

    public void Margins(double left = 0.05, double right = 0.05, double bottom = 0.07, double top = 0.07)
    {
        (this.left, this.right, this.bottom, this.top) = (left, right, bottom, top);
        AutoScale();
    }

    public void MarginsX(double horizontal = 0.1)
    {
        left = right = horizontal / 2;
        AutoScaleX();
    }

    public void MarginsY(double vertical = 0.15)
    {
        bottom = top = vertical / 2;
        AutoScaleY();
    }

    public void TightMargins() => Margins(0, 0);

    // ---- looks

    public void Frame(bool enable)
    {
        foreach (var axis in GetAxes()) axis.FrameLineStyle.IsVisible = enable;
    }

    public void FrameWidth(float width)
    {
        foreach (var axis in GetAxes()) axis.FrameLineStyle.Width = width;
    }

    public void FrameColor(Color color)
    {
        foreach (var axis in GetAxes()) axis.FrameLineStyle.Color = color;
    }

    public void Color(Color color)
    {
        foreach (var axis in GetAxes()) Color(axis, color);
        Title.Label.ForeColor = color;
    }

    public void Color(IAxis axis, Color color) => ((AxisBase)axis).Color(color);

    // ---- inside

    /// <summary>Gives the primary axes to plottables that chose none.</summary>
    internal void AssignDefaults()
    {
        foreach (var p in plot.PlottableList)
        {
            p.Axes.XAxis ??= Bottom;
            p.Axes.YAxis ??= Left;
        }
    }

    internal bool IsUsed(IAxis axis) =>
        axis == Bottom || axis == Left || ((AxisBase)axis).HasLimits || plot.PlottableList.Any(p => p.Axes.XAxis == axis || p.Axes.YAxis == axis);

    /// <summary>Scales to the data each axis that lacks a limit.</summary>
    internal void ScaleUnset()
    {
        AssignDefaults();
        foreach (var axis in GetAxes())
            if (!((AxisBase)axis).HasLimits && IsUsed(axis))
            {
                Forget(axis);
                Scale(axis, plot.PlottableList);
            }
    }

    private void Rescale(IAxis axis, IEnumerable<IPlottable> plottables)
    {
        AssignDefaults();
        bool inverted = axis.Min > axis.Max;
        Forget(axis);
        Scale(axis, plottables);
        if (inverted) (axis.Min, axis.Max) = (axis.Max, axis.Min);
    }

    private static void Forget(IAxis axis) => axis.Min = axis.Max = double.NaN;

    private void Scale(IAxis axis, IEnumerable<IPlottable> plottables)
    {
        bool horizontal = axis is IXAxis;
        var extent = new Extent();
        foreach (var p in plottables)
        {
            if (!p.IsVisible || (p.Axes.XAxis != axis && p.Axes.YAxis != axis)) continue;
            var limits = p.GetAxisLimits();
            if (horizontal) extent.Include(limits.Left, limits.Right);
            else extent.Include(limits.Bottom, limits.Top);
        }
        if (extent.IsEmpty && plot.PlottableList.Count == 0 && !plot.IsRendering) return;
        double labels = BarsOn(axis).Select(p => p.RoomForLabels(horizontal ? Orientation.Horizontal : Orientation.Vertical)).DefaultIfEmpty(0).Max();
        // A margin of zero is meant: bars stand on the axis.
        (axis.Min, axis.Max) = extent.WithMargins(Room(horizontal ? left : bottom), Room(horizontal ? right : top));

        double Room(double margin) => margin == 0 ? 0 : margin + labels;
    }

    private IEnumerable<Plottables.BarPlot> BarsOn(IAxis axis) =>
        plot.PlottableList.OfType<Plottables.BarPlot>().Where(p => p.IsVisible && (p.Axes.XAxis == axis || p.Axes.YAxis == axis));
}
