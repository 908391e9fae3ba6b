using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Forms;

/// <summary>
/// Two cells that only go up, w = (g⁺ − g⁻)/2: updates with one sign pulse the first, with the other sign the second. When one comes near its upper end, both are reset to
/// their lower one and the difference is written again. For cells whose way down is abrupt, as that of phase-change memories.
/// </summary>
/// <param name="RefreshAbove">Share of the range at which a cell asks for the refresh, in (0, 1).</param>
/// <param name="RefreshEvery">Updates between two looks.</param>
[ModelName("one-sided-pair")]
public sealed record OneSidedPair(double RefreshAbove, int RefreshEvery) : IWeightForm
{
    /// <inheritdoc/>
    public IReadOnlyList<double> Shares { get; } = [0.5, -0.5];

    /// <summary>Reads refresh_above and refresh_every.</summary>
    public static OneSidedPair Read(ModelNode node) => new(node.Number("refresh_above", Interval.Open(0, 1)), node.Integer("refresh_every", 1, 1_000_000));

    /// <summary>What the tests of the family run on.</summary>
    public static IEnumerable<OneSidedPair> Examples => [new(0.75, 10)];
}
