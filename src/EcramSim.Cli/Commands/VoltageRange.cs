using System.Globalization;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Cli.Commands;

/// <summary>Open-circuit voltage of a host over the fillings that people look at.</summary>
internal static class VoltageRange
{
    internal const double Low = 0.05, High = 0.95;

    /// <summary>Lowest and highest U in V.</summary>
    internal static (double Minimum, double Maximum) Of(Host host)
    {
        var voltages = Fillings(host, 181).Select(x => host.OpenCircuitVoltage(x, PhysicalConstants.ReferenceTemperature)).ToArray();
        return (voltages.Min(), voltages.Max());
    }

    /// <summary>Evenly spaced fillings between <see cref="Low"/> and <see cref="High"/>, inside the range of the file.</summary>
    internal static IEnumerable<double> Fillings(Host host, int count)
    {
        var (low, high) = (Math.Max(Low, host.Validity.Minimum), Math.Min(High, host.Validity.Maximum));
        return Enumerable.Range(0, count).Select(i => low + (high - low) * i / (count - 1));
    }

    internal static string Text(double voltage) => voltage.ToString("F3", CultureInfo.InvariantCulture);
}
