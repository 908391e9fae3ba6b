using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Observables;

/// <summary>What becomes of one state while the gate is left to itself: the relaxation curve, and the times on it.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Gate">What the gate is connected to.</param>
/// <param name="StartFilling">x at which the channel was at rest.</param>
/// <param name="Time">s, from 0.</param>
/// <param name="Conductance">G at those times, S.</param>
/// <param name="TimeToTenth">Until 10 % of the range of G is lost, s; null where that takes longer than was looked for.</param>
/// <param name="TimeConstant">Until G has gone to 1/e of its distance from the convergence point, s; null without one or beyond the time looked for.</param>
/// <param name="Convergence">G to which the cell drifts, S; null where the hosts end before it (drift without a goal).</param>
/// <param name="Drift">Mean rate over the first tenth of the range, or over the whole time where less is lost, S/s; signed.</param>
public sealed record Retention(double Temperature, GateAfterPulse Gate, double StartFilling, double[] Time, double[] Conductance,
    double? TimeToTenth, double? TimeConstant, double? Convergence, double Drift)
{
    /// <summary>A hundred years, s: nothing is looked for beyond.</summary>
    public const double Longest = 100 * 365.25 * 86400;

    // Of the window of fillings: a millionth of what is looked for, and above what rounding moves in a hundred years.
    private const double Lost = 0.1, Half = 0.5, Resolution = 1e-7;

    /// <summary>Follows the state from rest at filling <paramref name="x"/> at the temperature of <paramref name="stack"/>.</summary>
    /// <exception cref="InputException">The equations have no solution on the way.</exception>
    public static Retention Of(Stack stack, double x, GateAfterPulse gate, double longest = Longest)
    {
        var cell = new Cell(stack, ObservableTolerance.Relative);
        var resolution = Resolution * (stack.Window.Maximum - stack.Window.Minimum);
        var range = Math.Abs(stack.Conductance(stack.Window.Maximum) - stack.Conductance(stack.Window.Minimum));
        var drive = GateDrive.After(stack, stack.Pulse with { After = gate }, stack.HoldVoltage);
        var start = CellState.Equilibrium(stack, x);
        var before = cell.Conductance(start);
        var goal = ConvergencePoint.Of(stack, x, gate) is { } filling ? stack.Conductance(filling) : (double?)null;
        var end = new EndOfDrift(stack, longest);
        double Loss(CellLoop loop, double[] q) => Math.Abs(loop.Conductance(q) - before) / range;
        // First to the tenth, then on to 1/e of the way to the goal, or half of the range without one.
        var first = cell.Follow(start, drive, longest, resolution, (loop, t, q) => Math.Max(Loss(loop, q) - Lost, end.Reached(loop, t, q)));
        var tenth = first.Duration < longest && Math.Abs(first.Conductances[^1] - before) >= 0.999 * Lost * range ? first.Duration : (double?)null;
        var (times, conductances) = (new List<double>(first.Times), new List<double>(first.Conductances));
        double? constant = null;
        if (first.Duration < longest && tenth is not null)
        {
            double Remaining(CellLoop loop, double[] q) => goal is { } g ? Math.Exp(-1) - Math.Abs(loop.Conductance(q) - g) / Math.Abs(before - g) : Loss(loop, q) - Half;
            var second = cell.Follow(first.End, drive, longest - first.Duration, resolution, (loop, t, q) => Math.Max(Remaining(loop, q), end.Reached(loop, t, q)));
            times.AddRange(second.Times.Skip(1).Select(t => first.Duration + t));
            conductances.AddRange(second.Conductances.Skip(1));
            if (goal is { } g && Math.Abs(second.Conductances[^1] - g) <= 1.001 * Math.Exp(-1) * Math.Abs(before - g)) constant = first.Duration + second.Duration;
        }
        return new Retention(stack.Temperature, gate, x, [.. times], [.. conductances], tenth, constant, goal, (first.Conductances[^1] - before) / first.Duration);
    }

    /// <summary>
    /// The state of the window that loses its tenth first, of both ends and the middle: what a data sheet gives as retention at one temperature.
    /// </summary>
    public static Retention Worst(Stack stack, GateAfterPulse gate, double longest = Longest)
    {
        double[] starts = [stack.Window.Minimum, stack.Window.Middle, stack.Window.Maximum];
        return starts.Select(x => Of(stack, x, gate, longest)).MinBy(r => (r.TimeToTenth ?? double.PositiveInfinity, -Math.Abs(r.Drift)))!;
    }

    /// <summary>The worst state for each gate and temperature (K); V_hold is set anew at each temperature.</summary>
    public static IReadOnlyList<Retention> Table(Stack stack, IEnumerable<double> temperatures, IReadOnlyList<GateAfterPulse> gates) =>
        [.. from t in temperatures from gate in gates select Worst(stack with { Temperature = t }, gate)];
}
