using System.Globalization;

namespace ScottPlot.TickGenerators;

/// <summary>
/// Ticks for a logarithmic axis too short for two powers of ten: 2 and 5 times them, or round steps of the value itself.
/// Only for a formatter that writes such values as plain numbers; one that can only write powers of ten is left alone.
/// </summary>
internal static class WithinDecade
{
    internal static Tick[]? Ticks(TickRequest axis, Func<double, string> formatter)
    {
        double low = Math.Pow(10, axis.Low), high = Math.Pow(10, axis.High);
        if (!(low > 0) || !double.IsFinite(high)) return null;
        double[][] choices = axis.High - axis.Low > 0.7
            ? [Multiples(axis, 1, 2, 3, 4, 5, 6, 7, 8, 9), Multiples(axis, 1, 2, 5), Multiples(axis, 1, 3)]
            : [.. Enumerable.Range(2, 5).Reverse().Select(n => RoundStep.AtLeast((high - low) / n).Multiples(low, high))];
        foreach (double[] values in choices)
        {
            var ticks = values.Where(v => v > 0).Select(v => Tick.Major(Math.Log10(v), formatter(Math.Log10(v)) ?? "")).ToArray();
            if (ticks.Length < 2 || !ticks.Zip(values.Where(v => v > 0)).All(p => Says(p.First.Label, p.Second))) continue;
            double closest = Enumerable.Range(1, ticks.Length - 1).Min(i => ticks[i].Position - ticks[i - 1].Position);
            if (closest * axis.PixelsPerUnit < axis.Room(ticks.Select(t => t.Label))) continue;
            var minors = Multiples(axis, 1, 2, 3, 4, 5, 6, 7, 8, 9).Except(values).Select(v => Tick.Minor(Math.Log10(v)));
            return [.. ticks, .. minors];
        }
        return null;
    }

    private static double[] Multiples(TickRequest axis, params int[] digits) =>
        [.. from decade in Enumerable.Range((int)Math.Floor(axis.Low), 3)
            from digit in digits
            let value = new RoundStep(1, decade).Multiple(digit)
            where axis.Shows(Math.Log10(value))
            select value];

    private static bool Says(string label, double value) =>
        double.TryParse(label, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out double said)
        && Math.Abs(said - value) <= 1e-3 * value;
}
