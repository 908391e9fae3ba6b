using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Observables;

/// <summary>
/// What cells that are not selected move of a step: settled Δx of a pulse at a part of the amplitude over that at the whole, from rest at the
/// hold filling (where V_hold itself moves nothing), with equal gate state and rest. 0.5 and 0.333 are ohmic.
/// </summary>
/// <param name="HalfUp">At V/2, potentiating.</param>
/// <param name="HalfDown">At V/2, depressing.</param>
/// <param name="ThirdUp">At V/3, potentiating.</param>
/// <param name="ThirdDown">At V/3, depressing.</param>
public sealed record Disturb(double HalfUp, double HalfDown, double ThirdUp, double ThirdDown)
{
    /// <summary>Of the stack's own pulse; null where its pulses impose a current, which has no half-selected cells.</summary>
    public static Disturb? Of(Stack stack) => stack.Pulse.IsCurrent ? null
        : new Disturb(Part(stack, true, 1 / 2.0), Part(stack, false, 1 / 2.0), Part(stack, true, 1 / 3.0), Part(stack, false, 1 / 3.0));

    /// <summary>The same ratio for any part of the amplitude.</summary>
    public static double Part(Stack stack, bool up, double part)
    {
        var cell = new Cell(stack, ObservableTolerance.Relative);
        var (hold, start) = (stack.HoldVoltage, CellState.Equilibrium(stack, stack.Window.Hold));
        double Change(double fraction) => cell.Pulse(start, hold + fraction * (stack.PulseVoltage(up) - hold), stack.Pulse).FillingChange;
        return Change(part) / Change(1);
    }
}
