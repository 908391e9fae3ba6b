using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// dw/dt of a cell that receives no pulses, over its settled weight on a uniform grid, linear between the points: so the way of a weight through
/// each interval is an exponential in closed form, and a wait may be as long as one likes. Weights stay within the table.
/// </summary>
/// <param name="Minimum">Weight at the first point.</param>
/// <param name="Maximum">Weight at the last point.</param>
/// <param name="Rate">dw/dt, 1/s; at least 2 points.</param>
public sealed record DriftTable(double Minimum, double Maximum, double[] Rate)
{
    private const int Samples = 33, Points = 257;
    private const double CompileTolerance = 1e-6;

    private DriftTable? _back;

    /// <summary>The largest |dw/dt|, 1/s.</summary>
    public double Fastest { get; } = Rate.Max(Math.Abs);

    /// <summary>
    /// The weight that <paramref name="weight"/> was <paramref name="seconds"/> ago. That may lie beyond the table, by up to a quarter of its width: a pulse at the end of the window
    /// leads there, and a cell that is at the end now may have drifted in. The rate goes straight on there.
    /// </summary>
    public double Before(double weight, double seconds) => (_back ??= Reversed()).After(weight, seconds);

    private DriftTable Reversed()
    {
        int last = Rate.Length - 1, more = (last + 3) / 4;
        var spacing = (Maximum - Minimum) / last;
        double At(int i) => i < 0 ? Rate[0] + i * (Rate[1] - Rate[0]) : i > last ? Rate[last] + (i - last) * (Rate[last] - Rate[last - 1]) : Rate[i];
        return new DriftTable(Minimum - more * spacing, Maximum + more * spacing, [.. Enumerable.Range(-more, last + 1 + 2 * more).Select(i => -At(i))]);
    }

    /// <summary>The weight that <paramref name="weight"/> has become after <paramref name="seconds"/>.</summary>
    public double After(double weight, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        var spacing = (Maximum - Minimum) / (Rate.Length - 1);
        var w = Math.Clamp(weight, Minimum, Maximum);
        // Cells whose own bounds are wider than the table drift as at its end.
        var outside = weight - w;
        var place = Math.Min((int)((w - Minimum) / spacing), Rate.Length - 2);
        // A weight passes each interval once: its direction cannot change on the way.
        for (var n = 0; n < Rate.Length && seconds > 0; n++)
        {
            double below = Rate[place], slope = (Rate[place + 1] - below) / spacing;
            var rate = below + slope * (w - Minimum - place * spacing);
            if (rate == 0) break;
            var end = Minimum + (rate > 0 ? place + 1 : place) * spacing;
            var endRate = rate > 0 ? Rate[place + 1] : below;
            // Where the rate vanishes before the end of the interval, the weight never gets there.
            var crossing = endRate / rate <= 0 ? double.PositiveInfinity : Math.Abs(endRate / rate - 1) < 1e-9 ? (end - w) / rate : Math.Log(endRate / rate) / slope;
            if (seconds < crossing) return outside + w + (Math.Abs(slope * seconds) < 1e-9 ? rate * seconds : rate * (Math.Exp(slope * seconds) - 1) / slope);
            seconds -= crossing;
            w = end;
            place += rate > 0 ? 1 : -1;
            if (place < 0 || place > Rate.Length - 2) break;
        }
        return outside + w;
    }

    /// <summary>Measured on the reference cell: rest with the gate as it is after a pulse, from the states in which nothing else moves; null where nothing does.</summary>
    internal static DriftTable? Of(Stack stack, ConductanceAxis axis, Mapping mapping, DriftingStart start)
    {
        var (low, high) = (stack.Window.Minimum, stack.Window.Maximum);
        double[] fillings = new double[Samples], rates = new double[Samples];
        var duration = 3600.0;
        for (var i = 0; i < Samples; i++)
        {
            fillings[i] = i == Samples - 1 ? high : low + (high - low) * i / (Samples - 1);
            var state = start.At(fillings[i]);
            fillings[i] = state.Filling;
            (rates[i], duration) = RateAt(stack, state, duration);
        }
        if (rates.All(r => r == 0)) return null;
        var rate = new MonotoneCubic(fillings, rates);
        var (bottom, top) = (mapping.Weight(axis.Minimum), mapping.Weight(axis.Maximum));
        var table = new double[Points];
        for (var i = 0; i < Points; i++)
        {
            var x = axis.Filling(mapping.Conductance(bottom + (top - bottom) * i / (Points - 1)));
            table[i] = axis.Slope(x) * rate.Value(x) / mapping.HalfWindow!.Value;
        }
        return new DriftTable(bottom, top, table);
    }

    // dx/dt from a rest in which x moves by 1e-6 to 2e-5 of the window, so that the rate is still that of x; the duration found is where the next filling begins to look.
    private static (double Rate, double Duration) RateAt(Stack stack, CellState start, double duration)
    {
        const double longest = 1e13;
        var cell = new Cell(stack, CompileTolerance);
        CellState Rest(CellState from) => cell.Run(from, GateDrive.After(stack, stack.Pulse, stack.HoldVoltage), duration).End;
        var window = stack.Window.Maximum - stack.Window.Minimum;
        for (var n = 0; n < 60; n++)
        {
            double first, change;
            try
            {
                // From the second of two rests: the first one brings the double layers to where the leakage keeps them.
                var led = Rest(start);
                first = led.Filling - start.Filling;
                change = Rest(led).Filling - led.Filling;
            }
            catch (InputException)
            {
                // Out of the fillings that are known: too long.
                first = change = window;
            }
            if (Math.Abs(first) > 2e-5 * window) duration /= 10;
            else if (Math.Abs(first) < 1e-6 * window && duration < longest) duration *= 10;
            else return (change / duration, duration);
        }
        return (0, duration);
    }
}
