using System.Globalization;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Forms;

/// <summary>Several cells per weight, w = Σ c_k g_k: all take every update, each its part, or one after the other.</summary>
/// <param name="Shares">c_k, none of them 0.</param>
/// <param name="InTurn">Whether one cell takes each update; else all do.</param>
[ModelName("vector-cell")]
public sealed record VectorCell(IReadOnlyList<double> Shares, bool InTurn) : IWeightForm
{
    /// <summary>Reads shares ("0.5, 0.5") and in_turn.</summary>
    public static VectorCell Read(ModelNode node)
    {
        var allowed = new Interval(-100, 100, true, true);
        var text = node.Text("shares");
        var shares = new List<double>();
        foreach (var part in text.Split(','))
            shares.Add(double.TryParse(part.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share != 0 && allowed.Contains(share) ? share
                : throw node.Error("shares", $"'{part.Trim()}' in '{text}' is not a number other than 0 in the allowed range {allowed}"));
        return shares.Count is >= 2 and <= 16 ? new(shares, node.Flag("in_turn")) : throw node.Error("shares", $"'{text}' names {shares.Count} cells; the allowed range is [2, 16]");
    }

    /// <summary>What the tests of the family run on.</summary>
    public static IEnumerable<VectorCell> Examples => [new([0.5, 0.5], false), new([0.7, 0.3], true)];
}
