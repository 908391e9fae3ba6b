using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Observables;

/// <summary>
/// Where a cell drifts to while its gate is left to itself: the filling at which V_OCV is the voltage to which the gate goes. That is V_hold for
/// a held gate and one behind a selector, 0 for a shorted one, and 0 for an open one with electronic leakage: not the empty channel.
/// </summary>
public static class ConvergencePoint
{
    private const int Points = 512;
    // V: what a cell of flat voltage stands at within this, it keeps.
    private const double Flat = 1e-7;

    /// <summary>The filling on the way from <paramref name="x"/>; <paramref name="x"/> itself where nothing drives a change; null where the hosts end before it, or air takes the ions.</summary>
    public static double? Of(Stack stack, double x, GateAfterPulse gate)
    {
        // Air takes ions without asking for a voltage.
        if (stack is { InAir: true, Channel.AirOxidation: not null }) return null;
        if (gate == GateAfterPulse.Open && stack.Electrolyte.Material.ElectronicConductivity.At(stack.Temperature) == 0) return x;
        var target = gate is GateAfterPulse.Held or GateAfterPulse.Selector ? stack.HoldVoltage : 0;
        double Drive(double filling) => stack.OpenCircuitVoltage(filling) - target;
        var here = Drive(x);
        if (Math.Abs(here) < Flat) return x;
        // A gate above its voltage gives ions back: the channel fills while V_OCV is below the target.
        var end = End(stack, here < 0);
        double previous = x, step = (end - x) / Points;
        for (var k = 1; k <= Points; k++)
        {
            var next = k == Points ? end : x + k * step;
            var there = Drive(next);
            if (double.IsNaN(there)) return null;
            if (there > 0 != here > 0) return BracketedRoot.Find(Drive, previous, next, 1e-12);
            previous = next;
        }
        return null;
    }

    // The last filling in this direction at which both hosts are known.
    private static double End(Stack stack, bool fills)
    {
        var (channel, gate) = (stack.Channel.Host.Validity, stack.Gate.Host.Validity);
        var scale = stack.Channel.Capacity / stack.Gate.Capacity;
        double At(double gateFilling) => stack.Window.Hold - (gateFilling - stack.Gate.Filling) / scale;
        if (fills) return Inside(channel, scale > 0 ? Math.Min(channel.Maximum, At(gate.Minimum)) : channel.Maximum, -1);
        return Inside(channel, scale > 0 ? Math.Max(channel.Minimum, At(gate.Maximum)) : channel.Minimum, 1);
    }

    private static double Inside(Interval interval, double end, int direction) => end + direction * 1e-6 * (interval.Maximum - interval.Minimum);
}
