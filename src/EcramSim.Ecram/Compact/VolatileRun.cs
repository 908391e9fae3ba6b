using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Compact;

/// <summary>A pulse from rest: the state before it and at the end of its slot, the weight to which that settles, v, and what the host lacks of the settled weight.</summary>
internal readonly record struct VolatilePulse(CellState Start, CellState End, double Settled, double Left, double Pending);

/// <summary>How a pulse answers to v at one filling: change of its settled step per v, and fraction of v that remains.</summary>
internal readonly record struct PulseResponse(double Sensitivity, double Carry);

/// <summary>The experiments on the reference cell from which the volatile part follows, in units of weight.</summary>
internal sealed class VolatileRun
{
    private const double Growth = 1.3, OwnShare = 0.2;
    private static readonly bool[] Directions = [true, false];

    private readonly Stack _stack;
    private readonly Mapping _mapping;
    private readonly DriftTable? _drift;
    private readonly DriftingStart _start;
    private readonly Cell _cell;
    private readonly double _settling;

    public VolatileRun(Stack stack, Mapping mapping, DriftTable? drift, DriftingStart start, Cell cell)
    {
        (_stack, _mapping, _drift, _start, _cell) = (stack, mapping, drift, start, cell);
        _settling = SettlingTime();
    }

    /// <summary>A pulse from rest at (or near) filling <paramref name="x"/>: the state before it and at the end of its slot, the weight it settles to, v, and what the host lacks of the settled weight.</summary>
    public VolatilePulse Pulse(double x, bool up)
    {
        var start = _start.At(x);
        var end = _cell.Pulse(start, up).End;
        var settled = Settled(end);
        return new(start, end, settled, Read(end) - settled, Weight(end.Filling) - settled);
    }

    /// <summary>|v| at the end of the slot of a pulse at mid window, as a fraction of the step.</summary>
    public double LeftFraction(bool up)
    {
        var pulse = Pulse(_stack.Window.Middle, up);
        return Math.Abs(pulse.Left / (pulse.Settled - Weight(pulse.Start.Filling)));
    }

    /// <summary>
    /// What a second pulse makes of the v that first ones up and down from one filling have left: change of its settled step per v, and fraction of v that remains.
    /// </summary>
    public (PulseResponse AfterUp, PulseResponse AfterDown) Second(VolatilePulse firstUp, VolatilePulse firstDown, bool second)
    {
        var (up, down) = (Excess(firstUp, second), Excess(firstDown, second));
        var apart = firstUp.Left - firstDown.Left;
        // Where the gate is led back to V_hold before it opens, both directions may leave the same sign, and one of them nothing: then both lie on one line.
        PulseResponse Of((double Step, double Remains) own, double left) => Math.Abs(left) > OwnShare * Math.Abs(apart)
            ? new(own.Step / left, own.Remains / left)
            : new((up.Step - down.Step) / apart, (up.Remains - down.Remains) / apart);
        return (Of(up, firstUp.Left), Of(down, firstDown.Left));
    }

    // How a second pulse differs from one from rest at the same weight: in its settled step and in what it leaves itself.
    private (double Step, double Remains) Excess(VolatilePulse first, bool second)
    {
        var alone = Pulse(Filling(first.Settled, first.End.Filling), second);
        var after = _cell.Pulse(first.End, second).End;
        var settled = Settled(after);
        return (settled - first.Settled - (alone.Settled - Weight(alone.Start.Filling)), Read(after) - settled - alone.Left);
    }

    /// <summary>|v| over time after a pulse at mid window, from the moment in which the driver lets go; geometric mean of both directions.</summary>
    public RelaxationCurve Relaxation()
    {
        var shape = _stack.Pulse with { Rest = 1e-3 * _stack.Pulse.Rest };
        var x = _stack.Window.Middle;
        var states = Directions.Select(up => _cell.Pulse(_start.At(x), _stack.PulseLevel(up), shape).End).ToArray();
        var settled = states.Select(Settled).ToArray();
        var (times, heights) = (new List<double>(), new List<double>());
        double time = shape.Rest, step = shape.Rest * (Growth - 1);
        while (true)
        {
            var t = time;
            var height = Math.Sqrt(states.Zip(settled, (s, w) => Math.Abs(Read(s) - After(w, t))).Aggregate(1.0, (a, b) => a * b));
            // The curve ends where it is lost in the digits of the integration.
            if (heights.Count > 1 && (height < 1e-5 * heights[0] || height > heights[^1]) || time > 1e3 * _settling) break;
            if (heights.Count == 0 || height < 0.95 * heights[^1])
            {
                times.Add(time);
                heights.Add(height);
            }
            for (var k = 0; k < states.Length; k++) states[k] = _cell.Rest(states[k], step);
            time += step;
            step *= Growth;
        }
        return new RelaxationCurve([.. times], [.. heights]);
    }

    // The weight from which drift alone would lead to where the cell is after a long rest.
    private double Settled(CellState state)
    {
        var weight = Weight(_cell.Rest(state, _settling).Filling);
        return _drift?.Before(weight, _settling) ?? weight;
    }

    // The filling of a weight, from x near to it: the window may end between them, so by Newton on the host itself.
    private double Filling(double weight, double x)
    {
        var h = 1e-5 * (_stack.Window.Maximum - _stack.Window.Minimum);
        for (var n = 0; n < 3; n++) x += (weight - Weight(x)) * 2 * h / (Weight(x + h) - Weight(x - h));
        return x;
    }

    private double Weight(double x) => _mapping.Weight(_stack.Conductance(x));

    // What a read sees.
    private double Read(CellState state) => _mapping.Weight(_cell.Conductance(state));

    // Doubled until a longer rest changes nothing but by leakage, or no double layer holds anything.
    private double SettlingTime()
    {
        var start = _start.At(_stack.Window.Middle);
        var end = _cell.Pulse(start, true).End;
        var step = Math.Abs(Weight(end.Filling) - Weight(start.Filling));
        var time = 2 * _stack.Pulse.SlotTime;
        // A cell that leaks by a good part of a step meanwhile never looks settled: double layers are discharged after this in any case.
        var longest = 25 * Observables.DoubleLayerTimes.Of(_stack, _stack.Window.Middle).Slowest;
        for (; time < longest; time *= 2)
        {
            var once = _cell.Rest(end, time);
            var before = Weight(once.Filling);
            var change = Weight(_cell.Rest(once, time).Filling) - before;
            var leaked = After(before, time) - before;
            if (Math.Abs(change - leaked) < 1e-5 * step + 0.02 * Math.Abs(leaked)) break;
        }
        return 2 * time;
    }

    private double After(double weight, double time) => _drift?.After(weight, time) ?? weight;
}
