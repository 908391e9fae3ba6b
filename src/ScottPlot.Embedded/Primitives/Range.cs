using System.Globalization;

namespace ScottPlot;

/// <summary>An interval of values, such as the one that a colour map spans.</summary>
public readonly struct Range(double min, double max)
{
    public double Min { get; } = min;
    public double Max { get; } = max;

    /// <summary>Where a value lies: 0 at Min, 1 at Max; NaN where the interval is a single value.</summary>
    public double Normalize(double value, bool clamp = false)
    {
        double position = (value - Min) / (Max - Min);
        return clamp ? Math.Clamp(position, 0, 1) : position;
    }

    public double Clamp(double value) => Math.Clamp(value, Min, Max);

    /// <summary>The interval of the finite values; (NaN, NaN) if there are none.</summary>
    public static Range GetRange(double[,] input) => GetRange(input.Cast<double>());

    public static Range GetRange(IEnumerable<double> input)
    {
        (double min, double max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double v in input)
            if (double.IsFinite(v)) (min, max) = (Math.Min(min, v), Math.Max(max, v));
        return min > max ? new(double.NaN, double.NaN) : new(min, max);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Range [{Min}, {Max}]");
}
