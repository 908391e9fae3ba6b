using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram;

/// <summary>
/// A figure that a publication gives for a device, for comparison only: the report shows model / published, and nothing is tuned to it.
/// </summary>
/// <param name="Quantity">One of <see cref="Quantities"/>: the name by which a data sheet knows it.</param>
/// <param name="Value">In SI units; states, labels and ratios are numbers, the symmetry point is in %.</param>
/// <param name="Source">The publication.</param>
/// <param name="Mark">How far to trust it: "literature", "measured table", "fit of the publication" or "recollection" (unverified memory, never a target).</param>
/// <param name="Note">What to know when comparing; may be empty.</param>
public sealed record PublishedFigure(string Quantity, double Value, string Source, string Mark, string Note)
{
    private static readonly string[] Marks = ["literature", "measured table", "fit of the publication", "recollection"];

    private static readonly Dictionary<string, Dimension> Known = new(StringComparer.Ordinal)
    {
        ["states"] = Dimension.None, ["on_off"] = Dimension.None, ["nonlinearity_up"] = Dimension.None, ["nonlinearity_down"] = Dimension.None,
        ["asymmetry"] = Dimension.None, ["symmetry_point"] = Dimension.None, ["pulses_up"] = Dimension.None, ["pulses_down"] = Dimension.None,
        ["energy_per_pulse"] = Dimension.Energy, ["energy_per_area"] = new Dimension("energy per area", "250 aJ/um2", 0, 1, -2, 0, 0, 0),
        ["pulse_width"] = Dimension.Second, ["write_time"] = Dimension.Second, ["conductance_max"] = Dimension.Siemens, ["conductance_min"] = Dimension.Siemens,
    };

    /// <summary>The quantities that can be compared.</summary>
    public static IReadOnlyCollection<string> Quantities => Known.Keys;

    /// <summary>Reads the array "published" of a device file; empty where the key is missing.</summary>
    public static IReadOnlyList<PublishedFigure> ReadAll(ModelNode device)
    {
        var result = new List<PublishedFigure>();
        foreach (var node in device.Children("published"))
        {
            var quantity = node.Choice("quantity", Known.Keys);
            var text = node.Text("value");
            if (!Units.TryParse(text, Known[quantity], out var value, out var problem)) throw node.Error("value", problem);
            result.Add(new PublishedFigure(quantity, value, node.Text("source"), node.Choice("mark", Marks), node.Text("note", "")));
        }
        return result;
    }
}
