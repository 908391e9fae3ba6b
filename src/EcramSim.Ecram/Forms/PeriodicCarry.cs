using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Forms;

/// <summary>
/// Periodic carry (Agarwal et al., Achieving ideal accuracies in analog neuromorphic computing using periodic carry, VLSI Technology 2017): several cells per weight that count in a
/// number system, w = Σ g_k/N^k. Updates go to the last, finest cell alone. At intervals every cell but the first is read, from the last upwards; where one is
/// far out, its value is carried into the next cell and it goes back to its centre. No cell stays near its bounds, and the steps of a weight are N^(cells − 1) times finer than a cell's.
/// </summary>
/// <param name="Cells">Cells per weight.</param>
/// <param name="Base">N, what a cell counts more than the next.</param>
/// <param name="CarryAbove">Share of the half range at which a cell is carried, in (0, 1).</param>
/// <param name="CarryEvery">Updates between two carries.</param>
[ModelName("periodic-carry")]
public sealed record PeriodicCarry(int Cells, double Base, double CarryAbove, int CarryEvery) : IWeightForm
{
    /// <inheritdoc/>
    public IReadOnlyList<double> Shares { get; } = [.. Enumerable.Range(0, Cells).Select(k => Math.Pow(Base, -k))];

    /// <summary>Reads cells, base, carry_above and carry_every.</summary>
    public static PeriodicCarry Read(ModelNode node) => new(node.Integer("cells", 2, 8), node.Number("base", Interval.Closed(2, 1000)), node.Number("carry_above", Interval.Open(0, 1)), node.Integer("carry_every", 1, 1_000_000));

    /// <summary>What the tests of the family run on.</summary>
    public static IEnumerable<PeriodicCarry> Examples => [new(2, 8, 0.5, 10), new(3, 4, 0.4, 25)];
}
