using System.Globalization;

namespace EcramSim.Insertion.Quantities;

/// <summary>Text with a unit ("120 nm", "1e-6 S/cm", "27 C") to SI doubles and back. One parser for files and the command line.</summary>
public static class Units
{
    private readonly record struct Unit(double Factor, int L, int M, int T, int I, int K, int N);

    private static readonly Dictionary<string, Unit> Known = new(StringComparer.Ordinal)
    {
        ["m"] = new(1, 1, 0, 0, 0, 0, 0), ["g"] = new(1e-3, 0, 1, 0, 0, 0, 0), ["s"] = new(1, 0, 0, 1, 0, 0, 0),
        ["A"] = new(1, 0, 0, 0, 1, 0, 0), ["K"] = new(1, 0, 0, 0, 0, 1, 0), ["mol"] = new(1, 0, 0, 0, 0, 0, 1),
        ["V"] = new(1, 2, 1, -3, -1, 0, 0), ["ohm"] = new(1, 2, 1, -3, -2, 0, 0), ["S"] = new(1, -2, -1, 3, 2, 0, 0),
        ["F"] = new(1, -2, -1, 4, 2, 0, 0), ["C"] = new(1, 0, 0, 1, 1, 0, 0), ["J"] = new(1, 2, 1, -2, 0, 0, 0),
        ["W"] = new(1, 2, 1, -3, 0, 0, 0), ["Hz"] = new(1, 0, 0, -1, 0, 0, 0), ["Pa"] = new(1, -1, 1, -2, 0, 0, 0),
        ["N"] = new(1, 1, 1, -2, 0, 0, 0), ["L"] = new(1e-3, 3, 0, 0, 0, 0, 0),
        ["eV"] = new(PhysicalConstants.ElementaryCharge, 2, 1, -2, 0, 0, 0),
        ["min"] = new(60, 0, 0, 1, 0, 0, 0), ["h"] = new(3600, 0, 0, 1, 0, 0, 0), ["d"] = new(86400, 0, 0, 1, 0, 0, 0),
        // A month is 30 days and a year 365, everywhere.
        ["month"] = new(30 * 86400, 0, 0, 1, 0, 0, 0), ["y"] = new(365 * 86400, 0, 0, 1, 0, 0, 0),
        ["%"] = new(0.01, 0, 0, 0, 0, 0, 0), ["1"] = new(1, 0, 0, 0, 0, 0, 0),
    };

    private static readonly HashSet<string> TakesNoPrefix = ["min", "h", "d", "month", "y", "%", "1"];

    private static readonly Dictionary<char, double> Prefixes = new()
    {
        ['a'] = 1e-18, ['f'] = 1e-15, ['p'] = 1e-12, ['n'] = 1e-9, ['u'] = 1e-6, ['m'] = 1e-3, ['c'] = 1e-2,
        ['d'] = 1e-1, ['k'] = 1e3, ['M'] = 1e6, ['G'] = 1e9, ['T'] = 1e12,
    };

    /// <summary>Reads a number with its unit.</summary>
    /// <param name="text">Such as "120 nm"; a pure number only where <paramref name="dimension"/> is <see cref="Dimension.None"/>.</param>
    /// <param name="dimension">What the unit must measure.</param>
    /// <param name="value">The value in SI units.</param>
    /// <param name="problem">Why it could not be read: a phrase without file and key, which the caller adds.</param>
    public static bool TryParse(string text, Dimension dimension, out double value, out string problem)
    {
        value = double.NaN;
        var trimmed = text.Trim();
        var split = NumberLength(trimmed);
        if (split == 0 || !double.TryParse(trimmed.AsSpan(0, split), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            problem = dimension.Matches(Dimension.None)
                ? $"'{text}' is not a finite number (such as \"{dimension.Example}\")"
                : $"'{text}' is not a number with a unit of {dimension.Name} (such as \"{dimension.Example}\")";
            return false;
        }
        if (!double.IsFinite(number))
        {
            problem = $"'{text}' is not a finite number";
            return false;
        }
        var unitText = trimmed[split..].Trim();
        if (dimension.Matches(Dimension.Kelvin) && unitText is "C" or "°C")
        {
            value = number + 273.15;
            problem = "";
            return true;
        }
        if (unitText.Length == 0)
        {
            problem = dimension.Matches(Dimension.None) ? "" : $"'{text}' has no unit; it must be a {dimension.Name} (such as \"{dimension.Example}\")";
            value = number;
            return problem.Length == 0;
        }
        if (!TryParseUnit(unitText, out var unit))
        {
            problem = $"'{text}' has the unknown unit '{unitText}'; it must be a {dimension.Name} (such as \"{dimension.Example}\")";
            return false;
        }
        if ((unit.L, unit.M, unit.T, unit.I, unit.K, unit.N) !=
            (dimension.Length, dimension.Mass, dimension.Time, dimension.Current, dimension.Temperature, dimension.Amount))
        {
            problem = $"'{text}' has the wrong unit '{unitText}'; it must be a {dimension.Name} (such as \"{dimension.Example}\")";
            return false;
        }
        value = number * unit.Factor;
        problem = "";
        return true;
    }

    private static int NumberLength(string text)
    {
        // Longest prefix that reads as a number, so that "1e-6 S/cm" and "5eV" both work.
        for (var n = text.Length; n > 0; n--)
            if ((char.IsDigit(text[n - 1]) || text[n - 1] == '.') && LooksNumeric(text.AsSpan(0, n))) return n;
        return 0;
    }

    private static bool LooksNumeric(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!(char.IsAsciiDigit(c) || c is '.' or '-' or '+' or 'e' or 'E')) return false;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }

    private static bool TryParseUnit(string text, out Unit unit)
    {
        unit = new Unit(1, 0, 0, 0, 0, 0, 0);
        text = text.Replace("Ω", "ohm", StringComparison.Ordinal).Replace("Ω", "ohm", StringComparison.Ordinal)
            .Replace('µ', 'u').Replace('μ', 'u').Replace("²", "2", StringComparison.Ordinal).Replace("³", "3", StringComparison.Ordinal)
            .Replace('·', ' ').Replace('*', ' ').Replace("^", "", StringComparison.Ordinal);
        var sign = 1;
        foreach (var part in text.Split('/'))
        {
            var any = false;
            foreach (var token in part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!TryParseFactor(token, out var factor, out var power)) return false;
                power *= sign;
                unit = new Unit(unit.Factor * Math.Pow(factor.Factor, power), unit.L + factor.L * power, unit.M + factor.M * power,
                    unit.T + factor.T * power, unit.I + factor.I * power, unit.K + factor.K * power, unit.N + factor.N * power);
                any = true;
            }
            if (!any) return false;
            sign = -1;
        }
        return true;
    }

    private static bool TryParseFactor(string token, out Unit unit, out int power)
    {
        power = 1;
        if (Known.TryGetValue(token, out unit)) return true;
        var n = token.Length;
        while (n > 0 && (char.IsAsciiDigit(token[n - 1]) || token[n - 1] == '-')) n--;
        if (n < token.Length && n > 0 && !int.TryParse(token.AsSpan(n), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power)) return false;
        var name = token[..n];
        if (Known.TryGetValue(name, out unit)) return true;
        if (name.Length > 1 && Prefixes.TryGetValue(name[0], out var prefix) && !TakesNoPrefix.Contains(name[1..]) && Known.TryGetValue(name[1..], out unit))
        {
            unit = unit with { Factor = unit.Factor * prefix };
            return true;
        }
        return false;
    }
}
