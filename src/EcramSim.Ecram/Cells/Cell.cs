using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Cells;

/// <summary>
/// The reference cell: one ECRAM device with a homogeneous channel, integrated in time. Slow and exact; the array runs its compact response.
/// Immutable and safe to use from several threads.
/// </summary>
/// <param name="stack">What it is made of.</param>
/// <param name="relativeTolerance">Of the integrator, per step.</param>
public sealed class Cell(Stack stack, double relativeTolerance = 1e-8)
{
    // C/m²: a thousandth of a trillionth of the charge of a usual pulse.
    private const double AbsoluteTolerance = 1e-13;

    /// <summary>What the cell is made of.</summary>
    public Stack Stack { get; } = stack;

    /// <summary>One programming pulse of the stack's own shape: driven, returned, released, rested.</summary>
    public PulseResult Pulse(CellState start, bool up) => Pulse(start, Stack.PulseVoltage(up), Stack.Pulse);

    /// <summary>One pulse to <paramref name="voltage"/> (V, gate minus channel) with the times and the gate of <paramref name="shape"/>.</summary>
    /// <exception cref="InputException">The cell is driven out of the fillings for which its materials are known, or the equations have no solution there.</exception>
    public PulseResult Pulse(CellState start, double voltage, PulseShape shape)
    {
        var driven = Run(start, voltage, shape.Width);
        var segments = new List<Segment> { driven };
        if (shape.ReturnEdge > 0) segments.Add(Run(segments[^1].End, Stack.HoldVoltage, shape.ReturnEdge));
        var drivenCount = segments.Count;
        segments.Add(Run(segments[^1].End, shape.After == GateAfterPulse.Open ? null : Stack.HoldVoltage, shape.Rest));
        var area = Stack.Channel.Area;
        var (deviation, limit) = IonNoise.Of(Stack, driven, segments.Take(drivenCount).Sum(s => s.Traffic), segments.Sum(s => s.ChannelCharge), segments[^1].ChannelCharge);
        var end = segments[^1].End;
        var (before, after) = (Stack.Conductance(start.Filling), Stack.Conductance(end.Filling));
        return new PulseResult(start, end, before, after, area * segments.Sum(s => s.TerminalCharge), area * segments.Sum(s => s.LoopCharge),
            area * segments.Sum(s => s.ChannelCharge), area * segments.Sum(s => s.GateCharge), area * segments.Sum(s => s.SourceEnergy),
            area * segments.Sum(s => s.DissipatedEnergy), deviation * area, limit,
            LastOutside(segments, before, after, 0.1), LastOutside(segments, before, after, 0.01), driven.Share, segments.Sum(s => s.Times.Length));
    }

    /// <summary>Lets the cell rest with open gate for <paramref name="duration"/> (s).</summary>
    public CellState Rest(CellState start, double duration) => Run(start, null, duration).End;

    /// <summary>Holds the gate at <paramref name="voltage"/> (V, through R_s) for <paramref name="duration"/> (s).</summary>
    public CellState Hold(CellState start, double voltage, double duration) => Run(start, voltage, duration).End;

    private Segment Run(CellState start, double? source, double duration)
    {
        var loop = new CellLoop(Stack, start, source);
        Span<double> q = stackalloc double[loop.Size], rate = stackalloc double[loop.Size];
        q.Clear();
        var radau = new Radau(loop, 0, q, new StepTolerance(relativeTolerance, AbsoluteTolerance));
        var times = new List<double>(128);
        var fillings = new List<double>(128);
        double leaked = 0, dissipated = 0, traffic = 0;
        while (radau.Time < duration)
        {
            Step(radau, duration, start);
            for (var s = 0; s < 3; s++)
            {
                radau.Stage(s, q);
                loop.Rate(0, q, rate);
                var weight = Radau.Weights[s] * radau.LastStep;
                var leak = loop.LeakageCurrent(q);
                leaked += weight * leak;
                traffic += weight * loop.ChannelTraffic(q);
                if (source is { } v) dissipated += weight * (v - Stack.OpenCircuitVoltage(loop.Filling(q), loop.GateFilling(q))) * (rate[0] + leak);
            }
            Check(loop, radau.State);
            times.Add(radau.Time);
            fillings.Add(ReadFilling(loop, radau.State));
        }
        var end = radau.State;
        var terminal = source is null ? 0 : end[0] + leaked;
        var line = source is { } level ? level - loop.GateVoltage(end) : 0;
        return new Segment(loop.StateAt(end), end[0], end[1], end[2], terminal, (source ?? 0) * terminal, dissipated, traffic,
            new VoltageShare(loop.GateOverpotential(end), loop.ElectrolyteVoltage(end), -loop.ChannelOverpotential(end), line), [.. times], [.. fillings]);
    }

    private static void Step(Radau radau, double duration, CellState start)
    {
        try
        {
            radau.Step(duration);
        }
        catch (IntegrationException e)
        {
            throw new InputException(FormattableString.Invariant($"the cell has no solution from filling {start.Filling:G5} on: {e.Message}"), e);
        }
    }

    private void Check(CellLoop loop, ReadOnlySpan<double> q)
    {
        if (!Stack.Channel.Host.Validity.Contains(loop.Filling(q)))
            throw new InputException(FormattableString.Invariant($"a pulse drives the channel to the filling {loop.Filling(q):G5}, outside {Stack.Channel.Host.Validity} for which '{Stack.Channel.Host.Id}' is known"));
        if (!Stack.Gate.Host.Validity.Contains(loop.GateFilling(q)))
            throw new InputException(FormattableString.Invariant($"a pulse drives the gate to the filling {loop.GateFilling(q):G5}, outside {Stack.Gate.Host.Validity} for which '{Stack.Gate.Host.Id}' is known"));
    }

    private double ReadFilling(CellLoop loop, ReadOnlySpan<double> q) =>
        Stack.Channel.FollowsDoubleLayer ? loop.Filling(q) + (q[0] - q[1]) / Stack.Channel.Capacity : loop.Filling(q);

    // The last time at which G was further from its final value than a fraction of the change; linear between steps.
    private double LastOutside(List<Segment> segments, double before, double after, double fraction)
    {
        var band = fraction * Math.Abs(after - before);
        double last = 0, offset = 0, previousTime = 0, previousDistance = Math.Abs(before - after);
        foreach (var segment in segments)
        {
            for (var i = 0; i < segment.Times.Length; i++)
            {
                var time = offset + segment.Times[i];
                var distance = Math.Abs(Stack.Conductance(segment.ReadFilling[i]) - after);
                if (distance > band) last = time;
                else if (previousDistance > band) last = previousTime + (time - previousTime) * (previousDistance - band) / (previousDistance - distance);
                (previousTime, previousDistance) = (time, distance);
            }
            offset += segment.Duration;
        }
        return last;
    }
}
