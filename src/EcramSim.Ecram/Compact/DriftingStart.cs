using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// The state of a cell that nobody has written for a while: its double layers carry just what the leakage takes, so that nothing moves but the drift. Every
/// experiment of the compact response starts here. From V_G = V_OCV(x) a leaking cell would first have to bring its double layers there, which
/// would count as drift and as a part of the pulse. Where that is less than is noticed, it is V_G = V_OCV(x) itself. All fillings lie on one line: what the
/// double layers took on the way from the hold filling is counted (<see cref="CellState.Reached"/>).
/// </summary>
internal sealed class DriftingStart
{
    // Time constants of the slowest double layer: e^-12 is 6e-6, and e^-5 of what a shift of the filling has left.
    private const double Longer = 12, Shorter = 5;
    // Of the change by one pulse.
    private const double Noticeable = 1e-4;
    private const double Tolerance = 1e-7;
    // Of the window; a held gate goes further, and its cells have nothing that one could call a drift.
    private const double Longest = 0.2;

    private readonly Stack _stack;
    private readonly Cell _cell;
    private readonly double _time;

    /// <summary>For the cells of <paramref name="stack"/>, their gate as it is after a pulse.</summary>
    public DriftingStart(Stack stack)
    {
        (_stack, _cell) = (stack, new Cell(stack, Tolerance));
        double[] places = [stack.Window.Minimum, stack.Window.Middle, stack.Window.Maximum];
        _time = places.Max(x => DoubleLayerTimes.Of(stack, x).Slowest);
        var pulse = Math.Abs(_cell.Pulse(CellState.Reached(stack, stack.Window.Middle), true).FillingChange);
        var moved = places.Max(x => Drifted(CellState.Reached(stack, x)));
        IsLeaky = moved > Noticeable * pulse && moved < Longest * (stack.Window.Maximum - stack.Window.Minimum);
    }

    /// <summary>Whether the double layers of a cell that rests carry anything that is noticed.</summary>
    public bool IsLeaky { get; }

    /// <summary>The drifting state at filling <paramref name="x"/>, or so near to it as the drift within some time constants.</summary>
    public CellState At(double x)
    {
        var start = CellState.Reached(_stack, x);
        if (!IsLeaky) return start;
        var led = Rested(start, Longer);
        // From as far before x as the second rest will drift, with the double layers of the first one.
        var ahead = (led.Filling - x) * Shorter / Longer;
        return Rested(Shifted(led, x - ahead - led.Filling), Shorter);
    }

    // With ions exchanged between the hosts and the double layers as they are.
    private CellState Shifted(CellState state, double change)
    {
        var valid = _stack.Channel.Host.Validity;
        var x = Math.Clamp(state.Filling + change, valid.Minimum + 1e-3 * (valid.Maximum - valid.Minimum), valid.Maximum - 1e-3 * (valid.Maximum - valid.Minimum));
        change = x - state.Filling;
        var (here, there) = (_stack.GateReached(state.Filling), _stack.GateReached(x));
        return state with
        {
            Filling = x,
            GateFilling = state.GateFilling + there.Filling - here.Filling,
            GateOverpotential = state.GateOverpotential + there.Charging - here.Charging,
            Profile = state.Profile is { } profile ? [.. profile.Select(p => p + change)] : null,
        };
    }

    private double Drifted(CellState start)
    {
        try
        {
            return Math.Abs(Rested(start, Longer).Filling - start.Filling);
        }
        catch (InputException)
        {
            // Out of the fillings that are known.
            return double.PositiveInfinity;
        }
    }

    private CellState Rested(CellState start, double constants) =>
        _time == 0 ? start : _cell.Run(start, GateDrive.After(_stack, _stack.Pulse, _stack.HoldVoltage), constants * _time).End;
}
