using System.Globalization;

namespace EcramSim.Studies.Evaluate;

/// <summary>Numbers as engineers write them: three significant digits and an SI prefix.</summary>
public static class Engineering
{
    private static readonly string[] Prefixes = ["z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T"];

    /// <summary>Such as "2.42 pJ"; "–" where there is no value.</summary>
    public static string WithUnit(double? value, string unit)
    {
        if (value is not { } v || !double.IsFinite(v)) return "–";
        if (v == 0) return $"0 {unit}";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(v)) / 3);
        // 999.6 rounds to 1000: the next prefix.
        if (Math.Abs(v) / Math.Pow(1000, exponent) >= 999.5) exponent++;
        var index = Math.Clamp(exponent + 7, 0, Prefixes.Length - 1);
        var scaled = v / Math.Pow(1000, index - 7);
        return $"{Significant(scaled)} {Prefixes[index]}{unit}";
    }

    /// <summary>A duration up to hours and days.</summary>
    public static string Duration(double? seconds) => seconds switch
    {
        null => "–",
        >= 2 * 86400 and var s => $"{Significant(s / 86400)} d",
        >= 2 * 3600 and var s => $"{Significant(s / 3600)} h",
        >= 120 and var s => $"{Significant(s / 60)} min",
        var s => WithUnit(s, "s"),
    };

    /// <summary>Three significant digits, with an exponent only below 0.001 and from a million on; "–" where there is no value.</summary>
    public static string Significant(double? value)
    {
        if (value is not { } v || !double.IsFinite(v)) return "–";
        if (v == 0) return "0";
        if (Math.Abs(v) is < 1e-3 or >= 999_500) return v.ToString("0.##e0", CultureInfo.InvariantCulture);
        var digits = 2 - (int)Math.Floor(Math.Log10(Math.Abs(v)));
        // 9.996 shows as 10.0, not 10.00.
        if (Math.Abs(Math.Round(v, Math.Clamp(digits, 0, 15))) >= Math.Pow(10, 3 - digits)) digits--;
        return digits >= 0 ? v.ToString("F" + Math.Min(digits, 9), CultureInfo.InvariantCulture)
            : (Math.Round(v * Math.Pow(10, digits)) / Math.Pow(10, digits)).ToString("F0", CultureInfo.InvariantCulture);
    }

    /// <summary>A fraction in per cent with one decimal.</summary>
    public static string Percent(double? fraction) =>
        fraction is { } f ? (100 * f).ToString("F1", CultureInfo.InvariantCulture) : "–";
}
