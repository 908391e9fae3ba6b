using System.Collections.Concurrent;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Noise;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// The settled response of a reference cell to one pulse up and one down, sampled over the fillings of its window and mapped to weights:
/// what the array runs. Every pulse starts from rest (<see cref="DriftingStart"/>). Between samples Δx(x) is interpolated, which is smooth;
/// the conductance, which may have kinks, is evaluated. A test holds table and reference cell together over random pulse sequences.
/// </summary>
public sealed class CompactResponse
{
    // The table is read to 1e-3 of a step; the reference cell itself runs tighter.
    private const double CompileTolerance = 1e-6;
    private const int Samples = 33, NoiseSamples = 5, TablePoints = 257;

    private readonly Stack _stack;
    private readonly ConductanceAxis _axis;
    private readonly DriftingStart _start;
    private readonly ConcurrentDictionary<double, PulseTable> _partials = new();

    private CompactResponse(Stack stack, ConductanceAxis axis, DriftingStart start, PulseResult[] up, PulseResult[] down, StepCurve steps)
    {
        (_stack, _axis, _start, Up, Down, Steps) = (stack, axis, start, up, down, steps);
        Mapping = Mapping.Of(axis.Minimum, axis.Maximum);
        Evolution = CellEvolution.Of(stack, axis, Mapping, start);
        FollowingError = Following.Error(stack, start, Mapping, Table, Evolution?.Volatile);
    }

    /// <summary>From conductance to weight.</summary>
    public Mapping Mapping { get; }

    /// <summary>The potentiating pulse at each sampled filling, in ascending order of the filling.</summary>
    public IReadOnlyList<PulseResult> Up { get; }

    /// <summary>The depressing pulse at each sampled filling.</summary>
    public IReadOnlyList<PulseResult> Down { get; }

    /// <summary>Change and noise of the conductance per pulse over the conductance, S, on a uniform grid.</summary>
    public StepCurve Steps { get; }

    /// <summary>What time does between operations; null where nothing happens.</summary>
    public CellEvolution? Evolution { get; }

    /// <summary>How far this is from the reference cell after six pulses in a row at mid window, in steps; arrays take what stays within 0.01.</summary>
    public double FollowingError { get; }

    /// <summary>The steps in units of weight, from −1.25 to 1.25: of the settled weight where something volatile remains at the end of the slot.</summary>
    public PulseTable Table => Evolution?.Volatile is { } left ? left.Settled(Scaled(Steps)) : Scaled(Steps);

