using System.Globalization;

namespace EcramSim.Studies.Fit.Reading;

/// <summary>Numbers as instruments write them: decimal point or comma, the minus of typesetters, quotation marks around.</summary>
internal static class NumberText
{
    /// <summary>The number, or false; "NaN" and "inf" are numbers that the caller refuses.</summary>
    internal static bool TryParse(string cell, bool decimalComma, out double value)
    {
        var text = cell.AsSpan().Trim().Trim('"').Trim();
        if (text.Length is 0 or > 64)
        {
            value = double.NaN;
            return false;
        }
        Span<char> plain = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (decimalComma && text[i] == '.')
            {
                value = double.NaN;
                return false;
            }
            plain[i] = text[i] switch { ',' when decimalComma => '.', '\u2212' => '-', var c => c };
        }
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Digits, one comma, digits: a number with a decimal comma.</summary>
    internal static bool HasComma(string cell) => cell.Contains(',', StringComparison.Ordinal) && TryParse(cell, true, out _);

    /// <summary>A number with a decimal point.</summary>
    internal static bool HasPoint(string cell) => cell.Contains('.', StringComparison.Ordinal) && TryParse(cell, false, out _);
}
