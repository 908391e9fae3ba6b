using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Observables;

/// <summary>Tells a drifting cell to stop a thousandth before it leaves the fillings for which its hosts are known.</summary>
internal sealed class EdgeOfHosts(Stack stack)
{
    private readonly Interval _channel = stack.Channel.Host.Validity, _gate = stack.Gate.Host.Validity;

    /// <summary>How far the cell is beyond, in fillings; negative inside.</summary>
    internal double Beyond(CellLoop loop, double[] q) => Math.Max(Outside(_channel, loop.ExtremeFilling(q)), Outside(_gate, loop.GateFilling(q)));

    private static double Outside(Interval valid, double x)
    {
        var margin = 1e-3 * (valid.Maximum - valid.Minimum);
        return Math.Max(valid.Minimum + margin - x, x - valid.Maximum + margin);
    }
}
