using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Observables;

/// <summary>
/// Tells a drifting cell where to stop: a thousandth before it leaves the fillings for which its hosts are known, or where everything flows so
/// slowly that the time looked for would not show it.
/// </summary>
internal sealed class EndOfDrift(Stack stack, double longest)
{
    private const double Unseen = 1e-3;

    private readonly Interval _channel = stack.Channel.Host.Validity, _gate = stack.Gate.Host.Validity;
    // A/m²: less than this moves less than a thousandth of the window in all the time.
    private readonly double _slow = Unseen * (stack.Window.Maximum - stack.Window.Minimum) * stack.Channel.Capacity / longest;
    private double[] _rate = [];

    /// <summary>≥ 0 where the cell should stop.</summary>
    internal double Reached(CellLoop loop, double t, double[] q)
    {
        var beyond = Math.Max(Outside(_channel, loop.ExtremeFilling(q)), Outside(_gate, loop.GateFilling(q)));
        if (_rate.Length != q.Length) _rate = new double[q.Length];
        loop.Rate(t, q, _rate);
        return Math.Max(beyond, 1 - loop.FastestCharge(_rate) / _slow);
    }

    private static double Outside(Interval valid, double x)
    {
        var margin = 1e-3 * (valid.Maximum - valid.Minimum);
        return Math.Max(valid.Minimum + margin - x, x - valid.Maximum + margin);
    }
}
