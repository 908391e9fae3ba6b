using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Transport;

namespace EcramSim.Ecram.Cells;

/// <summary>
/// The reference cell: one ECRAM device integrated in time, its channel uniform or resolved through the thickness. Slow and exact; the array runs
/// its compact response. Immutable and safe to use from several threads.
/// </summary>
public sealed class Cell
{
    // C/m²: a thousandth of a trillionth of the charge of a usual pulse. At rest the potentials carry the rounding of a filling, which no step can resolve.
    private const double DrivenTolerance = 1e-13;
    // Of a filling.
    private const double SettlingTolerance = 2e-13, LongTolerance = 1e-11;

    private readonly double _tolerance, _hold;
    private readonly IParticle _film;
    private readonly CellLayout _layout;

    /// <summary>A cell of <paramref name="stack"/>.</summary>
    /// <param name="stack">What it is made of.</param>
    /// <param name="relativeTolerance">Of the integrator, per step.</param>
    public Cell(Stack stack, double relativeTolerance = 1e-8)
    {
        (Stack, _tolerance, _hold) = (stack, relativeTolerance, stack.HoldVoltage);
        _film = stack.Channel.Film(stack.Temperature);
        _layout = new CellLayout(_film, stack.Channel.Transport.Law == ChannelLaw.Homogeneous, stack is { InAir: true, Channel.AirOxidation: not null });
    }

    /// <summary>What the cell is made of.</summary>
    public Stack Stack { get; }

    /// <summary>One programming pulse of the stack's own shape: driven, returned, released, rested.</summary>
    public PulseResult Pulse(CellState start, bool up) => Pulse(start, Stack.PulseLevel(up), Stack.Pulse);

    /// <summary>One pulse with the times and the gate of <paramref name="shape"/>, to <paramref name="level"/>: V, gate minus channel, or A where the shape imposes a current.</summary>
    /// <exception cref="InputException">The cell is driven out of the fillings for which its materials are known, or the equations have no solution there.</exception>
    public PulseResult Pulse(CellState start, double level, PulseShape shape)
    {
        var segments = Segments(start, level, shape, out var released, out var driven);
        return Result(start, segments, released, driven);
    }

    /// <summary>The same pulse with its course in time: conductance, gate voltage and filling from its beginning to the end of its rest.</summary>
    public (PulseResult Result, CellTrace Trace) Follow(CellState start, double level, PulseShape shape)
    {
        var segments = Segments(start, level, shape, out var released, out var driven);
        return (Result(start, segments, released, driven), Trace(start, segments));
    }

    /// <summary>G in S as a read finds the cell in <paramref name="state"/>.</summary>
    public double Conductance(CellState state)
    {
        double[] x = state.Profile ?? [.. Enumerable.Repeat(state.Filling, _film.Size)];
        return Stack.Channel.Conductance(x, _film.Weights, -Stack.Channel.DoubleLayer * state.ChannelOverpotential, Stack.Temperature);
    }

    /// <summary>Lets the cell rest with open gate for <paramref name="duration"/> (s).</summary>
    public CellState Rest(CellState start, double duration) => Run(start, GateDrive.Open, duration).End;

    /// <summary>Holds the gate at <paramref name="voltage"/> (V, through R_s) for <paramref name="duration"/> (s).</summary>
    public CellState Hold(CellState start, double voltage, double duration) => Run(start, GateDrive.Voltage(Stack, voltage, voltage), duration).End;

    /// <summary>Shorts gate and channel through R_s and <paramref name="resistance"/> (Ω) for <paramref name="duration"/> (s).</summary>
    public CellState Short(CellState start, double resistance, double duration) => Run(start, GateDrive.Short(Stack, resistance), duration).End;

    /// <summary>Follows the cell with its gate left to itself for <paramref name="duration"/> (s).</summary>
    /// <param name="start">State before.</param>
    /// <param name="gate">Open, held at V_hold, shorted, or behind the selector of the stack's own pulse.</param>
    /// <param name="duration">s.</param>
    public CellTrace Follow(CellState start, GateAfterPulse gate, double duration) =>
        Trace(start, [Run(start, GateDrive.After(Stack, Stack.Pulse with { After = gate }, _hold), duration)]);

    /// <summary>Drives the gate along a course of voltages (V over s), through R_s.</summary>
    public CellTrace ApplyVoltage(CellState start, Waveform voltage) => Apply(start, voltage, (a, b) => GateDrive.Voltage(Stack, a, b));

    /// <summary>Drives the gate along a course of currents (A over s).</summary>
    public CellTrace ApplyCurrent(CellState start, Waveform current) => Apply(start, current, (a, b) => GateDrive.Current(Stack, a, b));

    /// <summary>One stretch of time, at most until <paramref name="stop"/>(loop, t, charges) ≥ 0, to <paramref name="filling"/> of the channel.</summary>
    internal Segment Follow(CellState start, GateDrive drive, double duration, double filling, Func<CellLoop, double, double[], double>? stop = null) =>
        Run(start, drive, duration, filling * Stack.Channel.Capacity, stop, mayRest: true);

    /// <summary>One stretch of time, to a hundred-billionth of a filling.</summary>
    internal Segment Run(CellState start, GateDrive drive, double duration) => Follow(start, drive, duration, LongTolerance);

    private Segment Run(CellState start, GateDrive drive, double duration, double absolute, Func<CellLoop, double, double[], double>? stop = null, bool mayRest = false) =>
        new SegmentRun(Stack, new CellLoop(Stack, _film, _layout, start, drive, duration), start, _tolerance, absolute).To(duration, stop, mayRest);

