using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// What a write leaves that is not permanent: v = (weight that a read sees) − (weight that will be there when everything has settled), mostly charge of
/// the double layers that has not entered the host yet. At the end of its slot a pulse leaves v±(w), and what was there before changes its settled
/// step and is carried on in part (<see cref="PulseMemory"/>), as measured on the reference cell. Between operations v decays along <see cref="Relaxation"/>. All arrays run over the weight on a uniform grid of their own.
/// Good to 1 % of a step while up to about 15 % of a step is left; where much more is left, one variable is too few for all double layers.
/// </summary>
/// <param name="Minimum">Weight at the first point of the tables.</param>
/// <param name="Maximum">Weight at the last point.</param>
/// <param name="LeftUp">v at the end of the slot of a potentiating pulse, over the settled weight before it.</param>
/// <param name="LeftDown">The same, depressing.</param>
public sealed record VolatilePart(double Minimum, double Maximum, double[] LeftUp, double[] LeftDown)
{
    // Below this fraction of a step nothing is left.
    private const double Least = 1e-4;
    private const int Samples = 17, MemoryEvery = 2, Points = 65;
    private const double CompileTolerance = 1e-7;

    // The step of the host at the end of the slot beyond the settled one; v differs from it where reads see the double layer.
    private double[] _pendingUp = [], _pendingDown = [];

    /// <summary>Potentiation after a potentiating pulse: v has the sign of <see cref="LeftUp"/>.</summary>
    public required PulseMemory UpAfterUp { get; init; }
    /// <summary>Potentiation after a depressing pulse.</summary>
    public required PulseMemory UpAfterDown { get; init; }
    /// <summary>Depression after a potentiating pulse.</summary>
    public required PulseMemory DownAfterUp { get; init; }
    /// <summary>Depression after a depressing pulse.</summary>
    public required PulseMemory DownAfterDown { get; init; }
    /// <summary>The decay, the same for both signs.</summary>
    public required RelaxationCurve Relaxation { get; init; }

    /// <summary>v after <paramref name="seconds"/> without pulses.</summary>
    public double After(double left, double seconds) => Math.Sign(left) * Relaxation.After(Math.Abs(left), seconds);

    /// <summary>Measured on the reference cell; null where less than 1e-4 of a step is left at the end of the slot, or where the gate does not float.</summary>
    internal static VolatilePart? Of(Stack stack, ConductanceAxis axis, Mapping mapping, DriftTable? drift, DriftingStart drifting)
    {
        if (stack.Pulse.After != GateAfterPulse.Open) return null;
        var run = new VolatileRun(stack, mapping, drift, drifting, new Cell(stack, CompileTolerance));
        if (run.LeftFraction(true) < Least && run.LeftFraction(false) < Least) return null;
        VolatilePulse[] ups = new VolatilePulse[Samples], downs = new VolatilePulse[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var x = i == Samples - 1 ? stack.Window.Maximum : stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * i / (Samples - 1);
            (ups[i], downs[i]) = (run.Pulse(x, true), run.Pulse(x, false));
        }
        var (bottom, top) = (mapping.Weight(axis.Minimum), mapping.Weight(axis.Maximum));
        double[] OverWeight<T>(T[] samples, int every, Converter<T, double> value)
        {
            var curve = new MonotoneCubic([.. ups.Where((_, i) => i % every == 0).Select(p => p.Start.Filling)], Array.ConvertAll(samples, value));
            return [.. Enumerable.Range(0, Points).Select(i => curve.Value(axis.Filling(mapping.Conductance(bottom + (top - bottom) * i / (Points - 1)))))];
        }
        // What one pulse does to the remains of another is a part of a part: fewer fillings will do.
        (PulseMemory AfterUp, PulseMemory AfterDown) Memory(bool second)
        {
            (PulseResponse Up, PulseResponse Down)[] seconds = [.. Enumerable.Range(0, Samples).Where(i => i % MemoryEvery == 0).Select(i => run.Second(ups[i], downs[i], second))];
            return (new(OverWeight(seconds, MemoryEvery, s => s.Up.Sensitivity), OverWeight(seconds, MemoryEvery, s => s.Up.Carry)),
                new(OverWeight(seconds, MemoryEvery, s => s.Down.Sensitivity), OverWeight(seconds, MemoryEvery, s => s.Down.Carry)));
        }
        var (upAfterUp, upAfterDown) = Memory(true);
        var (downAfterUp, downAfterDown) = Memory(false);
        return new VolatilePart(bottom, top, OverWeight(ups, 1, p => p.Left), OverWeight(downs, 1, p => p.Left))
        {
            _pendingUp = OverWeight(ups, 1, p => p.Pending), _pendingDown = OverWeight(downs, 1, p => p.Pending),
            UpAfterUp = upAfterUp, UpAfterDown = upAfterDown, DownAfterUp = downAfterUp, DownAfterDown = downAfterDown,
            Relaxation = run.Relaxation(),
        };
    }

    /// <summary>v± at a settled weight.</summary>
    public double Left(double weight, bool up) => Between(up ? LeftUp : LeftDown, weight);

    /// <summary>Change of the settled step of a pulse at a settled weight, with <paramref name="left"/> there before it.</summary>
    public double Change(double weight, bool up, double left) => left == 0 ? 0 : left * Between(Memory(up, left).Sensitivity, weight);

    /// <summary>What a pulse at a settled weight has kept of <paramref name="left"/> when its slot ends.</summary>
    public double Kept(double weight, bool up, double left) => left == 0 ? 0 : left * Between(Memory(up, left).Carry, weight);

    private PulseMemory Memory(bool up, double left) => Math.Sign(left) == Math.Sign(LeftUp[LeftUp.Length / 2])
        ? up ? UpAfterUp : DownAfterUp
        : up ? UpAfterDown : DownAfterDown;

    /// <summary><paramref name="table"/>, whose steps end with the slot, as steps of the settled weight.</summary>
    internal PulseTable Settled(PulseTable table)
    {
        double[] Of(double[] steps, double[] pending) =>
            [.. steps.Select((s, i) => s - Between(pending, table.Minimum + (table.Maximum - table.Minimum) * i / (steps.Length - 1)))];
        return table with { StepUp = Of(table.StepUp, _pendingUp), StepDown = Of(table.StepDown, _pendingDown) };
    }

    private double Between(double[] values, double weight)
    {
        var t = Math.Clamp((weight - Minimum) / (Maximum - Minimum), 0, 1) * (values.Length - 1);
        var i = Math.Min((int)t, values.Length - 2);
        return values[i] + (t - i) * (values[i + 1] - values[i]);
    }
}
