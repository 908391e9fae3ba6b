using System.Globalization;
using ScottPlot.DataSources;
using ScottPlot.Panels;
using ScottPlot.Plottables;

namespace ScottPlot;

public class PlottableAdder(Plot plot)
{
    private int next;

    public Plot Plot { get; } = plot;
    public IPalette Palette { get; set; } = Palettes.PrintOrder.Create();

    public Color GetNextColor(bool incrementCounter = true) => Palette.GetColor(incrementCounter ? next++ : next);

    public IPlottable Plottable(IPlottable plottable) => Added(plottable);

    // ---- points and lines

    public Scatter Scatter(double x, double y, Color? color = null) => Scatter(new Coordinates(x, y), color);
    public Scatter Scatter(Coordinates point, Color? color = null) => Curve([point], color);
    public Scatter Scatter(Coordinates[] coordinates, Color? color = null) => Curve([.. coordinates], color);
    public Scatter Scatter(List<Coordinates> coordinates, Color? color = null) => Curve([.. coordinates], color);
    public Scatter Scatter(double[] xs, double[] ys, Color? color = null) => Curve(Pairs(xs, ys), color);
    public Scatter Scatter<T1, T2>(T1[] xs, T2[] ys, Color? color = null) => Curve(Pairs(Numbers(xs), Numbers(ys)), color);
    public Scatter Scatter<T1, T2>(List<T1> xs, List<T2> ys, Color? color = null) => Curve(Pairs(Numbers(xs), Numbers(ys)), color);

    public Scatter ScatterLine(Coordinates[] coordinates, Color? color = null) => LineOnly(Scatter(coordinates, color));
    public Scatter ScatterLine(List<Coordinates> coordinates, Color? color = null) => LineOnly(Scatter(coordinates, color));
    public Scatter ScatterLine(double[] xs, double[] ys, Color? color = null) => LineOnly(Scatter(xs, ys, color));
    public Scatter ScatterLine<T1, T2>(T1[] xs, T2[] ys, Color? color = null) => LineOnly(Scatter(xs, ys, color));
    public Scatter ScatterLine<T1, T2>(List<T1> xs, List<T2> ys, Color? color = null) => LineOnly(Scatter(xs, ys, color));

    public Scatter ScatterPoints(Coordinates[] coordinates, Color? color = null) => PointsOnly(Scatter(coordinates, color));
    public Scatter ScatterPoints(List<Coordinates> coordinates, Color? color = null) => PointsOnly(Scatter(coordinates, color));
    public Scatter ScatterPoints(double[] xs, double[] ys, Color? color = null) => PointsOnly(Scatter(xs, ys, color));
    public Scatter ScatterPoints<T1, T2>(T1[] xs, T2[] ys, Color? color = null) => PointsOnly(Scatter(xs, ys, color));
    public Scatter ScatterPoints<T1, T2>(List<T1> xs, List<T2> ys, Color? color = null) => PointsOnly(Scatter(xs, ys, color));

    public Markers Markers(Coordinates[] coordinates, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) => Dots([.. coordinates], shape, size, color);
    public Markers Markers(List<Coordinates> coordinates, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) => Dots([.. coordinates], shape, size, color);
    public Markers Markers(double[] xs, double[] ys, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) => Dots(Pairs(xs, ys), shape, size, color);
    public Markers Markers<TX, TY>(TX[] xs, TY[] ys, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) => Dots(Pairs(Numbers(xs), Numbers(ys)), shape, size, color);
    public Markers Markers<TX, TY>(List<TX> xs, List<TY> ys, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) => Dots(Pairs(Numbers(xs), Numbers(ys)), shape, size, color);

    public Signal Signal(ISignalSource source, Color? color = null) => Added(new Signal(source) { Color = color ?? GetNextColor() });
    public Signal Signal(double[] ys, double period = 1, Color? color = null) => Signal(new SampledSource(ys, period), color);
    public Signal Signal<T>(T[] ys, double period = 1, Color? color = null) => Signal(new SampledSource(Numbers(ys), period), color);
    public Signal Signal<T>(IReadOnlyList<T> ys, double period = 1, Color? color = null) => Signal(new SampledSource(Numbers(ys), period), color);

    public LinePlot Line(double x1, double y1, double x2, double y2) => Line(new Coordinates(x1, y1), new Coordinates(x2, y2));
    public LinePlot Line(Coordinates start, Coordinates end) => Added(new LinePlot { Start = start, End = end, Color = GetNextColor() });

    public HorizontalLine HorizontalLine(double y, float width = 2, Color? color = null, LinePattern pattern = default) =>
        Added(new HorizontalLine { Y = y, LineWidth = width, Color = color ?? GetNextColor(), LinePattern = pattern });

    public VerticalLine VerticalLine(double x, float width = 2, Color? color = null, LinePattern pattern = default) =>
        Added(new VerticalLine { X = x, LineWidth = width, Color = color ?? GetNextColor(), LinePattern = pattern });

