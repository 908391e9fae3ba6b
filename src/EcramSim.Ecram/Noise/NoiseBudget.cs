using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Noise;

/// <summary>
/// Where the noise of a physical cell comes from, cause by cause at mid window: ions that hop (cycle to cycle), cells that are not made alike (device to
/// device), and readings. Causes are independent: their squares add up, which the last row of each kind, "all", does.
/// </summary>
/// <param name="Rows">The contributions.</param>
public sealed record NoiseBudget(IReadOnlyList<NoiseContribution> Rows)
{
    /// <summary>Of a stack whose cells have <paramref name="spread"/>, read as <paramref name="reading"/> says (null: no noise of readings is known).</summary>
    public static NoiseBudget Of(Stack stack, CellSpread spread, ReadNoise? reading)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(spread);
        var rows = new List<NoiseContribution>();
        rows.AddRange(WithSum(Cycle(stack)));
        rows.AddRange(WithSum([.. SpreadResponse.Contributions(stack, spread)
            .Select(c => new NoiseContribution("device", c.Cause, Math.Abs(c.Up), Math.Abs(c.Down), Math.Abs(c.Bounds)))]));
        if (reading is not null) rows.AddRange(WithSum(Reading(stack, reading)));
        return new NoiseBudget(rows);
    }

    /// <summary>The rows of a device; empty without volts and seconds.</summary>
    public static NoiseBudget Of(CellDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Stack is null ? new NoiseBudget([]) : Of(device.Stack, device.CellSpread ?? CellSpread.None, device.ReadNoise);
    }

    private static NoiseContribution[] Cycle(Stack stack)
    {
        var x = stack.Window.Middle;
        var (up, down) = (ChargeNoise.Of(stack, x, true), ChargeNoise.Of(stack, x, false));
        var (stepUp, stepDown) = (Charge(stack, x, true), Charge(stack, x, false));
        NoiseContribution Row(string cause, Func<ChargeNoise, double> variance) =>
            new("cycle", cause, Math.Sqrt(variance(up)) / stepUp, Math.Sqrt(variance(down)) / stepDown, null);
        return [Row("hops at the channel", n => n.Channel), Row("hops in the electrolyte", n => n.Electrolyte), Row("hops at the gate", n => n.Gate), Row("thermal noise of the line", n => n.Line)];
    }

    private static double Charge(Stack stack, double x, bool up) =>
        Math.Abs(new Cells.Cell(stack, 1e-6).Pulse(Cells.CellState.Equilibrium(stack, x), up).ChannelCharge);

    private static NoiseContribution[] Reading(Stack stack, ReadNoise reading)
    {
        var x = stack.Window.Middle;
        var conductance = stack.Conductance(x);
        var cell = new Cells.Cell(stack, 1e-6);
        var start = Cells.CellState.Equilibrium(stack, x);
        var (up, down) = (Math.Abs(cell.Pulse(start, true).ConductanceChange), Math.Abs(cell.Pulse(start, false).ConductanceChange));
        var range = Math.Abs(stack.Conductance(stack.Window.Maximum) - stack.Conductance(stack.Window.Minimum));
        NoiseContribution Row(string cause, double relativeVariance)
        {
            var deviation = conductance * Math.Sqrt(relativeVariance);
            return new NoiseContribution("read", cause, deviation / up, deviation / down, deviation / range);
        }
        return [Row("thermal noise", reading.Thermal(conductance, stack.Temperature)), Row("1/f noise", reading.FlickerVariance), Row("telegraph noise", reading.Telegraph)];
    }

    private static IEnumerable<NoiseContribution> WithSum(NoiseContribution[] rows)
    {
        static double Sum(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));
        return rows.Append(new NoiseContribution(rows[0].Kind, "all", Sum(rows.Select(r => r.Up)), Sum(rows.Select(r => r.Down)),
            rows[0].Range is null ? null : Sum(rows.Select(r => r.Range!.Value))));
    }
}
