using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Stages;

/// <summary>The integrator of a line: it saturates at ± its limit, and what leaks during the read is lost: v·(1 − leak), then clipped.</summary>
/// <param name="Limit">Largest magnitude, in units of input × weight.</param>
/// <param name="Leak">Part of the charge that leaks before it is converted, [0, 1).</param>
[ModelName("integrator")]
public sealed record Integrator(double Limit, double Leak) : IReadStage
{
    /// <summary>Reads "limit" and "leak" ("none" or missing is 0).</summary>
    public static Integrator Read(ModelNode node) =>
        new(node.Number("limit", Interval.Positive), node.Has("leak") ? node.NumberOrNone("leak", Interval.Open(0, 1)) ?? 0 : 0);

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<Integrator> Examples => [new(15, 0.01), new(1, 0)];

    double? IReadStage.Bound => Limit;

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines((float)Limit, (float)(1 - Leak));

    private sealed class OnLines(float limit, float kept) : ILineStage
    {
        public bool Apply(Span<float> values, ulong read)
        {
            var beyond = false;
            foreach (ref var v in values)
            {
                v *= kept;
                beyond |= MathF.Abs(v) > limit;
                v = MathF.Max(-limit, MathF.Min(limit, v));
            }
            return beyond;
        }
    }
}
