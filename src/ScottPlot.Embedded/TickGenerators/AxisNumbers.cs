using System.Globalization;

namespace ScottPlot.TickGenerators;

/// <summary>
/// Writes the numbers of one axis the way an engineer does: all with the same decimals, a common factor 10ⁿ (n a multiple
/// of three) beside the axis when they are very large or small, a common sum when they differ only in late digits, narrow
/// spaces between thousands from 10 000 on, and a minus sign that is one.
/// </summary>
internal static class AxisNumbers
{
    internal static (string[] Labels, string Note) Write(double[] values, RoundStep step)
    {
        if (values.Length == 0) return ([], "");
        double largest = values.Max(Math.Abs);
        double shared = 0;
        if (largest > 0 && Math.Log10(largest / step.Size) > 6.5)
        {
            // A number with as few digits as will do, near the ticks.
            var unit = RoundStep.AtLeast(20 * step.Size * values.Length);
            shared = unit.Multiple(Math.Floor(values[0] / unit.Size));
            largest = values.Max(v => Math.Abs(v - shared));
        }
        int factor = largest >= 1e6 || (largest > 0 && largest < 0.999e-3) ? 3 * (int)Math.Floor(Math.Log10(largest) / 3 + 1e-12) : 0;
        int decimals = Math.Clamp(factor - step.Exponent, 0, 20);
        var labels = new string[values.Length];
        for (int i = 0; i < labels.Length; i++) labels[i] = Plain(Scaled(values[i] - shared, factor), decimals);
        string note = factor == 0 ? "" : "×10" + Superscript(factor);
        if (shared != 0) note += (note.Length > 0 ? " " : "") + (shared < 0 ? "− " : "+ ") + WithPower(Math.Abs(shared));
        return (labels, note);
    }

    /// <summary>A number with its own digits, no more than six, for a tick that stands alone.</summary>
    internal static string Alone(double value)
    {
        double size = Math.Abs(value);
        if (size != 0 && size is >= 1e6 or < 1e-3) return size == 0 ? "0" : (value < 0 ? "−" : "") + WithPower(size);
        string s = Math.Round(value, 9).ToString("0.######", CultureInfo.InvariantCulture);
        int point = s.IndexOf('.');
        return Plain(value, point < 0 ? 0 : s.Length - point - 1);
    }

    private static double Scaled(double value, int factor) =>
        factor is > 0 and <= 22 ? value / Math.Pow(10, factor)
        : factor is < 0 and >= -22 ? value * Math.Pow(10, -factor)
        : factor == 0 ? value
        : value / Math.Pow(10, factor / 2) / Math.Pow(10, factor - factor / 2);

    private static string Plain(double value, int decimals)
    {
        string s = Math.Abs(value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool zero = s.All(c => c is '0' or '.');
        int whole = s.IndexOf('.') is >= 0 and var p ? p : s.Length;
        if (whole >= 5)
            for (int i = whole - 3; i > 0; i -= 3) s = s.Insert(i, "\u2009");
        return value < 0 && !zero ? "−" + s : s;
    }

    private static string WithPower(double size)
    {
        string[] parts = size.ToString("0.###############E+0", CultureInfo.InvariantCulture).Split('E');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (exponent is >= -3 and < 6) return size.ToString("0.###############", CultureInfo.InvariantCulture);
        return (parts[0] == "1" ? "" : parts[0] + "×") + "10" + Superscript(exponent);
    }

    internal static string Superscript(int value)
    {
        const string digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        return string.Concat(value.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : digits[c - '0']));
    }
}
