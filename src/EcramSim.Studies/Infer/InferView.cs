using System.Globalization;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Infer;

/// <summary>The table of <c>ecram infer</c> as people read it: on the screen and in the report.</summary>
public static class InferView
{
    /// <summary>Column heads: accuracies by correction, then what the weights and a reading are like.</summary>
    public static IReadOnlyList<string> Head(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return ["device", "after", .. study.Input.Plan.Compensation.Select(c => c == "none" ? "accuracy (%)" : $"{c} (%)"), "digital (%)", "weight error", "mean error", "drift", "energy/inference", "time/inference",
            .. study.Input.Plan.Recalibrate is null ? Array.Empty<string>() : ["rewritten", "energy for it"]];
    }

    /// <summary>One row per device and time.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return [.. study.Summary.GroupBy(r => (r.Device, r.After)).Select(g =>
        {
            var (all, first) = (g.ToArray(), g.First());
            return (IReadOnlyList<string>)
            [
                first.Device, InferFigures.Label(first.After),
                .. all.Select(r => r.Accuracy is null ? "unknown" : With(r.Accuracy)), With(first.Digital),
                Engineering.Significant(first.Error?.RootMeanSquare), Engineering.Significant(first.Error?.Mean), Engineering.Significant(first.Error?.Drift),
                Engineering.WithUnit(first.PerImage.Energy, "J"), Engineering.Duration(first.PerImage.Time),
                .. study.Input.Plan.Recalibrate is null ? Array.Empty<string>() : [first.Refreshes.ToString(CultureInfo.InvariantCulture) + "×", Engineering.WithUnit(first.Refresh.Energy, "J")],
            ];
        })];
    }

    private static string With(Statistics.MeanInterval? mean) => mean is null ? "–" : mean.HalfWidth is { } half ? $"{Engineering.Percent(mean.Mean)} ± {Engineering.Percent(half)}" : Engineering.Percent(mean.Mean);

    /// <summary>Heads of the table of writing.</summary>
    public static IReadOnlyList<string> ProgrammingHead { get; } = ["device", "layer", "scale", "within tolerance (%)", "rms error", "largest", "pulses/cell", "energy", "time"];

    /// <summary>One row per device and layer, means over seeds.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> ProgrammingRows(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return [.. study.Programming.GroupBy(r => (r.Device, r.Programming.Layer)).Select(g =>
        {
            var p = g.Select(r => r.Programming).ToArray();
            double? Mean(Func<Learning.Inference.LayerProgramming, double?> of) => p.All(x => of(x) is not null) ? p.Average(x => of(x)!.Value) : null;
            return (IReadOnlyList<string>)
            [
                g.Key.Device, g.Key.Layer, Engineering.Significant(Mean(x => x.Scale)), Engineering.Percent(Mean(x => x.Result.Yield)), Engineering.Significant(Mean(x => x.Result.RootMeanSquareError)),
                Engineering.Significant(p.Max(x => x.Result.LargestError)), Engineering.Significant(Mean(x => x.Result.MeanPulses)), Engineering.WithUnit(Mean(x => x.Energy), "J"), Engineering.Duration(Mean(x => x.Result.Time)),
            ];
        })];
    }
}
