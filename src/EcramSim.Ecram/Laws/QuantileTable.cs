using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// Measured statistics of one pulse: quantiles of ΔG at each conductance G. The text form is that of CrossSim's look-up tables:
/// a title, the values of G (S), the probabilities, then one row of ΔG (S) per probability with one column per G, separated by commas.
/// </summary>
/// <param name="Conductances">G, S, increasing.</param>
/// <param name="Probabilities">From 0 to 1, increasing.</param>
/// <param name="Changes">ΔG, S: one array over G per probability.</param>
internal sealed record QuantileTable(double[] Conductances, double[] Probabilities, double[][] Changes)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">Missing, truncated, or a row that is wrong: named with its line.</exception>
    public static QuantileTable Read(string file)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: cannot be read: {e.Message}", e);
        }
        var rows = lines.Index().Where(l => l.Index > 0 && l.Item.AsSpan().Trim().Length > 0)
            .Select(l => (Line: l.Index + 1, Values: Numbers(file, l.Index + 1, l.Item))).ToArray();
        if (rows.Length < 4) throw new InputException($"{file}: ends after {lines.Length} lines; a title, conductances, probabilities and at least two rows of changes are needed");
        var conductances = Increasing(file, rows[0].Line, "conductances", rows[0].Values);
        var probabilities = Increasing(file, rows[1].Line, "probabilities", rows[1].Values);
        if (probabilities[0] != 0 || probabilities[^1] != 1) throw new InputException($"{file}: line {rows[1].Line}: probabilities must run from 0 to 1, here from {Text(probabilities[0])} to {Text(probabilities[^1])}");
        var changes = rows[2..];
        if (changes.Length != probabilities.Length)
            throw new InputException($"{file}: {changes.Length} rows of changes for {probabilities.Length} probabilities; the file is truncated or has rows too many");
        foreach (var (line, values) in changes)
            if (values.Length != conductances.Length) throw new InputException($"{file}: line {line}: {values.Length} values for {conductances.Length} conductances");
        return new QuantileTable(conductances, probabilities, [.. changes.Select(r => r.Values)]);
    }

    /// <summary>Mean ΔG at conductance number <paramref name="g"/>: the integral of the quantiles, linear between them.</summary>
    public double Mean(int g)
    {
        var sum = 0.0;
        for (var k = 1; k < Probabilities.Length; k++)
            sum += (Probabilities[k] - Probabilities[k - 1]) * (Changes[k][g] + Changes[k - 1][g]) / 2;
        return sum;
    }

    /// <summary>Standard deviation of ΔG at conductance number <paramref name="g"/>, from the same polygon.</summary>
    public double Deviation(int g)
    {
        double mean = Mean(g), sum = 0;
        for (var k = 1; k < Probabilities.Length; k++)
        {
            double a = Changes[k - 1][g] - mean, b = Changes[k][g] - mean;
            sum += (Probabilities[k] - Probabilities[k - 1]) * (a * a + a * b + b * b) / 3;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>ΔG of probability <paramref name="u"/> at conductance number <paramref name="g"/>.</summary>
    public double Quantile(double u, int g)
    {
        var at = Array.BinarySearch(Probabilities, u);
        if (at >= 0) return Changes[at][g];
        var above = Math.Clamp(~at, 1, Probabilities.Length - 1);
        var t = (u - Probabilities[above - 1]) / (Probabilities[above] - Probabilities[above - 1]);
        return Changes[above - 1][g] + t * (Changes[above][g] - Changes[above - 1][g]);
    }

    private static double[] Numbers(string file, int line, string text)
    {
        var entries = text.Split(',', StringSplitOptions.TrimEntries);
        var values = new double[entries.Length];
        for (var i = 0; i < values.Length; i++)
            if (!double.TryParse(entries[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
                throw new InputException($"{file}: line {line}, column {i + 1}: '{entries[i]}' is not a finite number");
        return values;
    }

    private static double[] Increasing(string file, int line, string what, double[] values)
    {
        if (values.Length < 2) throw new InputException($"{file}: line {line}: at least two {what} are needed");
        for (var i = 1; i < values.Length; i++)
            if (!(values[i] > values[i - 1])) throw new InputException($"{file}: line {line}, column {i + 1}: {what} must increase, here {Text(values[i - 1])} is followed by {Text(values[i])}");
        return values;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
