using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// The settled response of a reference cell to one pulse up and one down, sampled over its window and mapped to weights: what the array runs.
/// Every pulse starts from rest (V_G = V_OCV(x)). A test holds table and reference cell together over random pulse sequences.
/// </summary>
/// <param name="Mapping">From conductance to weight.</param>
/// <param name="Weights">Uniform grid over the whole range, from −1.25 to 1.25.</param>
/// <param name="Up">The potentiating pulse at each weight.</param>
/// <param name="Down">The depressing pulse at each weight.</param>
public sealed record CompactResponse(Mapping Mapping, double[] Weights, PulseResult[] Up, PulseResult[] Down)
{
    /// <summary>Number of fillings that <see cref="Of"/> samples: with 49, interpolation is off by less than 0.2 % of a step on the shipped stacks.</summary>
    public const int DefaultPoints = 49;

    /// <summary>Samples the cell of <paramref name="stack"/>.</summary>
    /// <param name="stack">The cell.</param>
    /// <param name="points">Number of fillings, odd, so that one lies at the centre.</param>
    /// <exception cref="InputException">Conductance that is not monotone, or pulses that cannot traverse the window.</exception>
    public static CompactResponse Of(Stack stack, int points = DefaultPoints)
    {
        var axis = new ConductanceAxis(stack);
        var mapping = Mapping.Of(axis.Minimum, axis.Maximum);
        var cell = new Cell(stack);
        var weights = new double[points];
        PulseResult[] up = new PulseResult[points], down = new PulseResult[points];
        for (var i = 0; i < points; i++)
        {
            var x = axis.Filling(axis.Minimum + (axis.Maximum - axis.Minimum) * i / (points - 1));
            weights[i] = mapping.Weight(stack.Conductance(x));
            var start = CellState.Equilibrium(stack, x);
            (up[i], down[i]) = (cell.Pulse(start, true), cell.Pulse(start, false));
            if (up[i].ConductanceChange <= 0) throw Stopped(stack, x, "potentiating");
            if (down[i].ConductanceChange >= 0) throw Stopped(stack, x, "depressing");
        }
        return new CompactResponse(mapping, weights, up, down);
    }

    /// <summary>Step curve in S over the conductance.</summary>
    public StepCurve Steps => new(Column(Up, r => r.ConductanceStart), Column(Up, r => r.ConductanceChange), Column(Down, r => r.ConductanceChange),
        Column(Up, Deviation), Column(Down, Deviation));

    /// <summary>The table in units of weight.</summary>
    public PulseTable Table
    {
        get
        {
            double[] Scaled(PulseResult[] results, Func<PulseResult, double> value) => Column(results, r => value(r) / Mapping.HalfWindow!.Value);
            return new PulseTable(Weights[0], Weights[^1], Scaled(Up, r => r.ConductanceChange), Scaled(Down, r => r.ConductanceChange),
                Scaled(Up, Deviation), Scaled(Down, Deviation));
        }
    }

    /// <summary>Dissipated energy of a pulse, mean over the used window (|w| ≤ 1), J.</summary>
    public double MeanEnergy(bool up)
    {
        var results = up ? Up : Down;
        var curve = new StepCurve(Weights, Column(results, r => r.DissipatedEnergy), [], [], []);
        return curve.Mean(w => curve.At(curve.Up, w), Mapping.WindowMargin, 1 - Mapping.WindowMargin);
    }

    // ΔG and ΔQ are proportional within one small pulse.
    private static double Deviation(PulseResult r) => r.ChannelCharge == 0 ? 0 : Math.Abs(r.ConductanceChange / r.ChannelCharge) * r.IonicNoise;

    private static double[] Column(PulseResult[] results, Func<PulseResult, double> value) => Array.ConvertAll(results, r => value(r));

    private static InputException Stopped(Stack stack, double x, string direction) => new(FormattableString.Invariant(
        $"pulse: the {direction} pulse moves the channel the wrong way at filling {x:G4}: the open-circuit voltage there ({stack.OpenCircuitVoltage(x):G4} V) stops or reverses the drive against V_hold = {stack.HoldVoltage:G4} V, so the window {stack.Window.Minimum:G4} to {stack.Window.Maximum:G4} cannot be traversed; raise the amplitude or narrow the window"));
}