    private List<Segment> Segments(CellState start, double level, PulseShape shape, out int released, out Segment driven)
    {
        var segments = new List<Segment>();
        CellState Here() => segments.Count == 0 ? start : segments[^1].End;
        var from = shape.IsCurrent ? 0 : _hold;
        if (shape.Edge > 0) Add(segments, Here(), Driven(shape, from, from + (level - from) * FirstLevel(shape)), shape.Edge, shape);
        foreach (var (duration, first, last) in shape.Wave.Pieces)
            Add(segments, Here(), Driven(shape, from + (level - from) * first, from + (level - from) * last), duration * shape.Width, shape);
        driven = segments[^1];
        var top = from + (level - from) * shape.Wave.LastLevel;
        if (shape.IsCurrent && shape.Edge > 0) Add(segments, Here(), Driven(shape, top, 0), shape.Edge, shape);
        if (shape.ReturnEdge > 0)
        {
            var fall = shape.IsCurrent ? 0 : shape.Edge;
            if (fall > 0) segments.Add(Run(Here(), GateDrive.Voltage(Stack, top, _hold), fall, DrivenTolerance));
            if (shape.ReturnEdge > fall) segments.Add(Run(Here(), GateDrive.Voltage(Stack, _hold, _hold), shape.ReturnEdge - fall, DrivenTolerance));
        }
        released = segments.Count;
        segments.Add(Run(Here(), GateDrive.After(Stack, shape, _hold), shape.Rest, Math.Max(DrivenTolerance, SettlingTolerance * Stack.Channel.Capacity)));
        return segments;
    }

    private static double FirstLevel(PulseShape shape) => shape.Wave.Pieces.First().From;

    private GateDrive Driven(PulseShape shape, double first, double last) =>
        shape.IsCurrent ? GateDrive.Current(Stack, first, last) : GateDrive.Voltage(Stack, first, last);

    // A driver that reaches its compliance goes on with that voltage.
    private void Add(List<Segment> segments, CellState start, GateDrive drive, double duration, PulseShape shape)
    {
        if (!shape.IsCurrent || double.IsInfinity(shape.Compliance))
        {
            segments.Add(Run(start, drive, duration, DrivenTolerance));
            return;
        }
        var reached = Run(start, drive, duration, DrivenTolerance, (loop, t, q) => Math.Abs(loop.SourceVoltage(t, q) - _hold) - shape.Compliance);
        segments.Add(reached);
        if (reached.Duration >= duration) return;
        var limit = _hold + (drive.Level(1) + drive.Level(0) > 0 ? shape.Compliance : -shape.Compliance);
        segments.Add(Run(reached.End, GateDrive.Voltage(Stack, limit, limit), duration - reached.Duration, DrivenTolerance));
    }

    private CellTrace Apply(CellState start, Waveform course, Func<double, double, GateDrive> drive)
    {
        var segments = new List<Segment>();
        foreach (var (duration, first, last) in course.Pieces) segments.Add(Run(segments.Count == 0 ? start : segments[^1].End, drive(first, last), duration, DrivenTolerance));
        return Trace(start, segments);
    }

    private CellTrace Trace(CellState start, List<Segment> segments)
    {
        List<double> time = [], conductance = [], voltage = [], filling = [];
        var offset = 0.0;
        foreach (var s in segments)
        {
            time.AddRange(s.Times.Select(t => offset + t));
            conductance.AddRange(s.Conductances);
            voltage.AddRange(s.GateVoltages);
            filling.AddRange(s.Fillings);
            offset += s.Duration;
        }
        var area = Stack.Channel.Area;
        return new CellTrace(start, segments[^1].End, [.. time], [.. conductance], [.. voltage], [.. filling],
            area * segments.Sum(s => s.ChannelCharge), area * segments.Sum(s => s.TerminalCharge), EnergyBalance.Of(segments, area));
    }

    private PulseResult Result(CellState start, List<Segment> segments, int released, Segment driven)
    {
        var area = Stack.Channel.Area;
        var rest = segments[^1];
        var (deviation, limit) = IonNoise.Of(Stack, driven, segments.Take(released).Sum(s => s.Traffic), segments.Sum(s => s.ChannelCharge), rest.ChannelCharge);
        var (before, after) = (segments[0].Conductances[0], rest.Conductances[^1]);
        return new PulseResult(start, rest.End, before, after, area * segments.Sum(s => s.TerminalCharge), area * segments.Sum(s => s.LoopCharge),
            area * segments.Sum(s => s.ChannelCharge), area * segments.Sum(s => s.GateCharge), area * segments.Sum(s => s.SourceEnergy),
            area * segments.Sum(s => s.DissipatedEnergy), deviation * area, limit,
            LastOutside(segments, before, after, 0.1), LastOutside(segments, before, after, 0.01), driven.Share, segments.Sum(s => s.Steps))
        {
            Energy = EnergyBalance.Of(segments, area), ConductanceReleased = rest.Conductances[0], ReleaseTime = segments.Take(released).Sum(s => s.Duration),
        };
    }

    // The last time at which G was further from its final value than a fraction of the change; linear between steps.
    private static double LastOutside(List<Segment> segments, double before, double after, double fraction)
    {
        var band = fraction * Math.Abs(after - before);
        double last = 0, offset = 0, previousTime = 0, previousDistance = Math.Abs(before - after);
        foreach (var segment in segments)
        {
            for (var i = 1; i < segment.Times.Length; i++)
            {
                var time = offset + segment.Times[i];
                var distance = Math.Abs(segment.Conductances[i] - after);
                if (distance > band) last = time;
                else if (previousDistance > band) last = previousTime + (time - previousTime) * (previousDistance - band) / (previousDistance - distance);
                (previousTime, previousDistance) = (time, distance);
            }
            offset += segment.Duration;
        }
        return last;
    }
}
