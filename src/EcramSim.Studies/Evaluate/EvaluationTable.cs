using System.Globalization;
using EcramSim.Learning.Layers;

namespace EcramSim.Studies.Evaluate;

/// <summary>The table of an evaluation as people read it: on the screen and in the report.</summary>
public static class EvaluationTable
{
    /// <summary>Column heads.</summary>
    public static IReadOnlyList<string> Head { get; } =
        ["device", "accuracy (%)", "learning rate", "states by step / noise", "label up / down", "asymmetry", "sym. point (%)", "energy/pulse", "training energy", "training time", "estimated"];

    /// <summary>One row of cells per device.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<SummaryRow> summary) => [.. summary.Select(Row)];

    /// <summary>The learning rate, and the scaling of first weights where it is not the default.</summary>
    internal static string Rate(SummaryRow row) => row.LearningRate.ToString("G4", CultureInfo.InvariantCulture) + (row.Scaling is null || row.Scaling == WeightScaling.Fit.Name ? "" : $" ({row.Scaling})");

    private static string[] Row(SummaryRow r) =>
    [
        r.Device,
        r.TestAccuracy.HalfWidth is { } half ? $"{Engineering.Percent(r.TestAccuracy.Mean)} ± {Engineering.Percent(half)}" : Engineering.Percent(r.TestAccuracy.Mean),
        Rate(r),
        r.StatesByStep is null ? "–" : $"{Engineering.Significant(r.StatesByStep)} / {Engineering.Significant(r.StatesByNoise)}",
        r.NonlinearityUp is null ? "–" : $"{Label(r.NonlinearityUp)} / {Label(r.NonlinearityDown)}",
        r.Asymmetry?.ToString("F3", CultureInfo.InvariantCulture) ?? "–",
        r.SymmetryPoint is { } point ? point.ToString("F0", CultureInfo.InvariantCulture) : "–",
        Engineering.WithUnit(r.EnergyPerPulse, "J"),
        Engineering.WithUnit(r.Energy, "J"),
        Engineering.Duration(r.Time),
        r.Parameters == 0 ? "–" : $"{r.Estimated} of {r.Parameters}",
    ];

    private static string Label(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "–";
}
