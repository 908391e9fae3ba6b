using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>
/// The key "up_down" that the update laws share: a, so that up steps are Δ(1 + a) and down steps Δ(1 − a) on the mean of all cells.
/// (The key of the same name in "spread" is how much a differs from cell to cell.)
/// </summary>
internal static class UpDown
{
    /// <summary>Its value, between −1 and 1; 0 where the file says nothing.</summary>
    public static double Read(ModelNode node) => node.Number("up_down", Interval.Open(-1, 1), 0);
}
