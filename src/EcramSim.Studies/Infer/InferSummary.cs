using EcramSim.Learning.Inference;
using EcramSim.Studies.Statistics;

namespace EcramSim.Studies.Infer;

/// <summary>One device, correction and time over all seeds: a row of <c>summary.csv</c>.</summary>
/// <param name="Device">Id of the device or name of the baseline.</param>
/// <param name="Compensation">Name of the correction.</param>
/// <param name="After">s.</param>
/// <param name="Accuracy">Over seeds, each the mean of its readings; null where the retention is unknown.</param>
/// <param name="ReadSpread">Standard deviation between readings of one array, root mean square over seeds; null for one reading.</param>
/// <param name="Digital">Of the digital network, over seeds.</param>
/// <param name="Error">Means over seeds (root mean squares of root mean squares); null where the retention is unknown.</param>
/// <param name="PerImage">Mean over seeds.</param>
/// <param name="Correction">Mean over seeds.</param>
/// <param name="Refreshes">Of each array.</param>
/// <param name="Refresh">Mean over seeds.</param>
public sealed record InferSummary(string Device, string Compensation, double After, MeanInterval? Accuracy, double? ReadSpread, MeanInterval? Digital, LayerError? Error,
    InferenceCost PerImage, InferenceCost Correction, int Refreshes, InferenceCost Refresh)
{
    internal static IReadOnlyList<InferSummary> Of(IReadOnlyList<InferRow> rows) =>
        [.. rows.GroupBy(r => (r.Device, r.After, r.Compensation)).Select(g => One([.. g]))];

    private static InferSummary One(InferRow[] rows)
    {
        var first = rows[0];
        var seeds = rows.GroupBy(r => r.Seed).Select(s => s.ToArray()).ToArray();
        double? Mean(Func<InferRow, double?> of) => rows.All(r => of(r) is not null) ? rows.Average(r => of(r)!.Value) : null;
        InferenceCost Cost(Func<InferRow, InferenceCost> of) => new(Mean(r => of(r).Energy), Mean(r => of(r).Time));
        var isKnown = rows.All(r => r.Accuracy is not null);
        double? spread = isKnown && seeds[0].Length > 1
            ? Math.Sqrt(seeds.Average(s => s.Sum(r => Math.Pow(r.Accuracy!.Value - s.Average(q => q.Accuracy!.Value), 2)) / (s.Length - 1))) : null;
        return new InferSummary(first.Device, first.Compensation, first.After, isKnown ? MeanInterval.Of([.. seeds.Select(s => s.Average(r => r.Accuracy!.Value))]) : null, spread,
            rows.All(r => r.Digital is not null) ? MeanInterval.Of([.. seeds.Select(s => s[0].Digital!.Value)]) : null,
            isKnown && rows.All(r => r.Error is not null) ? LayerError.All([.. rows.Select(r => r.Error!)]) : null,
            Cost(r => r.PerImage), Cost(r => r.Correction), first.Refreshes, Cost(r => r.Refresh));
    }
}
