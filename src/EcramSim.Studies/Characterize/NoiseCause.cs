using EcramSim.Ecram;
using EcramSim.Ecram.Noise;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Studies.Characterize;

/// <summary>What one cause adds to the scatter of a step, relative to the step at the middle of the range.</summary>
/// <param name="Cause">Such as "ions" or "thickness".</param>
/// <param name="Kind">"pulse to pulse" or "cell to cell".</param>
/// <param name="Up">Standard deviation over the mean step, potentiation.</param>
/// <param name="Down">The same, depression.</param>
/// <param name="Range">Standard deviation of the range of the state over the range; null for what changes from pulse to pulse.</param>
/// <param name="Remark">What decides it.</param>
public sealed record NoiseCause(string Cause, string Kind, double Up, double Down, double? Range, string Remark)
{
    private const string Pulse = "pulse to pulse", Cell = "cell to cell", Reading = "reading to reading", All = "all";

    /// <summary>All causes of a device that are not zero, and their sums.</summary>
    internal static IReadOnlyList<NoiseCause> Of(CellDevice device) =>
        [.. (device.Stack is null ? OfLaw(device) : OfStack(device)).Where(c => c.Up != 0 || c.Down != 0 || c.Range is > 0)];

    private static IEnumerable<NoiseCause> OfStack(CellDevice device) => NoiseBudget.Of(device).Rows.Select(row => new NoiseCause(
        row.Cause == All ? "all of these" : row.Cause, row.Kind switch { "cycle" => Pulse, "device" => Cell, _ => Reading },
        row.Up, row.Down, row.Range, row.Cause == All ? "added in squares" : Explained(device, row)));

    private static IEnumerable<NoiseCause> OfLaw(CellDevice device)
    {
        var steps = device.DataSheet.Steps;
        var middle = 0.5 * (steps.Minimum + steps.Maximum);
        double Relative(double[] noise, double[] mean) => steps.At(mean, middle) is var m && m != 0 ? steps.At(noise, middle) / Math.Abs(m) : 0;
        yield return new("noise of the law", Pulse, Relative(steps.NoiseUp, steps.Up), Relative(steps.NoiseDown, steps.Down), null, "as the device file says");
        var spread = device.Law.Spread;
        var total = Math.Sqrt(spread.Step * spread.Step + spread.UpDown * spread.UpDown);
        yield return new("spread of the law", Cell, total, total, spread.Bounds, "as the device file says");
    }

    private static string Explained(CellDevice device, NoiseContribution row) => row.Kind switch
    {
        "cycle" => "ions and electrons one by one",
        "device" => FormattableString.Invariant($"{100 * Deviation(device.CellSpread!, row.Cause):G3} % of its value"),
        _ => FormattableString.Invariant($"at {device.ReadNoise!.Voltage:G3} V over {device.ReadNoise.Time:G3} s"),
    };

    private static double Deviation(CellSpread spread, string cause) => cause switch
    {
        "thickness" => spread.Thickness,
        "area" => spread.Area,
        "exchange current" => spread.RateConstant,
        "resistance" => spread.Resistance,
        _ => spread.SiteDensity,
    };
}
