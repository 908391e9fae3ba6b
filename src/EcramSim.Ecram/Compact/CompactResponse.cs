using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// The settled response of a reference cell to one pulse up and one down, sampled over the fillings of its window and mapped to weights:
/// what the array runs. Every pulse starts from rest (V_G = V_OCV(x)). Between samples Δx(x) is interpolated, which is smooth;
/// the conductance, which may have kinks, is evaluated. A test holds table and reference cell together over random pulse sequences.
/// </summary>
public sealed class CompactResponse
{
    // The table is read to 1e-3 of a step; the reference cell itself runs tighter.
    private const double CompileTolerance = 1e-6;
    private const int Samples = 33, TablePoints = 257;

    private CompactResponse(Mapping mapping, PulseResult[] up, PulseResult[] down, StepCurve steps)
    {
        (Mapping, Up, Down, Steps) = (mapping, up, down, steps);
    }

    /// <summary>From conductance to weight.</summary>
    public Mapping Mapping { get; }

    /// <summary>The potentiating pulse at each sampled filling, in ascending order of the filling.</summary>
    public IReadOnlyList<PulseResult> Up { get; }

    /// <summary>The depressing pulse at each sampled filling.</summary>
    public IReadOnlyList<PulseResult> Down { get; }

    /// <summary>Change and noise of the conductance per pulse over the conductance, S, on a uniform grid.</summary>
    public StepCurve Steps { get; }

    /// <summary>The same in units of weight, from −1.25 to 1.25.</summary>
    public PulseTable Table
    {
        get
        {
            double[] Scaled(double[] values) => Array.ConvertAll(values, v => v / Mapping.HalfWindow!.Value);
            return new PulseTable(Mapping.Weight(Steps.Minimum), Mapping.Weight(Steps.Maximum),
                Scaled(Steps.Up), Scaled(Steps.Down), Scaled(Steps.NoiseUp), Scaled(Steps.NoiseDown));
        }
    }

    /// <summary>Samples the cell of <paramref name="stack"/>.</summary>
    /// <exception cref="InputException">Conductance that is not monotone, or pulses that cannot traverse the window.</exception>
    public static CompactResponse Of(Stack stack)
    {
        var axis = new ConductanceAxis(stack);
        var cell = new Cell(stack, CompileTolerance);
        var fillings = new double[Samples];
        PulseResult[] up = new PulseResult[Samples], down = new PulseResult[Samples];
        for (var i = 0; i < Samples; i++)
        {
            fillings[i] = i == Samples - 1 ? stack.Window.Maximum : stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * i / (Samples - 1);
            var start = CellState.Equilibrium(stack, fillings[i]);
            (up[i], down[i]) = (cell.Pulse(start, true), cell.Pulse(start, false));
            if (stack.PotentiatingPolarity * up[i].FillingChange <= 0) throw Stopped(stack, fillings[i], "potentiating");
            if (stack.PotentiatingPolarity * down[i].FillingChange >= 0) throw Stopped(stack, fillings[i], "depressing");
        }
        var grid = new double[TablePoints];
        for (var i = 0; i < TablePoints; i++) grid[i] = axis.Minimum + (axis.Maximum - axis.Minimum) * i / (TablePoints - 1);
        var (stepUp, noiseUp) = Conductances(stack, axis, grid, fillings, up);
        var (stepDown, noiseDown) = Conductances(stack, axis, grid, fillings, down);
        return new CompactResponse(Mapping.Of(axis.Minimum, axis.Maximum), up, down, new StepCurve(grid, stepUp, stepDown, noiseUp, noiseDown));
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

    private static (double[] Step, double[] Noise) Conductances(Stack stack, ConductanceAxis axis, double[] grid, double[] fillings, PulseResult[] pulses)
    {
        var change = new MonotoneCubic(fillings, Array.ConvertAll(pulses, r => r.FillingChange));
        var relativeNoise = new MonotoneCubic(fillings, Array.ConvertAll(pulses, r => r.ChannelCharge == 0 ? 0 : r.IonicNoise / Math.Abs(r.ChannelCharge)));
        double[] step = new double[grid.Length], noise = new double[grid.Length];
        for (var i = 0; i < grid.Length; i++)
        {
            var x = axis.Filling(grid[i]);
            step[i] = stack.Conductance(x + change.Value(x)) - stack.Conductance(x);
            // ΔG and ΔQ are proportional within one small pulse.
            noise[i] = Math.Abs(step[i]) * relativeNoise.Value(x);
        }
        return (step, noise);
    }

    private static InputException Stopped(Stack stack, double x, string direction) => new(FormattableString.Invariant(
        $"pulse: the {direction} pulse moves the channel the wrong way at filling {x:G4}: the open-circuit voltage there ({stack.OpenCircuitVoltage(x):G4} V) stops or reverses the drive against V_hold = {stack.HoldVoltage:G4} V, so the window {stack.Window.Minimum:G4} to {stack.Window.Maximum:G4} cannot be traversed; raise the amplitude or narrow the window"));
}
