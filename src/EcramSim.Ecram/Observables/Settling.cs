using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Observables;

/// <summary>
/// How the conductance comes to rest after one pulse from rest, followed until the slowest double layer has discharged. Where the gate is held
/// or shorted there is no such rest: the state after the rest time of the file counts as settled.
/// </summary>
/// <param name="WriteTime">From the start of the pulse to 90 % of the settled change, s.</param>
/// <param name="SettlingTime">From the start until G stays within 1 % of the change of its settled value, s.</param>
/// <param name="ReleaseTime">When the driver lets go, s.</param>
/// <param name="VolatilePart">What is there at that moment and gone when settled, over the settled change; negative where more follows.</param>
/// <param name="Change">Settled ΔG, S.</param>
/// <param name="Time">s.</param>
/// <param name="Course">G − G before the pulse at those times, S.</param>
public sealed record Settling(double WriteTime, double SettlingTime, double ReleaseTime, double VolatilePart, double Change, double[] Time, double[] Course)
{
    // e^-15 is 3e-7.
    private const double TimeConstants = 15;

    /// <summary>Of the stack's own pulse from rest at filling <paramref name="x"/> (the middle of the window where null).</summary>
    public static Settling Of(Stack stack, bool up, double? x = null)
    {
        var filling = x ?? stack.Window.Middle;
        var floats = stack.Pulse.After is GateAfterPulse.Open or GateAfterPulse.Selector;
        var rest = floats ? Math.Max(stack.Pulse.Rest, TimeConstants * DoubleLayerTimes.Of(stack, filling).Slowest) : stack.Pulse.Rest;
        var shape = stack.Pulse with { Rest = rest };
        var cell = new Cell(stack, ObservableTolerance.Relative);
        var start = CellState.Equilibrium(stack, filling);
        var level = stack.PulseLevel(up);
        var (result, trace) = cell.Follow(start, level, shape);
        return new Settling(result.WriteTime, result.SettlingTime, result.ReleaseTime, result.VolatilePart, result.ConductanceChange,
            trace.Time, [.. trace.Conductance.Select(g => g - result.ConductanceStart)]);
    }
}
