using System.Globalization;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Fit;

/// <summary>A value and its interval for people: one prefix for both, and as many digits as the interval needs.</summary>
/// <param name="Value">Such as "189".</param>
/// <param name="Interval">Such as "182 to 196"; "–" where there is none.</param>
/// <param name="Unit">Such as "nS"; "1" for pure numbers.</param>
public sealed record IntervalText(string Value, string Interval, string Unit)
{
    private const int MostDigits = 7;

    internal static IntervalText Of(ParameterRow row)
    {
        var isPlain = row.Unit is "1" or "";
        var scale = 1.0;
        var unit = row.Unit;
        if (!isPlain && row.Value != 0)
        {
            var text = Engineering.WithUnit(Math.Abs(row.Value), row.Unit);
            unit = text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            scale = Math.Pow(1000, Math.Clamp((int)Math.Floor(Math.Log10(Math.Abs(row.Value)) / 3 + 1e-9), -7, 4));
            if (Math.Abs(row.Value) / scale >= 999.5) scale *= 1000;
        }
        if (row.Low is not { } low || row.High is not { } high || !double.IsFinite(low) || !double.IsFinite(high)) return new(Number(row.Value / scale, 3), "–", unit);
        // Two digits of the half-width.
        double width = 0.5 * (high - low), largest = Math.Max(Math.Abs(row.Value), 1e-300);
        var digits = width > 0 ? (int)Math.Clamp(Math.Ceiling(Math.Log10(largest / width)) + 2, 3, MostDigits) : 3;
        return new(Number(row.Value / scale, digits), $"{Number(low / scale, digits)} to {Number(high / scale, digits)}", unit);
    }

    private static string Number(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value)) return Engineering.Significant(value);
        var power = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (power is < -4 or > 6) return value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture);
        return value.ToString("F" + Math.Clamp(digits - 1 - power, 0, 12).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
