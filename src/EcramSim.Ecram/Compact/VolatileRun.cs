using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Compact;

/// <summary>The experiments on the reference cell from which the volatile part follows, in units of weight.</summary>
internal sealed class VolatileRun
{
    private const double Growth = 1.3;
    private static readonly bool[] Directions = [true, false];

    private readonly Stack _stack;
    private readonly Mapping _mapping;
    private readonly DriftTable? _drift;
    private readonly Cell _cell;
    private readonly double _settling;

    public VolatileRun(Stack stack, Mapping mapping, DriftTable? drift, Cell cell)
    {
        (_stack, _mapping, _drift, _cell) = (stack, mapping, drift, cell);
        _settling = SettlingTime();
    }

    /// <summary>A pulse from rest at filling <paramref name="x"/>: the state at the end of its slot, the weight it settles to, v, and what the host lacks of the settled weight.</summary>
    public (CellState End, double Settled, double Left, double Pending) Pulse(double x, bool up)
    {
        var end = _cell.Pulse(CellState.Equilibrium(_stack, x), up).End;
        var settled = Settled(end);
        return (end, settled, Read(end) - settled, Weight(end.Filling) - settled);
    }

    /// <summary>|v| at the end of the slot of a pulse at mid window, as a fraction of the step.</summary>
    public double LeftFraction(bool up)
    {
        var x = _stack.Window.Middle;
        var (_, settled, left, _) = Pulse(x, up);
        return Math.Abs(left / (settled - Weight(x)));
    }

    /// <summary>What a second pulse makes of the v that a first one from each of <paramref name="fillings"/> has left: change of the settled step per v, and fraction of v that remains.</summary>
    public (double[] Sensitivity, double[] Carry) Second(double[] fillings, bool first, bool second)
    {
        double[] sensitivity = new double[fillings.Length], carry = new double[fillings.Length];
        for (var i = 0; i < fillings.Length; i++)
        {
            var (end, between, left, _) = Pulse(fillings[i], first);
            var rested = _cell.Rest(end, _settling).Filling;
            var (_, alone, leftAlone, _) = Pulse(rested, second);
            var after = _cell.Pulse(end, second).End;
            var settled = Settled(after);
            // The rest before the lone pulse has drifted a little, the step is that of nearly the same filling.
            sensitivity[i] = (settled - between - (alone - Weight(rested))) / left;
            carry[i] = (Read(after) - settled - leftAlone) / left;
        }
        return (sensitivity, carry);
    }

    /// <summary>|v| over time after a pulse at mid window, from the moment in which the driver lets go; geometric mean of both directions.</summary>
    public RelaxationCurve Relaxation()
    {
        var shape = _stack.Pulse with { Rest = 1e-3 * _stack.Pulse.Rest };
        var x = _stack.Window.Middle;
        var states = Directions.Select(up => _cell.Pulse(CellState.Equilibrium(_stack, x), _stack.PulseLevel(up), shape).End).ToArray();
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

    // The weight that a rest without leakage would lead to.
    private double Settled(CellState state)
    {
        var weight = Weight(_cell.Rest(state, _settling).Filling);
        return weight - (After(weight, _settling) - weight);
    }

    private double Weight(double x) => _mapping.Weight(_stack.Conductance(x));

    // What a read sees.
    private double Read(CellState state) => _mapping.Weight(_cell.Conductance(state));

    // Doubled until a longer rest changes nothing but by leakage, or no double layer holds anything.
    private double SettlingTime()
    {
        var start = CellState.Equilibrium(_stack, _stack.Window.Middle);
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
