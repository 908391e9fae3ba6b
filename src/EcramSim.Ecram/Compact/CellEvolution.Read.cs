using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Compact;

public sealed partial record CellEvolution
{
    // The decay e^−u of a stretched exponential, u = (t/τ)^β, from where all is there to where nothing is left.
    private const int Points = 24;
    private const double First = 1e-3, Last = 40;

    /// <summary>
    /// Reads the object "evolution" of a device known by its law: what time does to a weight between pulses, as measured; null without it. Keys, each optional:
    /// "volatile" (left_up and left_down, what a read finds beyond the settled weight after a pulse, in units of weight; time_constant; stretch β, 1 where it
    /// is missing: it decays as e^−(t/τ)^β) and "drift" (convergence, the weight to which cells go; time_constant; spread, the relative standard deviation of its rate between cells, 0 where it is missing).
    /// </summary>
    /// <param name="node">The device file.</param>
    /// <param name="minimum">Lowest weight of the law.</param>
    /// <param name="maximum">Highest weight of the law.</param>
    public static CellEvolution? Read(ModelNode node, double minimum, double maximum)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (!node.Has("evolution")) return null;
        var evolution = node.Child("evolution");
        var width = maximum - minimum;
        var spread = 0.0;
        var drift = evolution.Has("drift") ? Drifting(evolution.Child("drift")) : null;
        var left = evolution.Has("volatile") ? Left(evolution.Child("volatile")) : null;
        return drift is null && left is null ? throw node.Error("evolution", "holds neither volatile nor drift") : new CellEvolution(drift, left) { DriftSpread = spread };

        DriftTable Drifting(ModelNode own)
        {
            double goal = own.Number("convergence", Interval.Closed(minimum - 10 * width, maximum + 10 * width)), time = TimeOf(own);
            spread = own.Number("spread", Interval.Closed(0, 0.5), 0);
            // A straight rate is an exponential way to its zero.
            return new DriftTable(minimum, maximum, [(goal - minimum) / time, (goal - maximum) / time]);
        }

        VolatilePart Left(ModelNode own)
        {
            var allowed = Interval.Closed(-width, width);
            double up = own.Number("left_up", allowed), down = own.Number("left_down", allowed), time = TimeOf(own), stretch = own.Number("stretch", new Interval(0.05, 5, true, true), 1);
            var height = Math.Max(Math.Abs(up), Math.Abs(down));
            if (height == 0) throw own.Error("left_up", "left_up and left_down are both 0: leave volatile out");
            double[] decay = [.. Enumerable.Range(0, Points).Select(i => First * Math.Pow(Last / First, i / (Points - 1.0)))];
            var nothing = new PulseMemory([0, 0], [0, 0]);
            return new VolatilePart(minimum, maximum, [up, up], [down, down])
            {
                // Each pulse leaves its own part and nothing of the one before: a record of single reversals says no more.
                UpAfterUp = nothing, UpAfterDown = nothing, DownAfterUp = nothing, DownAfterDown = nothing,
                Relaxation = new RelaxationCurve([.. decay.Select(u => time * Math.Pow(u, 1 / stretch))], [.. decay.Select(u => height * Math.Exp(First - u))]),
            };
        }
    }

    private static double TimeOf(ModelNode node) => node.Quantity("time_constant", Dimension.Second, Interval.Positive);
}