    /// <summary>
    /// What a cell that is selected by one line only receives: pulses of the same times at a fraction of the amplitude, measured from V_hold
    /// (½ and ⅓ are the usual schemes). Near the ends of the window such a pulse may move the cell the other way, where the open-circuit
    /// voltage is the larger; steps have any sign. Computed once per fraction (66 pulses of the reference cell).
    /// </summary>
    /// <param name="fraction">Of the amplitude, above 0.</param>
    /// <exception cref="InputException">The cell leaves the fillings for which its materials are known.</exception>
    public PulseTable Partial(double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fraction);
        return _partials.GetOrAdd(fraction, PartialOf);
    }

    private PulseTable PartialOf(double fraction)
    {
        var cell = new Cell(_stack, CompileTolerance);
        var fillings = Fillings(_stack);
        PulseResult[] Run(bool up)
        {
            var level = Level(_stack, up, fraction);
            return Array.ConvertAll(fillings, x => cell.Pulse(_start.At(x), level, _stack.Pulse));
        }
        return Scaled(Curve(_stack, _axis, Run(true), Run(false), fraction));
    }

    private PulseTable Scaled(StepCurve steps)
    {
        double[] Of(double[] values) => Array.ConvertAll(values, v => v / Mapping.HalfWindow!.Value);
        return new PulseTable(Mapping.Weight(steps.Minimum), Mapping.Weight(steps.Maximum), Of(steps.Up), Of(steps.Down), Of(steps.NoiseUp), Of(steps.NoiseDown));
    }

    /// <summary>Samples the cell of <paramref name="stack"/>.</summary>
    /// <exception cref="InputException">Conductance that is not monotone, or pulses that cannot traverse the window.</exception>
    public static CompactResponse Of(Stack stack)
    {
        var axis = new ConductanceAxis(stack);
        var cell = new Cell(stack, CompileTolerance);
        var fillings = Fillings(stack);
        var rest = new DriftingStart(stack);
        PulseResult[] up = new PulseResult[Samples], down = new PulseResult[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var start = rest.At(fillings[i]);
            (up[i], down[i]) = (cell.Pulse(start, true), cell.Pulse(start, false));
            if (stack.PotentiatingPolarity * up[i].FillingChange <= 0) throw Stopped(stack, fillings[i], "potentiating");
            if (stack.PotentiatingPolarity * down[i].FillingChange >= 0) throw Stopped(stack, fillings[i], "depressing");
        }
        return new CompactResponse(stack, axis, rest, up, down, Curve(stack, axis, up, down, 1));
    }

    /// <summary>Dissipated energy of a pulse, mean over the used window of conductance (|w| ≤ 1), J.</summary>
    public double MeanEnergy(bool up)
    {
        var results = up ? Up : Down;
        // Uniform in the conductance: G at the samples is the axis of the mean.
        var ascending = results[^1].ConductanceStart > results[0].ConductanceStart ? results : [.. results.Reverse()];
        var curve = new StepCurve([.. ascending.Select(r => r.ConductanceStart)], [.. ascending.Select(r => r.DissipatedEnergy)], [], [], []);
        return curve.Mean(g => curve.At(curve.Up, g), Mapping.WindowMargin, 1 - Mapping.WindowMargin);
    }

    private static double[] Fillings(Stack stack, int samples = Samples) =>
        [.. Enumerable.Range(0, samples).Select(i => i == samples - 1 ? stack.Window.Maximum : stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * i / (samples - 1))];

    // Level of a pulse at a fraction of its amplitude.
    private static double Level(Stack stack, bool up, double fraction)
    {
        var from = stack.Pulse.IsCurrent ? 0 : stack.HoldVoltage;
        return from + fraction * (stack.PulseLevel(up) - from);
    }

    private static StepCurve Curve(Stack stack, ConductanceAxis axis, PulseResult[] up, PulseResult[] down, double fraction)
    {
        var grid = new double[TablePoints];
        for (var i = 0; i < TablePoints; i++) grid[i] = axis.Minimum + (axis.Maximum - axis.Minimum) * i / (TablePoints - 1);
        var (stepUp, noiseUp) = Conductances(stack, axis, grid, up, Level(stack, true, fraction));
        var (stepDown, noiseDown) = Conductances(stack, axis, grid, down, Level(stack, false, fraction));
        return new StepCurve(grid, stepUp, stepDown, noiseUp, noiseDown);
    }

    private static (double[] Step, double[] Noise) Conductances(Stack stack, ConductanceAxis axis, double[] grid, PulseResult[] pulses, double level)
    {
        var change = new MonotoneCubic(Array.ConvertAll(pulses, r => r.Start.Filling), Array.ConvertAll(pulses, r => r.FillingChange));
        var noiseFillings = Fillings(stack, NoiseSamples);
        var deviation = new MonotoneCubic(noiseFillings,
            Array.ConvertAll(noiseFillings, x => ChargeNoise.Of(stack, x, level).Deviation / (stack.Channel.Capacity * stack.Channel.Area)));
        double[] step = new double[grid.Length], noise = new double[grid.Length];
        for (var i = 0; i < grid.Length; i++)
        {
            var x = axis.Filling(grid[i]);
            var moved = change.Value(x);
            step[i] = stack.Conductance(x + moved) - stack.Conductance(x);
            // Ions more or fewer change G along the way of the pulse; without net motion (which leaves noise), along the tangent.
            noise[i] = deviation.Value(x) * Math.Abs(Math.Abs(moved) > 1e-12 ? step[i] / moved : axis.Slope(x));
        }
        return (step, noise);
    }

    private static InputException Stopped(Stack stack, double x, string direction) => new(FormattableString.Invariant(
        $"pulse: the {direction} pulse moves the channel the wrong way at filling {x:G4}: the open-circuit voltage there ({stack.OpenCircuitVoltage(x):G4} V) stops or reverses the drive against V_hold = {stack.HoldVoltage:G4} V, so the window {stack.Window.Minimum:G4} to {stack.Window.Maximum:G4} cannot be traversed; raise the amplitude or narrow the window"));
}
