using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// The compact response beside the reference cell over a few pulses in a row at mid window: whether what the array runs follows the cell. It does not where a
/// pulse comes before two double layers have settled: what the gate still holds cannot be read, and one number per cell does not know it.
/// </summary>
internal static class Following
{
    private const double Tolerance = 1e-6;
    private static readonly bool[] Burst = [true, true, false, true, false, false];

    /// <summary>The largest error after each of the pulses over the mean step there; 0 where the reference cell cannot take them.</summary>
    public static double Error(Stack stack, DriftingStart start, Mapping mapping, PulseTable table, VolatilePart? part)
    {
        var cell = new Cell(stack, Tolerance);
        var state = start.At(stack.Window.Middle);
        double Seen() => mapping.Weight(cell.Conductance(state));
        var (settled, left, worst) = (Seen(), 0.0, 0.0);
        var step = 0.5 * (Between(table, table.StepUp, settled) - Between(table, table.StepDown, settled));
        foreach (var up in Burst)
        {
            try
            {
                state = cell.Pulse(state, up).End;
            }
            catch (InputException)
            {
                break;
            }
            var change = Between(table, up ? table.StepUp : table.StepDown, settled) + (part?.Change(settled, up, left) ?? 0);
            left = part is null ? 0 : part.Left(settled, up) + part.Kept(settled, up, left);
            settled += change;
            worst = Math.Max(worst, Math.Abs(settled + left - Seen()) / step);
        }
        return worst;
    }

    private static double Between(PulseTable table, double[] values, double weight)
    {
        var t = Math.Clamp((weight - table.Minimum) / (table.Maximum - table.Minimum), 0, 1) * (values.Length - 1);
        var i = Math.Min((int)t, values.Length - 2);
        return values[i] + (t - i) * (values[i + 1] - values[i]);
    }
}
