using System.Globalization;

namespace ScottPlot;

public struct Coordinates(double x, double y) : IEquatable<Coordinates>
{
    public double X { get; set; } = x;
    public double Y { get; set; } = y;

    public bool AreReal => double.IsFinite(X) && double.IsFinite(Y);

    public static Coordinates NaN => new(double.NaN, double.NaN);
    public static Coordinates Zero => new(0, 0);
    public static Coordinates Origin => new(0, 0);

    public bool Equals(Coordinates other) => X.Equals(other.X) && Y.Equals(other.Y);

    public override bool Equals(object? obj) => obj is Coordinates other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(X, Y);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Coordinates {{ X = {X}, Y = {Y} }}");

    public static bool operator ==(Coordinates a, Coordinates b) => a.Equals(b);

    public static bool operator !=(Coordinates a, Coordinates b) => !a.Equals(b);
}
