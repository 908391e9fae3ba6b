using System.Globalization;
using EcramSim.Studies.Statistics;

namespace EcramSim.Studies.Evaluate;

/// <summary>Why the devices stand in the order in which they stand: by rank correlation over the devices, and by taking one cause away at a time.</summary>
public static class OrderOfDevices
{
    /// <summary>Sentences for the report; empty with fewer than two devices.</summary>
    public static IReadOnlyList<string> Explain(IReadOnlyList<SummaryRow> rows, IReadOnlyList<RemovalRow> removals)
    {
        var devices = rows.Where(r => r.Asymmetry is not null).OrderByDescending(r => r.TestAccuracy.Mean).ToArray();
        if (devices.Length < 2) return [];
        var text = new List<string> { Order(devices) };
        if (Correlations(devices) is { } correlations) text.Add(correlations);
        var ideal = rows.FirstOrDefault(r => r.Device == "ideal");
        text.AddRange(devices.Select(d => OneDevice(d, ideal, [.. removals.Where(r => r.Device == d.Device)])));
        return text;
    }

    private static string Order(SummaryRow[] devices) =>
        $"By test accuracy: {string.Join(" > ", devices.Select(d => $"{d.Device} ({Engineering.Percent(d.TestAccuracy.Mean)} %)"))}.";

    private static string? Correlations(SummaryRow[] devices)
    {
        // A cause that costs accuracy has a negative rank correlation with it.
        (string Name, Func<SummaryRow, double?> Value)[] causes =
        [
            ("asymmetry", d => d.Asymmetry),
            ("step size (1/states by step)", d => 1 / d.StatesByStep),
            ("noise of a step (1/states by noise)", d => d.StatesByNoise is { } s ? 1 / s : 0),
        ];
        var found = causes
            .Select(c => (c.Name, Rho: RankCorrelation.Of([.. devices.Select(d => c.Value(d) ?? 0)], [.. devices.Select(d => d.TestAccuracy.Mean)])))
            .Where(c => c.Rho is not null).OrderBy(c => c.Rho).ToArray();
        if (found.Length == 0) return null;
        var list = string.Join(", ", found.Select(c => $"{c.Name} ρ = {c.Rho!.Value.ToString("F2", CultureInfo.InvariantCulture)}"));
        var reading = found[0].Rho < -0.5
            ? $"Of the three, {found[0].Name} orders the devices best."
            : "None of the three alone orders the devices: see what each gains when one cause is taken away.";
        return $"Rank correlation of each cause with accuracy over {devices.Length} devices (−1: the cause alone fixes the order): {list}. {reading}";
    }

    private static string OneDevice(SummaryRow device, SummaryRow? ideal, RemovalRow[] removals)
    {
        var figures = $"asymmetry {device.Asymmetry!.Value.ToString("F3", CultureInfo.InvariantCulture)}, {Engineering.Significant(device.StatesByStep)} states by step" +
            (device.StatesByNoise is { } noise ? $", {Engineering.Significant(noise)} by noise" : ", no cycle noise");
        var loss = ideal is null ? "" : Distance(ideal.TestAccuracy.Mean - device.TestAccuracy.Mean);
        var sentence = $"{device.Device}: {Engineering.Percent(device.TestAccuracy.Mean)} %{loss} ({figures}).";
        if (removals.Length == 0) return sentence;
        var gains = removals.Select(r => (r.Removed, Gain: r.Without - r.With)).OrderByDescending(g => g.Gain).ToArray();
        var list = string.Join(", ", gains.Select(g => $"{g.Removed} {Signed(g.Gain)}"));
        var verdict = gains[0].Gain > 0.01 ? $"{gains[0].Removed} limits it most" : "no single one of these limits it";
        return $"{sentence} Taken away one at a time (points, first seed): {list}; {verdict}.";
    }

    private static string Distance(double loss) =>
        $", {(100 * Math.Abs(loss)).ToString("F1", CultureInfo.InvariantCulture)} points {(loss >= 0 ? "below" : "above")} ideal";

    private static string Signed(double fraction) => (100 * fraction).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);
}
