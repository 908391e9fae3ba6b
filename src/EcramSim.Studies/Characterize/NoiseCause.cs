using EcramSim.Ecram;
using EcramSim.Ecram.Compact;
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
    private const string Pulse = "pulse to pulse", Cell = "cell to cell";

    /// <summary>All causes of a device that are not zero, and their sums.</summary>
    internal static IReadOnlyList<NoiseCause> Of(CellDevice device)
    {
        var steps = device.DataSheet.Steps;
        var middle = 0.5 * (steps.Minimum + steps.Maximum);
        double Relative(double[] noise, double[] mean) => steps.At(mean, middle) is var m && m != 0 ? steps.At(noise, middle) / Math.Abs(m) : 0;
        double up = Relative(steps.NoiseUp, steps.Up), down = Relative(steps.NoiseDown, steps.Down);
        var causes = new List<NoiseCause>();
        if (up != 0 || down != 0)
            causes.Add(device.DataSheet.Writing is { } writing
                ? new("number of ions", Pulse, up, down, null, writing.NoiseLimit == "interface" ? "hops over the interface, forward and backward" : "thermal noise of the electrolyte")
                : new("noise of the law", Pulse, up, down, null, "as the device file says"));
        if (device.Stack is { } stack && device.CellSpread is { } spread)
        {
            foreach (var (name, value, alone) in Parts(spread))
                if (value != 0)
                {
                    var law = SpreadResponse.Of(stack, alone);
                    causes.Add(new(name, Cell, Math.Sqrt(law.Step * law.Step + law.UpDown * law.UpDown), Math.Sqrt(law.Step * law.Step + law.UpDown * law.UpDown), law.Bounds, FormattableString.Invariant($"{100 * value:G3} % of its value")));
                }
        }
        var all = device.Law.Spread;
        var total = Math.Sqrt(all.Step * all.Step + all.UpDown * all.UpDown);
        if (total != 0 || all.Bounds != 0) causes.Add(new(device.Stack is null ? "spread of the law" : "all of these", Cell, total, total, all.Bounds, device.Stack is null ? "as the device file says" : "added in squares"));
        return causes;
    }

    private static IEnumerable<(string Name, double Value, CellSpread Alone)> Parts(CellSpread s)
    {
        yield return ("channel thickness", s.Thickness, new(s.Thickness, 0, 0, 0, 0));
        yield return ("channel area", s.Area, new(0, s.Area, 0, 0, 0));
        yield return ("exchange currents", s.RateConstant, new(0, 0, s.RateConstant, 0, 0));
        yield return ("electrolyte resistance", s.Resistance, new(0, 0, 0, s.Resistance, 0));
        yield return ("site density", s.SiteDensity, new(0, 0, 0, 0, s.SiteDensity));
    }
}
