using System.Globalization;

namespace ScottPlot.TickGenerators;

/// <summary>A step of 1, 2 or 5 times a power of ten, kept as two whole numbers so that its multiples are exact.</summary>
internal readonly record struct RoundStep(int Mantissa, int Exponent)
{
    /// <summary>The smallest round step that is not below <paramref name="size"/>.</summary>
    internal static RoundStep AtLeast(double size)
    {
        int exponent = (int)Math.Floor(Math.Log10(size));
        var step = new RoundStep(1, exponent);
        while (step.Size < size * (1 - 1e-9)) step = step.Next;
        return step;
    }

    internal double Size => Multiple(1);

    internal RoundStep Next => Mantissa switch { 1 => this with { Mantissa = 2 }, 2 => this with { Mantissa = 5 }, _ => new(1, Exponent + 1) };

    internal RoundStep Previous => Mantissa switch { 5 => this with { Mantissa = 2 }, 2 => this with { Mantissa = 1 }, _ => new(5, Exponent - 1) };

    /// <summary>The double nearest to the decimal number: 3 steps of 0.1 give 0.3, not 0.30000000000000004.</summary>
    internal double Multiple(double count)
    {
        double whole = count * Mantissa;
        // Powers of ten up to 22 are exact in a double, so one division rounds once.
        if (Exponent is < 0 and >= -22) return whole / Math.Pow(10, -Exponent);
        if (Exponent is >= 0 and <= 22) return whole * Math.Pow(10, Exponent);
        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{whole:R}E{Exponent}"), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The multiples between two values, at most a thousand.</summary>
    internal double[] Multiples(double low, double high)
    {
        double first = Math.Ceiling(low / Size - 1e-9), last = Math.Floor(high / Size + 1e-9);
        if (!(last >= first) || last - first > 1000) return [];
        var values = new double[(int)(last - first) + 1];
        for (int i = 0; i < values.Length; i++) values[i] = Multiple(first + i) + 0.0;   // + 0.0 turns -0 into 0
        return values;
    }
}