    public HorizontalSpan HorizontalSpan(double x1, double x2, Color? color = null) => Strip(new HorizontalSpan { X1 = x1, X2 = x2 }, color);
    public VerticalSpan VerticalSpan(double y1, double y2, Color? color = null) => Strip(new VerticalSpan { Y1 = y1, Y2 = y2 }, color);

    // ---- bars, errors, bands

    public BarPlot Bar(Bar bar) => Bars(new[] { bar });
    public BarPlot Bar(double position, double value, double error = 0) =>
        Bars(new[] { new Bar { Position = position, Value = value, Error = error, FillColor = GetNextColor() } });

    public BarPlot Bars(Bar[] bars) => Added(new BarPlot([.. bars]));
    public BarPlot Bars(List<Bar> bars) => Added(new BarPlot(bars));
    public BarPlot Bars(double[] values) => Bars(Enumerable.Range(0, values.Length).Select(i => (double)i), values);
    public BarPlot Bars(IEnumerable<double> positions, IEnumerable<double> values)
    {
        double[] xs = [.. positions], heights = [.. values];
        var color = GetNextColor();
        return Bars(Pairs(xs, heights).Select(p => new Bar { Position = p.X, Value = p.Y, FillColor = color }).ToList());
    }
    public BarPlot Bars<T>(IEnumerable<double> positions, IEnumerable<T> values) => Bars(positions, Numbers(values));

    public ErrorBar ErrorBar(IReadOnlyList<double> xs, IReadOnlyList<double> ys, IReadOnlyList<double> yErrors) =>
        Added(new ErrorBar(xs, ys, null, null, yErrors, yErrors) { Color = GetNextColor() });

    public FillY FillY(Scatter scatter1, Scatter scatter2) => Band(new FillY(scatter1, scatter2));
    public FillY FillY(ICollection<(double X, double Top, double Bottom)> data)
    {
        var band = new FillY();
        band.SetDataSource(data);
        return Band(band);
    }
    public FillY FillY(double[] xs, double[] ys1, double[] ys2)
    {
        RequireEqual(xs.Length, ys1.Length);
        RequireEqual(xs.Length, ys2.Length);
        return FillY(xs.Select((x, i) => (x, ys1[i], ys2[i])).ToArray());
    }
    public FillY FillY<T>(ICollection<T> data, Func<T, (double X, double Top, double Bottom)> function)
    {
        var band = new FillY();
        band.SetDataSource(data, function);
        return Band(band);
    }

    // ---- maps

    public Heatmap Heatmap(double[,] intensities) => Added(new Heatmap(intensities));

    public ColorBar ColorBar(IHasColorAxis source, Edge edge = Edge.Right)
    {
        var bar = new ColorBar(source, edge);
        Plot.Axes.ColorBars.Add(bar);
        return bar;
    }

    // ---- words

    public Text Text(string text, double x, double y) => Text(text, new Coordinates(x, y));
    public Text Text(string text, Coordinates location) => Added(new Text { LabelText = text, Location = location });

    public Annotation Annotation(string text, Alignment alignment = Alignment.UpperLeft) =>
        Added(new Annotation { Text = text, Alignment = alignment });

    // ---- inside

    private T Added<T>(T plottable) where T : IPlottable
    {
        Plot.PlottableList.Add(plottable);
        return plottable;
    }

    private Scatter Curve(Coordinates[] points, Color? color) => Added(new Scatter(points) { Color = color ?? GetNextColor() });

    private Markers Dots(Coordinates[] points, MarkerShape shape, float size, Color? color) =>
        Added(new Markers(points) { MarkerStyle = new(shape, size, color ?? GetNextColor()) });

    private FillY Band(FillY band)
    {
        band.FillColor = GetNextColor().WithAlpha(.25);
        return Added(band);
    }

    private T Strip<T>(T span, Color? color) where T : AxisSpan
    {
        span.FillColor = color ?? GetNextColor().WithAlpha(.2);
        return Added(span);
    }

    private static Scatter LineOnly(Scatter s)
    {
        s.MarkerSize = 0;
        return s;
    }

    private static Scatter PointsOnly(Scatter s)
    {
        s.LineWidth = 0;
        return s;
    }

    private static Coordinates[] Pairs(double[] xs, double[] ys)
    {
        RequireEqual(xs.Length, ys.Length);
        return xs.Select((x, i) => new Coordinates(x, ys[i])).ToArray();
    }

    private static void RequireEqual(int xs, int ys)
    {
        if (xs != ys) throw new ArgumentException($"There are {xs} x values and {ys} y values; both must be as many.");
    }

    private static double[] Numbers<T>(IEnumerable<T> values) =>
        values.Select(v => Convert.ToDouble(v, CultureInfo.InvariantCulture)).ToArray();
}
