using System.Globalization;

namespace ScottPlot;

/// <summary>The rectangle in data units that something occupies; a side that is not finite says nothing.</summary>
public readonly struct AxisLimits : IEquatable<AxisLimits>
{
    public double Left { get; }
    public double Right { get; }
    public double Bottom { get; }
    public double Top { get; }

    public AxisLimits(double left, double right, double bottom, double top) => (Left, Right, Bottom, Top) = (left, right, bottom, top);

    public AxisLimits(CoordinateRect rect) : this(rect.Left, rect.Right, rect.Bottom, rect.Top) { }

    public AxisLimits(Coordinates coordinates) : this(coordinates.X, coordinates.X, coordinates.Y, coordinates.Y) { }

    public AxisLimits(IEnumerable<Coordinates> coordinates)
    {
        (Left, Right, Bottom, Top) = (double.NaN, double.NaN, double.NaN, double.NaN);
        foreach (var c in coordinates)
        {
            if (!c.AreReal) continue;
            (Left, Right) = (Lower(Left, c.X), Upper(Right, c.X));
            (Bottom, Top) = (Lower(Bottom, c.Y), Upper(Top, c.Y));
        }
    }

    public AxisLimits(IEnumerable<IPlottable> plottables)
    {
        AxisLimits all = NoLimits;
        foreach (var p in plottables) all = all.Expanded(p.GetAxisLimits());
        (Left, Right, Bottom, Top) = (all.Left, all.Right, all.Bottom, all.Top);
    }

    public double HorizontalSpan => Right - Left;
    public double VerticalSpan => Top - Bottom;
    public double HorizontalCenter => (Left + Right) / 2;
    public double VerticalCenter => (Bottom + Top) / 2;
    public Coordinates Center => new(HorizontalCenter, VerticalCenter);

    public bool IsRealX => double.IsFinite(Left) && double.IsFinite(Right);
    public bool IsRealY => double.IsFinite(Bottom) && double.IsFinite(Top);
    public bool IsReal => IsRealX && IsRealY;

    public static AxisLimits Default => new(-10, 10, -10, 10);
    public static AxisLimits NoLimits => new(double.NaN, double.NaN, double.NaN, double.NaN);
    public static AxisLimits HorizontalOnly(double xMin, double xMax) => new(xMin, xMax, double.NaN, double.NaN);
    public static AxisLimits VerticalOnly(double yMin, double yMax) => new(double.NaN, double.NaN, yMin, yMax);

    public AxisLimits Expanded(AxisLimits limits) => new(
        Lower(Left, limits.Left), Upper(Right, limits.Right), Lower(Bottom, limits.Bottom), Upper(Top, limits.Top));

    public AxisLimits Expanded(CoordinateRect rect) => Expanded(new AxisLimits(rect));

    public AxisLimits Expanded(Coordinates coordinates) => Expanded(new AxisLimits(coordinates));

    public AxisLimits Expanded(double x, double y) => Expanded(new Coordinates(x, y));

    public bool Equals(AxisLimits other) =>
        Left.Equals(other.Left) && Right.Equals(other.Right) && Bottom.Equals(other.Bottom) && Top.Equals(other.Top);

    public override bool Equals(object? obj) => obj is AxisLimits other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Left, Right, Bottom, Top);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"AxisLimits: X=[{Left}, {Right}], Y=[{Bottom}, {Top}]");

    public string ToString(int digits) => new AxisLimits(
        Math.Round(Left, digits), Math.Round(Right, digits), Math.Round(Bottom, digits), Math.Round(Top, digits)).ToString();

    public static bool operator ==(AxisLimits a, AxisLimits b) => a.Equals(b);

    public static bool operator !=(AxisLimits a, AxisLimits b) => !a.Equals(b);

    private static double Lower(double a, double b) => !double.IsFinite(a) ? b : !double.IsFinite(b) ? a : Math.Min(a, b);

    private static double Upper(double a, double b) => !double.IsFinite(a) ? b : !double.IsFinite(b) ? a : Math.Max(a, b);
}
