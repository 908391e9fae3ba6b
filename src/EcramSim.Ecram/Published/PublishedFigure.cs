using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Published;

/// <summary>
/// A figure that a publication gives for a device, for comparison only: the report shows model / published, and nothing is tuned to it.
/// </summary>
/// <param name="Quantity">What it is a figure of.</param>
/// <param name="Value">In SI units; states, labels and ratios are numbers, the symmetry point is in %. Null where the publication gives words and no number.</param>
/// <param name="Source">The publication.</param>
/// <param name="Mark">How far to trust it: "literature", "measured table", "fit of the publication" or "recollection" (unverified memory, never a target).</param>
/// <param name="Note">What to know when comparing; may be empty.</param>
public sealed record PublishedFigure(PublishedQuantity Quantity, double? Value, string Source, string Mark, string Note)
{
    private static readonly string[] Marks = ["literature", "measured table", "fit of the publication", "recollection"];
    private static readonly string[] Bounds = ["about", "at most", "at least"];

    /// <summary>The value as the file writes it, with its unit.</summary>
    public string Text { get; init; } = "";

    /// <summary>"about", or "at most" and "at least" for bounds: the model may then stay below, or lie above.</summary>
    public string Bound { get; init; } = "about";

    /// <summary>Where it was measured or projected, if not as the device file stands.</summary>
    public PublishedConditions At { get; init; } = PublishedConditions.AsTheFile;

    /// <summary>Why the model gives no such figure, in words; empty where it does.</summary>
    public string NotComputed { get; init; } = "";

    /// <summary>Reads the array "published" of a device file; empty where the key is missing.</summary>
    /// <exception cref="InputException">An unknown quantity or key, a wrong unit; a reason for not computing what is computed, or none where nothing is.</exception>
    public static IReadOnlyList<PublishedFigure> ReadAll(ModelNode device)
    {
        var result = new List<PublishedFigure>();
        foreach (var node in device.Children("published"))
        {
            var quantity = PublishedQuantity.All[node.Choice("quantity", [.. PublishedQuantity.All.Keys])];
            var text = node.Text("value");
            double? value = null;
            if (text != "none")
                value = Units.TryParse(text, quantity.Dimension, out var number, out var problem) ? number : throw node.Error("value", problem);
            result.Add(new PublishedFigure(quantity, value, node.Text("source"), node.Choice("mark", Marks), node.Text("note", ""))
            {
                Text = text,
                Bound = node.Has("bound") ? node.Choice("bound", Bounds) : "about",
                At = node.Has("at") ? PublishedConditions.Read(node.Child("at")) : PublishedConditions.AsTheFile,
                NotComputed = node.Text("not_computed", ""),
            });
            if (quantity.How == PublishedHow.Nothing && result[^1].NotComputed.Length == 0)
                throw node.Error("not_computed", $"is missing: no model gives '{quantity.Name}', say why");
        }
        return result;
    }
}
