using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// What <see cref="UpdateKernel{TLaw, TCells}"/> leaves out for speed: fractions of a pulse (a law without granularity), and cells with a volatile part.
/// Pulse by pulse, in the same order of rows, eights and random numbers; where neither is present, equal to it bit for bit as long as the law is not additive.
/// </summary>
internal static class GeneralUpdate<TLaw, TCells> where TLaw : struct, IPulseLaw where TCells : struct, ICells
{
    /// <summary>Applies one update to the rows of one stripe; returns the pulses up and down that cells received, fractions included.</summary>
    /// <param name="law">The cells.</param>
    /// <param name="cells">Their spread.</param>
    /// <param name="weights">What reads see: settled weight plus <paramref name="left"/>.</param>
    /// <param name="part">The volatile part; null where the device has none.</param>
    /// <param name="left">Its value per cell; null likewise.</param>
    /// <param name="counts">How many pulses each cell receives.</param>
    /// <param name="random">Noise of this tile.</param>
    /// <param name="step">Number of the update.</param>
    /// <param name="stripe">Number of the stripe.</param>
    [SkipLocalsInit]
    public static (double Up, double Down) Run(in TLaw law, in TCells cells, WeightMatrix weights, VolatilePart? part, float[]? left,
        in PulseCounts counts, PhiloxLanes random, ulong step, int stripe)
    {
        var noisy = law.IsNoisy;
        var noise = new LaneNoise(random, (uint)stripe, step, stackalloc float[LaneNoise.Room]);
        double ups = 0, downs = 0;
        var end = Math.Min(weights.Rows, (stripe + 1) * Stripe.Rows);
        for (var i = stripe * Stripe.Rows; i < end; i++)
        {
            var (rowUps, rowDowns) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var j = 0; j < weights.Stride; j += Lanes.Count)
            {
                var count = counts.At(i, j, out var up);
                var fires = Vector256.GreaterThan(count, Vector256<float>.Zero);
                if (fires == Vector256<float>.Zero) continue;
                var index = (nuint)(i * weights.Stride + j);
                var lanes = cells.At(index);
                var rest = left is null ? Vector256<float>.Zero : Vector256.LoadUnsafe(ref left[0], index);
                var weight = Vector256.LoadUnsafe(ref weights.Values[0], index) - rest;
                for (; fires != Vector256<float>.Zero; fires = Vector256.GreaterThan(count, Vector256<float>.Zero))
                {
                    var fraction = Vector256.Min(count, Vector256<float>.One);
                    var xi = noisy ? noise.Next(fires.AsInt32()) : Vector256<float>.Zero;
                    var after = After(law, weight, up, xi, fraction, lanes);
                    if (part is not null)
                    {
                        var (change, remains) = Response(part, weight, rest, up, fraction, lanes);
                        after += change;
                        rest = Vector256.ConditionalSelect(fires, remains, rest);
                    }
                    after = Vector256.MaxNative(Vector256.MinNative(after, lanes.Maximum), lanes.Minimum);
                    weight = Vector256.ConditionalSelect(fires, after, weight);
                    var given = Vector256.ConditionalSelect(fires, fraction, Vector256<float>.Zero);
                    var raised = Vector256.ConditionalSelect(up, given, Vector256<float>.Zero);
                    rowUps += raised;
                    rowDowns += given - raised;
                    count -= fraction;
                }
                (weight + rest).StoreUnsafe(ref weights.Values[0], index);
                if (left is not null) rest.StoreUnsafe(ref left[0], index);
            }
            for (var lane = 0; lane < Lanes.Count; lane++) (ups, downs) = (ups + rowUps[lane], downs + rowDowns[lane]);
        }
        return (ups, downs);
    }

    // A fraction f of a pulse: f times the mean step, √f times the deviation.
    private static Vector256<float> After(in TLaw law, Vector256<float> weight, Vector256<float> up, Vector256<float> xi, Vector256<float> fraction, in CellLanes lanes)
    {
        var whole = law.Pulse(weight, up, xi, lanes);
        if (fraction == Vector256<float>.One) return whole;
        var mean = law.Pulse(weight, up, Vector256<float>.Zero, lanes);
        return Vector256.ConditionalSelect(Vector256.Equals(fraction, Vector256<float>.One), whole,
            weight + fraction * (mean - weight) + Vector256.Sqrt(fraction) * (whole - mean));
    }

    // What a volatile part before a pulse changes of its settled step, and what is left afterwards; what a cell leaves goes with its step.
    private static (Vector256<float> Change, Vector256<float> Left) Response(VolatilePart part, Vector256<float> weight, Vector256<float> before, Vector256<float> up,
        Vector256<float> fraction, in CellLanes lanes)
    {
        Span<float> change = stackalloc float[Lanes.Count], left = stackalloc float[Lanes.Count];
        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            var raised = up.AsInt32()[lane] != 0;
            double w = weight[lane], v = before[lane], f = fraction[lane];
            change[lane] = (float)(f * part.Change(w, raised, v));
            left[lane] = (float)(f * (raised ? lanes.StepUp : lanes.StepDown)[lane] * part.Left(w, raised) + v + f * (part.Kept(w, raised, v) - v));
        }
        return (Vector256.Create<float>(change), Vector256.Create<float>(left));
    }
}
