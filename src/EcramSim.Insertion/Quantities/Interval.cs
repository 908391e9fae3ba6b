using System.Globalization;

namespace EcramSim.Insertion.Quantities;

/// <summary>An allowed range in SI units, with open or closed ends. NaN is in none.</summary>
public readonly record struct Interval(double Minimum, double Maximum, bool MinimumIncluded, bool MaximumIncluded)
{
    /// <summary>Any finite number.</summary>
    public static Interval Finite { get; } = new(double.NegativeInfinity, double.PositiveInfinity, false, false);
    /// <summary>Greater than zero.</summary>
    public static Interval Positive { get; } = new(0, double.PositiveInfinity, false, false);
    /// <summary>Zero or more.</summary>
    public static Interval NotNegative { get; } = new(0, double.PositiveInfinity, true, false);
    /// <summary>Strictly between 0 and 1, as a filling fraction.</summary>
    public static Interval Fraction { get; } = new(0, 1, false, false);

    /// <summary>[minimum, maximum].</summary>
    public static Interval Closed(double minimum, double maximum) => new(minimum, maximum, true, true);
    /// <summary>(minimum, maximum).</summary>
    public static Interval Open(double minimum, double maximum) => new(minimum, maximum, false, false);

    /// <summary>Whether <paramref name="value"/> lies inside.</summary>
    public bool Contains(double value) =>
        (value > Minimum || (MinimumIncluded && value == Minimum)) && (value < Maximum || (MaximumIncluded && value == Maximum));

    /// <summary>What lies in both; empty intervals contain nothing.</summary>
    public Interval Intersect(Interval other)
    {
        var (low, lowIncluded) = Minimum > other.Minimum ? (Minimum, MinimumIncluded) : Minimum < other.Minimum ? (other.Minimum, other.MinimumIncluded)
            : (Minimum, MinimumIncluded && other.MinimumIncluded);
        var (high, highIncluded) = Maximum < other.Maximum ? (Maximum, MaximumIncluded) : Maximum > other.Maximum ? (other.Maximum, other.MaximumIncluded)
            : (Maximum, MaximumIncluded && other.MaximumIncluded);
        return new(low, high, lowIncluded, highIncluded);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var low = double.IsInfinity(Minimum) ? "-inf" : Minimum.ToString("G6", CultureInfo.InvariantCulture);
        var high = double.IsInfinity(Maximum) ? "inf" : Maximum.ToString("G6", CultureInfo.InvariantCulture);
        return $"{(MinimumIncluded ? '[' : '(')}{low}, {high}{(MaximumIncluded ? ']' : ')')}";
    }
}
