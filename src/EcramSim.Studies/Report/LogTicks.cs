using System.Globalization;
using ScottPlot.TickGenerators;

namespace EcramSim.Studies.Report;

/// <summary>
/// Ticks of a logarithmic axis. ScottPlot has none: the data are plotted as their logarithm to base ten, and the ticks
/// write the values: 0.01, 0.1, 1, 10, 100 near one, powers of ten elsewhere.
/// </summary>
public static class LogTicks
{
    /// <summary>The generator for an axis of values near one.</summary>
    public static NumericAutomatic Create() => Write(Label);

    /// <summary>The generator for an axis over many decades: every label is a power of ten, so that 0.001 does not stand beside 10⁻⁴.</summary>
    public static NumericAutomatic Powers() => Write(exponent => Math.Abs(exponent - Math.Round(exponent)) > 1e-6 ? Label(exponent) : Power((int)Math.Round(exponent)));

    /// <summary>The value whose logarithm is <paramref name="exponent"/>, as a tick label.</summary>
    public static string Label(double exponent)
    {
        var whole = (int)Math.Round(exponent);
        if (Math.Abs(exponent - whole) > 1e-6 || whole is >= -3 and <= 4)
            return Math.Pow(10, exponent).ToString(exponent is > 3 and < 6 ? "F0" : "G4", CultureInfo.InvariantCulture);
        return Power(whole);
    }

    private static string Power(int exponent)
    {
        const string raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        return "10" + string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : raised[c - '0']));
    }

    private static NumericAutomatic Write(Func<double, string> label) => new()
    {
        IntegerTicksOnly = true,
        MinorTickGenerator = new LogMinorTickGenerator { Divisions = 10 },
        LabelFormatter = label,
    };
}
