using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Observables;

/// <summary>
/// What reading does to the state: V_read between source and drain lifts the channel by V_read/2 in the mean, and a gate that is held writes
/// with that. An open gate floats with the channel; what moves then goes from one half of the channel to the other and cancels in first order.
/// </summary>
/// <param name="ChangePerRead">|ΔG| over the range of G by one read of the worse sign from rest at the hold filling; 0 of open gates.</param>
public sealed record ReadDisturb(double ChangePerRead)
{
    private const double Lost = 0.1;

    /// <summary>Reads until 10 % of the range are lost, if all were of one sign; infinite of open gates.</summary>
    public double ReadsToTenth => Lost / ChangePerRead;

    /// <summary>Of a read of <paramref name="voltage"/> (V) for <paramref name="time"/> (s), with the gate as the stack's pulse leaves it.</summary>
    public static ReadDisturb Of(Stack stack, double voltage, double time)
    {
        if (stack.Pulse.After is GateAfterPulse.Open or GateAfterPulse.Selector) return new ReadDisturb(0);
        var cell = new Cell(stack, ObservableTolerance.Relative);
        var start = CellState.Equilibrium(stack, stack.Window.Hold);
        var range = Math.Abs(stack.Conductance(stack.Window.Maximum) - stack.Conductance(stack.Window.Minimum));
        // The same as a gate that goes the other way; afterwards the double layers discharge with open gate.
        double Change(double lift)
        {
            var lifted = cell.ApplyVoltage(start, new Waveform([0, time], [stack.HoldVoltage - lift, stack.HoldVoltage - lift])).End;
            return Math.Abs(cell.Conductance(cell.Rest(lifted, stack.Pulse.Rest)) - cell.Conductance(start)) / range;
        }
        return new ReadDisturb(Math.Max(Change(0.5 * voltage), Change(-0.5 * voltage)));
    }
}
