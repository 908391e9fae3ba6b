using System.Globalization;
using ScottPlot.TickGenerators;

namespace EcramSim.Studies.Report;

/// <summary>
/// Ticks of a logarithmic axis. ScottPlot has none: the data are plotted as their logarithm to base ten, and the ticks
/// write the values: 0.01, 0.1, 1, 10, 100 near one, powers of ten elsewhere.
/// </summary>
public static class LogTicks
{
    /// <summary>The generator for one axis.</summary>
    public static NumericAutomatic Create() => new()
    {
        IntegerTicksOnly = true,
        MinorTickGenerator = new LogMinorTickGenerator { Divisions = 10 },
        LabelFormatter = Label,
    };

    /// <summary>The value whose logarithm is <paramref name="exponent"/>, as a tick label.</summary>
    public static string Label(double exponent)
    {
        var whole = (int)Math.Round(exponent);
        if (Math.Abs(exponent - whole) > 1e-6 || whole is >= -3 and <= 4)
            return Math.Pow(10, exponent).ToString(exponent is > 3 and < 6 ? "F0" : "G4", CultureInfo.InvariantCulture);
        const string raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        return "10" + string.Concat(whole.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : raised[c - '0']));
    }
}
