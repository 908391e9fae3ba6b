using System.Globalization;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;

namespace EcramSim.Studies.Characterize;

/// <summary>Published figures beside the model's on a page.</summary>
internal static class PublishedTable
{
    internal static Table Of(IReadOnlyList<PublishedRatio> ratios) => new("Published figures beside the model's. Ratios to look at: nothing is tuned to them. Values in SI units.",
        [new("device"), new("quantity"), new("published", true), new("model", true), new("model / published", true), new("mark"), new("source")],
        [.. ratios.Select(r => new TableRow([r.Device, r.Published.Quantity, Number(r.Published.Value), Number(r.Model), Engineering.Significant(r.Ratio), r.Published.Mark,
            r.Published.Note.Length > 0 ? $"{r.Published.Source} ({r.Published.Note})" : r.Published.Source]))]);

    private static string Number(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "–";
}
