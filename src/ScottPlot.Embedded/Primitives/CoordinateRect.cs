using System.Globalization;

namespace ScottPlot;

/// <summary>A rectangle in data units. Its sides are kept as given: Left may lie right of Right.</summary>
public struct CoordinateRect(double left, double right, double bottom, double top) : IEquatable<CoordinateRect>
{
    public CoordinateRect(Coordinates pt1, Coordinates pt2)
        : this(Math.Min(pt1.X, pt2.X), Math.Max(pt1.X, pt2.X), Math.Min(pt1.Y, pt2.Y), Math.Max(pt1.Y, pt2.Y)) { }

    public CoordinateRect(IAxes axes) : this(axes.XAxis.Min, axes.XAxis.Max, axes.YAxis.Min, axes.YAxis.Max) { }

    public double Left { get; set; } = left;
    public double Right { get; set; } = right;
    public double Bottom { get; set; } = bottom;
    public double Top { get; set; } = top;

    public double Width => Right - Left;
    public double Height => Top - Bottom;

    public bool Equals(CoordinateRect other) =>
        Left.Equals(other.Left) && Right.Equals(other.Right) && Bottom.Equals(other.Bottom) && Top.Equals(other.Top);

    public override bool Equals(object? obj) => obj is CoordinateRect other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Left, Right, Bottom, Top);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"CoordinateRect: X=[{Left}, {Right}], Y=[{Bottom}, {Top}]");

    public static bool operator ==(CoordinateRect a, CoordinateRect b) => a.Equals(b);

    public static bool operator !=(CoordinateRect a, CoordinateRect b) => !a.Equals(b);
}
